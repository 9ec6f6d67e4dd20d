package dev.runbook.provider.helm;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.runbook.language.failure.Failure;
import dev.runbook.language.failure.FailureClass;
import dev.runbook.language.value.Value;
import dev.runbook.provider.Calls;
import dev.runbook.provider.FakeCluster;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What another tool has set, from helm 4's words. */
class ConflictingFieldsTest {
    private static final String WEB =
            "{apiVersion: apps/v1, kind: Deployment, metadata: {name: web, namespace: coder, uid: w, annotations: {example.com/team: %s}},"
                    + " spec: {replicas: %s, template: {spec: {containers: [{name: side, image: s}, {name: web, image: 'web:%s'}]}}}}";
    private static final String SETTINGS =
            "{apiVersion: v1, kind: ConfigMap, metadata: {name: settings, namespace: coder, uid: s}, data: {a: '%s'}}";

    private static final String CONFLICTS =
            "conflict occurred while applying object coder/settings /v1, Kind=ConfigMap: Apply failed with 1 conflict:"
                    + " conflict with \"kubectl-patch\" using v1: .data.a && conflict occurred while applying object coder/web"
                    + " apps/v1, Kind=Deployment: Apply failed with 3 conflicts: conflicts with \"kubectl\" with subresource"
                    + " \"scale\" using apps/v1:\n- .spec.replicas\nconflicts with \"kubectl-edit\" using apps/v1:\n"
                    + "- .metadata.annotations.example.com/team\n"
                    + "- .spec.template.spec.containers[name=\"web\"].image";

    private final Calls calls = new Calls("v4.3.1");
    private final FakeCluster cluster = new FakeCluster();

    ConflictingFieldsTest() {
        calls.cluster = cluster;
    }

    private String said(String output) throws InterruptedException {
        Failure failure = new Failure(
                FailureClass.ApplyConflict,
                Set.of(FailureClass.ApplyConflict),
                "as helm says it",
                output,
                List.of(),
                OptionalInt.empty(),
                Optional.empty(),
                List.of());
        return ConflictingFields.named(
                        calls.call("helm.upgrade", List.of(Value.of("shop"), Value.of("./shop"))), failure)
                .summary();
    }

    @Test
    void each_field_is_named_with_who_has_set_it_and_both_values() throws InterruptedException {
        cluster.has(SETTINGS.formatted("mine")).has(WEB.formatted("two", "6", "hotfix"));
        calls.helm.prints(
                "upgrade",
                "{\"manifest\": \"---\\n%s\\n---\\n%s\\n\"}"
                        .formatted(SETTINGS.formatted("1"), WEB.formatted("one", "2", "2")));

        assertEquals(
                "another tool has set configmap/settings data.a (kubectl-patch: mine → 1);"
                        + " deployment/web spec.replicas (kubectl: 6 → 2),"
                        + " metadata.annotations.example.com/team (kubectl-edit: two → one),"
                        + " spec.template.spec.containers[name=\"web\"].image (kubectl-edit: web:hotfix → web:2)",
                said(
                        "level=WARN msg=\"upgrade failed\" error=\"…\"\nError: UPGRADE FAILED: an error occurred while rolling"
                                + " back the release. original upgrade error: " + CONFLICTS + ": " + CONFLICTS));
    }

    @Test
    void what_cannot_be_rendered_or_read_is_named_without_values() throws InterruptedException {
        calls.helm.fails("upgrade", "Error: no such chart");

        assertEquals(
                "another tool has set configmap/settings data.a (kubectl-patch); deployment/web spec.replicas (kubectl),"
                        + " metadata.annotations.example.com/team (kubectl-edit),"
                        + " spec.template.spec.containers[name=\"web\"].image (kubectl-edit)",
                said("Error: UPGRADE FAILED: " + CONFLICTS));
    }

    @Test
    void of_a_secret_nobody_is_shown_the_values() throws InterruptedException {
        String secret =
                "{apiVersion: v1, kind: Secret, metadata: {name: own, namespace: coder, uid: o}, data: {a: %s}}";
        cluster.has(secret.formatted("YQ=="));
        calls.helm.prints("upgrade", "{\"manifest\": \"---\\n%s\\n\"}".formatted(secret.formatted("Yg==")));

        assertEquals(
                "another tool has set secret/own data.a (kubectl-patch)",
                said("Error: conflict occurred while applying object coder/own /v1, Kind=Secret: Apply failed with 1"
                        + " conflict: conflict with \"kubectl-patch\" using v1: .data.a"));
    }

    @Test
    void other_refusals_of_an_apply_stay_as_helm_says_them() throws InterruptedException {
        assertEquals(
                "as helm says it",
                said(
                        "Error: failed to create typed patch object (shop/web; apps/v1, Kind=Deployment): .spec.x: field not"
                                + " declared in schema"));
    }
}
