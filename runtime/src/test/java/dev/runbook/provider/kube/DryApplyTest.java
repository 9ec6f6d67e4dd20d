package dev.runbook.provider.kube;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.runbook.language.failure.Failed;
import dev.runbook.language.failure.Failure;
import dev.runbook.language.failure.FailureClass;
import dev.runbook.language.value.Value;
import dev.runbook.provider.Calls;
import dev.runbook.provider.FakeCluster;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a plan says of an apply, field by field, without storing anything. */
class DryApplyTest {
    private static final String SERVICE =
            "{apiVersion: v1, kind: Service, metadata: {name: web, namespace: shop, uid: s1%s}, spec: {ports: [{name: http, port: %s}]}}";
    private static final String SECRET =
            "{apiVersion: v1, kind: Secret, metadata: {name: auth, namespace: shop, uid: a1}, data: {password: %s}}";

    private final Calls calls = new Calls("v3.22.0");
    private final FakeCluster cluster = new FakeCluster();

    @BeforeEach
    void served() {
        calls.cluster = cluster;
        calls.writer = cluster;
        cluster.has("{apiVersion: apiregistration.k8s.io/v1, kind: APIService, metadata: {name: v1.}, spec: {}}");
    }

    @Test
    void each_field_is_named_with_both_values_and_what_the_server_writes_itself_is_not() throws InterruptedException {
        cluster.has(SERVICE.formatted(", resourceVersion: \"1\"", "80"));
        assertEquals(
                List.of("service/web spec.ports[http].port (80 → 8080)"),
                differences(SERVICE.formatted(", resourceVersion: \"2\"", "8080")));
        assertEquals(List.of(), cluster.changes);
    }

    @Test
    void what_is_new_and_what_stays_is_said_in_one_line() throws InterruptedException {
        assertEquals(List.of("service/web is made"), differences(SERVICE.formatted("", "80")));
        cluster.has(SERVICE.formatted("", "80"));
        assertEquals(List.of("service/web stays as it is"), differences(SERVICE.formatted("", "80")));
    }

    @Test
    void of_a_secret_only_the_field_is_named() throws InterruptedException {
        cluster.has(SECRET.formatted("b2xk"));
        assertEquals(List.of("secret/auth data.password"), differences(SECRET.formatted("bmV3")));
    }

    @Test
    void of_a_kind_that_is_not_there_yet_it_is_not_known() throws InterruptedException {
        assertEquals(
                List.of("widget/front: not known, the cluster has no kind Widget in acme.example/v1 yet"),
                differences("{apiVersion: acme.example/v1, kind: Widget, metadata: {name: front}}"));
    }

    @Test
    void a_server_behind_the_api_server_is_asked_for_no_dry_run() throws InterruptedException {
        cluster.has("{apiVersion: apiregistration.k8s.io/v1, kind: APIService, metadata: {name: v1.},"
                + " spec: {service: {name: other}}}");
        assertEquals(
                List.of("service/web: not known, its server may not know dry runs"),
                differences(SERVICE.formatted("", "80")));
    }

    @Test
    void what_takes_no_dry_runs_is_not_known_and_a_conflict_is_what_the_run_would_meet() throws InterruptedException {
        cluster.refuses =
                Optional.of(Failure.of(FailureClass.WebhookFailed, "admission webhook \"w\" does not support dry run"));
        assertEquals(
                List.of("service/web: not known, admission webhook \"w\" does not support dry run"),
                differences(SERVICE.formatted("", "80")));
        cluster.refuses = Optional.of(Failure.of(FailureClass.ApplyConflict, "conflict with \"kubectl\": .data.of"));
        assertThrows(Failed.class, () -> differences(SERVICE.formatted("", "80")));
    }

    @Test
    void who_may_change_but_not_read_is_told_that_it_is_not_known() throws InterruptedException {
        cluster.has(SERVICE.formatted("", "80"));
        cluster.has(SECRET.formatted("b2xk"));
        cluster.unreadable.addAll(List.of("Service", "Secret"));
        assertEquals(
                List.of("service/web: not known, this account may not get services"),
                differences(SERVICE.formatted("", "8080")));
        assertEquals(
                List.of("secret/auth: not known, this account may not get secrets"),
                differences(SECRET.formatted("bmV3")));
        cluster.refuses = Optional.of(Failure.of(FailureClass.Forbidden, "this account may not patch services"));
        assertThrows(Failed.class, () -> differences(SERVICE.formatted("", "8080")));
    }

    private List<String> differences(String manifest) throws InterruptedException {
        return new ResourceApply()
                .differences(calls.call("resource.apply", List.of(new Value.List(List.of(Value.of(manifest))))));
    }
}
