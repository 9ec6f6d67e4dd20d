package dev.runbook.provider.helm;

import static dev.runbook.language.failure.FailureClass.CrdsBehind;
import static dev.runbook.language.failure.FailureClass.HookFailed;
import static dev.runbook.language.failure.FailureClass.ImmutableField;
import static dev.runbook.language.failure.FailureClass.KindMissing;
import static dev.runbook.language.failure.FailureClass.PortTaken;
import static dev.runbook.language.failure.FailureClass.RecordLost;
import static dev.runbook.language.failure.FailureClass.RecordTooLarge;
import static dev.runbook.language.failure.FailureClass.RemovedApi;
import static dev.runbook.language.failure.FailureClass.StorageRefused;
import static dev.runbook.language.failure.FailureClass.ValuesInvalid;
import static dev.runbook.language.failure.FailureClass.WebhookFailed;
import static dev.runbook.provider.FailureText.Provenance.MEASURED;
import static dev.runbook.provider.FailureText.Provenance.READ;
import static dev.runbook.provider.FailureText.text;

import dev.runbook.provider.FailureText;
import java.util.List;

/** The wordings by which helm and the API server refuse an object, a hook, a chart, its values or helm's own record. */
final class RefusalTexts {
    private static final String ANY_SERVER = "Kubernetes 1.16 and newer";
    private static final String ANY_HELM = "helm 3.2 to 4.3";

    private RefusalTexts() {}

    static final List<FailureText> ALL = List.of(
            text(
                    ImmutableField,
                    "updates to (parameters|provisioner|reclaimPolicy|volumeBindingMode) are forbidden",
                    "StorageClass.storage.k8s.io \"fast\" is invalid: parameters: Forbidden: updates to parameters are "
                            + "forbidden.",
                    ANY_SERVER,
                    MEASURED),
            text(
                    ImmutableField,
                    "may not be changed in an update",
                    "PriorityClass.scheduling.k8s.io \"high\" is invalid: value: Forbidden: may not be changed in an update.",
                    ANY_SERVER,
                    MEASURED),
            text(
                    ImmutableField,
                    "(?i)\\bvalue is immutable",
                    "Vault.testbed.example.com \"coder\" is invalid: spec.store: Invalid value: \"string\": Value is immutable",
                    "definitions with a rule of that message, Kubernetes 1.25 and newer",
                    MEASURED),
            text(
                    ImmutableField,
                    "expected an IPv[46] value as indicated by `ipFamilies",
                    "Service \"coder\" is invalid: spec.clusterIPs[0]: Invalid value: \"10.96.75.87\": expected an IPv6 value as "
                            + "indicated by `ipFamilies[0]`",
                    "Kubernetes 1.20 and newer",
                    MEASURED),
            text(
                    StorageRefused,
                    "only dynamically provisioned pvc can be resized",
                    "persistentvolumeclaims \"data\" is forbidden: only dynamically provisioned pvc can be resized and the "
                            + "storageclass that provisions the pvc must support resize",
                    ANY_SERVER,
                    MEASURED),
            text(
                    StorageRefused,
                    "spec\\.resources\\.requests\\.storage: Forbidden: field can not be less than",
                    "PersistentVolumeClaim \"data\" is invalid: spec.resources.requests.storage: Forbidden: field can not be "
                            + "less than status.capacity",
                    ANY_SERVER,
                    MEASURED),
            text(
                    StorageRefused,
                    "spec is immutable after creation except resources\\.requests",
                    "PersistentVolumeClaim \"data\" is invalid: spec: Forbidden: spec is immutable after creation "
                            + "except resources.requests and volumeAttributesClassName for bound claims",
                    ANY_SERVER,
                    MEASURED),
            text(
                    HookFailed,
                    "(pre|post)-(install|upgrade|rollback|delete) hooks? failed|failed (pre|post)-(install|upgrade|rollback|delete)|"
                            + "[Hh]ook (pre|post)-(install|upgrade|rollback|delete) \\S+ failed|"
                            + "Error: (\\d+ errors? occurred: \\* (job \\S+ failed: [A-Z][A-Za-z]+$|timed out waiting for the condition$)|"
                            + "resource (Job|Pod)/\\S+ not ready\\. status: Failed)",
                    "UPGRADE FAILED: pre-upgrade hooks failed: 1 error occurred: * job coder-migrate failed: DeadlineExceeded",
                    ANY_HELM,
                    MEASURED),
            text(
                    WebhookFailed,
                    "failed calling webhook",
                    "Internal error occurred: failed calling webhook \"rules.example.com\": failed to call webhook: Post "
                            + "\"https://rules.coder.svc:443/validate?timeout=2s\": service \"rules\" not found",
                    ANY_SERVER,
                    MEASURED),
            text(
                    RemovedApi,
                    "unable to build kubernetes objects from current release manifest: .{0,400}no matches for kind",
                    "unable to build kubernetes objects from current release manifest: resource mapping not found for name: "
                            + "\"coder\" namespace: \"\" from \"\": no matches for kind \"Ingress\" in version \"extensions/v1beta1\"",
                    ANY_HELM,
                    MEASURED),
            text(
                    KindMissing,
                    "no matches for kind \"[^\"]+\" in version",
                    "resource mapping not found for name: \"coder\" namespace: \"\" from \"\": no matches for kind \"Probe\" in "
                            + "version \"nowhere.example.com/v1\" ensure CRDs are installed first",
                    ANY_HELM,
                    MEASURED),
            text(
                            CrdsBehind,
                            "failed to create typed patch object \\([^;]{1,520}; [a-z0-9-]+\\.[a-z0-9.-]+/[a-z0-9]+, "
                                    + "Kind=[A-Za-z0-9]+\\): [^ ]+: field not declared in schema",
                            "failed to create typed patch object (coder/coder; testbed.example.com/v1, Kind=Vault): .spec.colour: field "
                                    + "not declared in schema",
                            "helm 4",
                            MEASURED)
                    .unless("; [a-z]+(\\.authorization|\\.apiserver)?\\.k8s\\.io/"),
            text(
                    PortTaken,
                    "provided (port|IP) is already allocated",
                    "Service \"coder\" is invalid: spec.ports[0].nodePort: Invalid value: 30999: provided port is already "
                            + "allocated",
                    ANY_SERVER,
                    MEASURED),
            text(
                    PortTaken,
                    "host \"[^\"]+\" and path \"[^\"]*\" is already defined in ingress",
                    "admission webhook \"validate.nginx.ingress.kubernetes.io\" denied the request: host \"coder.example.com\" and "
                            + "path \"/\" is already defined in ingress other/web",
                    "ingress-nginx",
                    READ),
            text(
                    RecordTooLarge,
                    "\"sh\\.helm\\.release\\.v1\\.[^\"]+\" is invalid: .{0,60}Too long",
                    "create: failed to create: Secret \"sh.helm.release.v1.coder.v2\" is invalid: data: Too long: may not be more "
                            + "than 1048576 bytes",
                    ANY_HELM,
                    MEASURED),
            text(
                    RecordLost,
                    "no revision for release|Error: no release provided",
                    "UPGRADE FAILED: no revision for release \"coder\"",
                    ANY_HELM,
                    MEASURED),
            text(RecordLost, "release: already exists", "UPGRADE FAILED: release: already exists", ANY_HELM, MEASURED),
            text(
                    RecordLost,
                    "failed to decode data \"sh\\.helm\\.release|pkg/storage/driver\\.\\(\\*(Secrets|ConfigMaps)\\)\\.Get\\(",
                    "get: failed to decode data \"sh.helm.release.v1.coder.v2\": illegal base64 data at input byte 0",
                    ANY_HELM,
                    MEASURED),
            text(
                    ValuesInvalid,
                    "values don't meet the specifications of the schema",
                    "values don't meet the specifications of the schema(s) in the following chart(s): coder: - at '': missing "
                            + "properties 'host', 'port'",
                    ANY_HELM,
                    MEASURED),
            text(
                    ValuesInvalid,
                    "(execution|parse) error at \\([^)]{1,400}\\)|template: [^ ]{1,300}: (function|no template)|"
                            + "[^ ]{1,300}:\\d+:\\d+:? executing \"|"
                            + "YAML parse error on ",
                    "execution error at (coder/templates/all.yaml:1:3): set auth.url first",
                    ANY_HELM,
                    MEASURED),
            text(
                    ValuesInvalid,
                    "chart requires kubeVersion: ",
                    "chart requires kubeVersion: >=1.99 which is incompatible with Kubernetes v1.34.2",
                    ANY_HELM,
                    MEASURED),
            text(
                    ValuesInvalid,
                    "found in Chart\\.yaml, but missing in charts/ directory",
                    "An error occurred while checking for chart dependencies. You may need to run `helm dependency build` to "
                            + "fetch missing dependencies: found in Chart.yaml, but missing in charts/ directory: redis",
                    ANY_HELM,
                    MEASURED),
            text(
                    ValuesInvalid,
                    "failed to parse [^ ]+: (cannot unmarshal yaml document: )?error (converting|unmarshaling) (YAML|JSON)",
                    "failed to parse wrong.yaml: error converting YAML to JSON: yaml: line 1: did not find expected ',' or ']'",
                    ANY_HELM,
                    MEASURED),
            text(
                    ValuesInvalid,
                    "error validating \"\": error validating data: |json: cannot unmarshal [a-z]+ into Go struct field |is invalid: .{0,300}(Duplicate value: |Required value|"
                            + "Unsupported value: |in body must be of type )|\\.[A-Za-z0-9.\\[\\]\"=-]+: expected [^ ]+ .{0,40}got |: duplicate entries for key \\[",
                    "Service \"coder\" is invalid: spec.ports[1].name: Duplicate value: \"a\"",
                    ANY_SERVER,
                    MEASURED));
}
