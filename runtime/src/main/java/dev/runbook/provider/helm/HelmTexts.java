package dev.runbook.provider.helm;

import static dev.runbook.language.failure.FailureClass.ApplyConflict;
import static dev.runbook.language.failure.FailureClass.ChartNotFound;
import static dev.runbook.language.failure.FailureClass.Forbidden;
import static dev.runbook.language.failure.FailureClass.ForeignOwner;
import static dev.runbook.language.failure.FailureClass.ImmutableField;
import static dev.runbook.language.failure.FailureClass.NamespaceMissing;
import static dev.runbook.language.failure.FailureClass.NamespaceTerminating;
import static dev.runbook.language.failure.FailureClass.NotReady;
import static dev.runbook.language.failure.FailureClass.OperationInProgress;
import static dev.runbook.language.failure.FailureClass.ReleaseNotFound;
import static dev.runbook.language.failure.FailureClass.RollbackFailed;
import static dev.runbook.language.failure.FailureClass.Unauthenticated;
import static dev.runbook.language.failure.FailureClass.Unreachable;
import static dev.runbook.provider.FailureText.Provenance.GUIDE;
import static dev.runbook.provider.FailureText.Provenance.MEASURED;
import static dev.runbook.provider.FailureText.Provenance.READ;
import static dev.runbook.provider.FailureText.text;

import dev.runbook.language.failure.FailureClass;
import dev.runbook.provider.FailureText;
import dev.runbook.provider.KnownFailures;
import dev.runbook.provider.process.FailureRecognition;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** The wordings of helm, and of the Kubernetes servers that it speaks to: the one place to add to when one of them changes its words. */
final class HelmTexts {
    private static final String ANY_SERVER = "Kubernetes 1.16 and newer";
    private static final String ANY_HELM = "helm 3.2 to 4.3";

    private HelmTexts() {}

    private static final List<FailureText> OF_RELEASES = List.of(
            text(
                    ImmutableField,
                    "field is immutable",
                    "cannot patch \"cemanager\" with kind Deployment: Deployment.apps \"cemanager\" is invalid: "
                            + "spec.selector: Invalid value: {…}: field is immutable",
                    ANY_SERVER,
                    MEASURED),
            text(
                    ImmutableField,
                    "may not change once set",
                    "failed to replace object: Service \"cemanager\" is invalid: spec.clusterIPs[0]: "
                            + "Invalid value: [\"10.0.0.200\"]: may not change once set",
                    "Kubernetes 1.20 and newer",
                    MEASURED),
            text(
                    ImmutableField,
                    "primary clusterIP can not be unset",
                    "Service \"cemanager\" is invalid: spec.clusterIPs[0]: Invalid value: []string(nil): "
                            + "primary clusterIP can not be unset",
                    "Kubernetes 1.20 and newer",
                    READ),
            text(
                    ImmutableField,
                    "updates to statefulset spec for fields other than .{1,300} are forbidden",
                    "StatefulSet.apps \"timescale\" is invalid: spec: Forbidden: updates to statefulset spec for fields "
                            + "other than 'replicas', 'ordinals', 'template', 'updateStrategy', 'revisionHistoryLimit', "
                            + "'persistentVolumeClaimRetentionPolicy' and 'minReadySeconds' are forbidden",
                    ANY_SERVER,
                    MEASURED),
            text(
                    ImmutableField,
                    "cannot change roleRef",
                    "RoleBinding.rbac.authorization.k8s.io \"coder\" is invalid: roleRef: Invalid value: {…}: "
                            + "cannot change roleRef",
                    ANY_SERVER,
                    MEASURED),
            text(
                    ForeignOwner,
                    "cannot be imported into the current release: invalid ownership metadata",
                    "rendered manifests contain a resource that already exists. Unable to continue with update: "
                            + "ServiceAccount \"coder\" in namespace \"coder\" exists and cannot be imported into the "
                            + "current release: invalid ownership metadata; label validation error: missing key "
                            + "\"app.kubernetes.io/managed-by\": must be set to \"Helm\"",
                    ANY_HELM,
                    GUIDE),
            text(
                    ForeignOwner,
                    "existing resource conflict:",
                    "rendered manifests contain a new resource that already exists. Unable to continue with update: "
                            + "existing resource conflict: namespace: coder, name: coder, existing_kind: /v1, "
                            + "Kind=ServiceAccount, new_kind: /v1, Kind=ServiceAccount",
                    "helm 3.0 and 3.1",
                    READ),
            text(
                    OperationInProgress,
                    "another operation \\(install/upgrade/rollback\\) is in progress",
                    "UPGRADE FAILED: another operation (install/upgrade/rollback) is in progress",
                    "helm 3.4 to 4.3",
                    MEASURED),
            text(
                    ApplyConflict,
                    "Apply failed with \\d+ conflicts?:",
                    "conflict occurred while applying object coder/coderd apps/v1, Kind=Deployment: Apply failed with "
                            + "1 conflict: conflict with \"kubectl\" using apps/v1: .spec.replicas",
                    "helm 4",
                    MEASURED),
            text(
                    ApplyConflict,
                    "field not declared in schema",
                    "failed to create typed patch object (coder/coder; networking.k8s.io/v1, Kind=Ingress): "
                            + ".spec.backend: field not declared in schema",
                    "helm 4",
                    MEASURED),
            text(
                    ApplyConflict,
                    "spec\\.strategy\\.rollingUpdate: Forbidden: may not be specified when strategy `type` is 'Recreate'",
                    "Deployment.apps \"coder\" is invalid: spec.strategy.rollingUpdate: Forbidden: may not be specified when "
                            + "strategy `type` is 'Recreate'",
                    "helm 4",
                    MEASURED),
            text(
                    RollbackFailed,
                    "an error occurred while rolling back the release\\. original upgrade error:",
                    "an error occurred while rolling back the release. original upgrade error: cannot patch \"web\" with "
                            + "kind Deployment: …: failed to replace object: …",
                    ANY_HELM,
                    MEASURED),
            text(
                    RollbackFailed,
                    "an error occurred while uninstalling the release\\. original install error:",
                    "an error occurred while uninstalling the release. original install error: context deadline exceeded: …",
                    ANY_HELM,
                    READ),
            text(
                    RollbackFailed,
                    "original upgrade error",
                    "unable to find a previously successful release when attempting to rollback. original upgrade error: …",
                    ANY_HELM,
                    READ),
            text(
                    NotReady,
                    "context deadline exceeded(?:$|[^ ]| (?:$|[^(]))",
                    "UPGRADE FAILED: context deadline exceeded",
                    "helm 3.14 to 4.3",
                    MEASURED),
            text(
                    NotReady,
                    "would exceed context deadline",
                    "UPGRADE FAILED: release coder failed, and has been rolled back due to atomic being set: client "
                            + "rate limiter Wait returned an error: rate: Wait(n=1) would exceed context deadline",
                    "helm 3.14",
                    MEASURED),
            text(
                    NotReady,
                    "timed out waiting for the condition",
                    "UPGRADE FAILED: timed out waiting for the condition",
                    "helm 3.2 to 3.13",
                    MEASURED),
            text(
                    NotReady,
                    "resource [^ ]+ not ready\\. status:",
                    "resource Deployment/coder/coderd not ready. status: InProgress, message: Available: 0/1",
                    "helm 4",
                    MEASURED),
            text(ReleaseNotFound, "release: not found", "release: not found", ANY_HELM, MEASURED),
            text(
                    ReleaseNotFound,
                    "has no deployed releases",
                    "UPGRADE FAILED: \"coder\" has no deployed releases",
                    ANY_HELM,
                    MEASURED),
            text(
                    ReleaseNotFound,
                    "release has no \\d+ version",
                    "release has no 7 version",
                    "helm 3.9 to 4.3",
                    MEASURED),
            text(
                    ChartNotFound,
                    "chart \"[^\"]*\" (matching|version) .{1,120} not found in ",
                    "chart \"coder\" matching 9.9.9 not found in coder index. (try 'helm repo update'): "
                            + "no chart version found for coder-9.9.9",
                    ANY_HELM,
                    MEASURED),
            text(ChartNotFound, "no chart (name|version) found", "no chart name found", ANY_HELM, MEASURED),
            text(ChartNotFound, "Error: repo [^ ]+ not found", "Error: repo coder not found", ANY_HELM, MEASURED),
            text(
                    ChartNotFound,
                    "Error: (UPGRADE FAILED: |INSTALLATION FAILED: )?path \"[^\"]*\" not found",
                    "Error: path \"./coder\" not found",
                    ANY_HELM,
                    MEASURED),
            text(
                    ChartNotFound,
                    "failed to download \"[^\"]*\"",
                    "failed to download \"coder/coder\" at version \"9.9.9\" (hint: running `helm repo update` may help)",
                    "helm 3.2 to 3.8",
                    MEASURED),
            text(
                    ChartNotFound,
                    "non-absolute URLs should be in form of repo_name/path_to_chart",
                    "non-absolute URLs should be in form of repo_name/path_to_chart, got: coder",
                    ANY_HELM,
                    MEASURED),
            text(
                    Unreachable,
                    "(?i)kubernetes cluster unreachable",
                    "Kubernetes cluster unreachable: Get \"https://127.0.0.1:1/version\": dial tcp 127.0.0.1:1: "
                            + "connect: connection refused",
                    ANY_HELM,
                    MEASURED),
            text(
                    Unreachable,
                    "dial tcp|connection refused|no such host|i/o timeout|TLS handshake timeout|connection reset by peer",
                    "dial tcp: lookup helm.coder.com: no such host",
                    "all",
                    MEASURED),
            text(
                    Unreachable,
                    "context deadline exceeded \\(Client\\.Timeout",
                    "Get \"https://10.0.0.1/version\": context deadline exceeded (Client.Timeout exceeded while "
                            + "awaiting headers)",
                    "all",
                    READ),
            text(
                    Unreachable,
                    "failed to fetch https?://[^ ]+ : \\d{3}",
                    "failed to fetch https://helm.coder.com/index.yaml : 500 Internal Server Error",
                    ANY_HELM,
                    MEASURED),
            text(
                    Unreachable,
                    "is not a valid chart repository or cannot be reached",
                    "looks like \"https://helm.coder.com\" is not a valid chart repository or cannot be reached: …",
                    ANY_HELM,
                    MEASURED),
            text(
                    Unreachable,
                    "[Uu]nable to get an update from the ",
                    "...Unable to get an update from the \"coder\" chart repository (https://helm.coder.com): …",
                    ANY_HELM,
                    READ),
            text(
                    Unreachable,
                    "[Ff]ailed to update the following repositories",
                    "failed to update the following repositories: [https://helm.coder.com]",
                    "helm 3.7 to 4.3",
                    MEASURED),
            text(
                    Unreachable,
                    "certificate signed by unknown authority|certificate has expired or is not yet valid|"
                            + "server gave HTTP response to HTTPS client",
                    "tls: failed to verify certificate: x509: certificate signed by unknown authority",
                    "all",
                    MEASURED),
            text(
                    Unreachable,
                    "the server is currently unable to handle the request|etcdserver: request timed out",
                    "the server is currently unable to handle the request (get secrets)",
                    ANY_SERVER,
                    READ),
            text(
                    NamespaceTerminating,
                    "in namespace \\S+ because it is being terminated",
                    "secrets \"sh.helm.release.v1.nt.v2\" is forbidden: unable to create new content in namespace coder "
                            + "because it is being terminated",
                    ANY_SERVER,
                    MEASURED),
            text(
                    NamespaceMissing,
                    "namespaces \"[^\"]{1,253}\" not found",
                    "create: failed to create: namespaces \"coder\" not found",
                    ANY_SERVER,
                    MEASURED),
            text(
                    Unauthenticated,
                    "is forbidden: User \"system:anonymous\"",
                    "secrets is forbidden: User \"system:anonymous\" cannot list resource \"secrets\" in API group \"\" in "
                            + "the namespace \"coder\"",
                    ANY_SERVER,
                    MEASURED),
            text(
                    Forbidden,
                    "is forbidden: User \"",
                    "secrets is forbidden: User \"guest\" cannot list resource \"secrets\" in API group \"\" in the "
                            + "namespace \"coder\"",
                    ANY_SERVER,
                    MEASURED),
            text(
                    Unauthenticated,
                    "Error: .{0,200}Unauthorized|the server has asked for the client to provide credentials|"
                            + "You must be logged in to the server",
                    "Kubernetes cluster unreachable: the server has asked for the client to provide credentials",
                    ANY_SERVER,
                    MEASURED));

    static final List<FailureText> ALL =
            Stream.of(OF_RELEASES, RefusalTexts.ALL).flatMap(List::stream).toList();

    private static final Map<FailureClass, Set<FailureClass>> RULED_OUT = Map.of(
            // A server that says so was reached, and has not come to what the account may do.
            Unauthenticated,
            Set.of(Unreachable, Forbidden),
            // Whatever else cannot be changed: as long as a claim is refused, nothing is replaced or reinstalled.
            FailureClass.StorageRefused,
            Set.of(ImmutableField, FailureClass.ValuesInvalid),
            FailureClass.WebhookFailed,
            Set.of(Unreachable),
            FailureClass.RemovedApi,
            Set.of(FailureClass.KindMissing),
            FailureClass.CrdsBehind,
            Set.of(ApplyConflict),
            // A server that is asked to change what never changes says of some fields that they lack a value.
            ImmutableField,
            Set.of(FailureClass.ValuesInvalid));

    static final KnownFailures KNOWN = new KnownFailures(ALL, RULED_OUT, new HelmAdvice());

    /** What the end of helm stands for. */
    static final FailureRecognition RECOGNITION = new FailureRecognition(List.of(KNOWN));
}
