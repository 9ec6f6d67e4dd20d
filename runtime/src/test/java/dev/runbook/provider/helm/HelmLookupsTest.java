package dev.runbook.provider.helm;

import static dev.runbook.provider.Calls.texts;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.runbook.language.failure.Failed;
import dev.runbook.language.failure.FailureClass;
import dev.runbook.language.signature.Signature;
import dev.runbook.language.signature.Type;
import dev.runbook.language.value.SemanticVersion;
import dev.runbook.language.value.Value;
import dev.runbook.provider.Calls;
import dev.runbook.provider.Lookup;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What lookups tell of releases, charts and repositories. */
class HelmLookupsTest {
    private static final String HISTORY = """
            [{"revision":4,"status":"deployed","chart":"coder-1.15.0","app_version":"v1","description":"Install complete"},
             {"revision":5,"status":"pending-upgrade","chart":"coder-1.16.0","app_version":"v2","description":"Preparing"}]
            """;

    private final Calls calls = new Calls("v3.22.0");

    @Test
    void a_release_is_its_newest_revision() throws Exception {
        calls.helm.prints("history", HISTORY);
        Value.Entity release = assertInstanceOf(Value.Entity.class, read(new HelmRelease(), texts("coder")));
        assertEquals(Value.of("coder"), release.field("name"));
        assertEquals(Value.of("coder"), release.field("namespace"));
        assertEquals(Value.of("coder"), release.field("chart"));
        assertEquals(version("1.16.0"), release.field("version"));
        assertEquals(Value.of(5), release.field("revision"));
        assertEquals(Value.of("pending-upgrade"), release.field("status"));
        assertEquals(fields(Type.Basic.RELEASE), release.fields().keySet());
    }

    @Test
    void a_release_that_is_not_there_fails_but_can_be_asked_after() throws Exception {
        calls.helm.fails("history", "Error: release: not found");
        assertEquals(
                FailureClass.ReleaseNotFound,
                assertThrows(Failed.class, () -> read(new HelmRelease(), texts("coder")))
                        .failure()
                        .kind());
        assertEquals(Value.FALSE, read(new HelmReleaseExists(), texts("coder")));
        assertEquals(Value.FALSE, read(new HelmPending(), texts("coder")));
        assertEquals(Value.NIL, read(new HelmLastDeployed(), texts("coder")));
    }

    @Test
    void an_uninstalled_release_with_history_is_not_there() throws Exception {
        calls.helm.prints("history", "[{\"revision\":1,\"status\":\"uninstalled\",\"chart\":\"coder-1.15.0\"}]");
        assertEquals(Value.FALSE, read(new HelmReleaseExists(), texts("coder")));
        assertThrows(Failed.class, () -> read(new HelmRelease(), texts("coder")));
    }

    @Test
    void an_unreachable_cluster_is_not_taken_for_a_missing_release() {
        calls.helm.fails("history", "Error: Kubernetes cluster unreachable: dial tcp: connection refused");
        Failed failed = assertThrows(Failed.class, () -> read(new HelmReleaseExists(), texts("coder")));
        assertEquals(FailureClass.Unreachable, failed.failure().kind());
    }

    @Test
    void history_pending_and_the_last_deployed_revision_are_read() throws Exception {
        calls.helm.prints("history", HISTORY);
        Value.List history = assertInstanceOf(Value.List.class, read(new HelmHistory(), texts("coder")));
        Value.Entity first =
                assertInstanceOf(Value.Entity.class, history.items().getFirst());
        assertEquals(Value.of("Install complete"), first.field("description"));
        assertEquals(fields(Type.Basic.REVISION), first.fields().keySet());
        assertEquals(Value.TRUE, read(new HelmPending(), texts("coder")));
        assertEquals(Value.of(4), read(new HelmLastDeployed(), texts("coder")));
    }

    @Test
    void a_repository_is_known_by_name_and_url() throws Exception {
        calls.helm.prints("repo list", "[{\"name\":\"coder\",\"url\":\"https://helm.coder.com/\"}]");
        assertEquals(Value.TRUE, read(new HelmRepoKnown(), texts("coder")));
        assertEquals(Value.TRUE, read(new HelmRepoKnown(), texts("coder", "https://helm.coder.com")));
        assertEquals(Value.FALSE, read(new HelmRepoKnown(), texts("coder", "https://other.example")));
        assertEquals(Value.FALSE, read(new HelmRepoKnown(), texts("other")));
    }

    @Test
    void a_chart_of_no_given_version_is_the_latest() throws Exception {
        calls.helm.prints("show chart coder/coder", "name: coder\nversion: 1.16.1\nappVersion: v2\ndescription: d\n");
        Value.Entity chart =
                assertInstanceOf(Value.Entity.class, read(new HelmChart(), texts("coder/coder"), "version", Value.NIL));
        assertEquals(version("1.16.1"), chart.field("version"));
        assertEquals(fields(Type.Basic.CHART), chart.fields().keySet());
        assertEquals("helm show chart coder/coder", calls.helm.commands().getLast());
        read(new HelmChart(), texts("coder/coder"), "version", "1.16.1");
        assertEquals(
                "helm show chart coder/coder --version=1.16.1",
                calls.helm.commands().getLast());
    }

    @Test
    void a_values_file_is_held_against_the_chart() throws Exception {
        calls.helm
                .prints("show chart", "name: coder\nversion: 1.16.1\ndependencies: [{name: postgresql}]\n")
                .prints("show values", """
                        replicas: 1
                        image: {repo: coder, tag: ""}
                        annotations: {}
                        resources: null
                        # extra: set me
                        ports: [80, 443]
                        """);
        calls.files.put("v.yml", """
                replicas: 1
                image: {repo: mine, tga: x, tag: "v1.15.0"}
                annotations: {any: "coder:1.15.0-debian"}
                resources: {cpu: 1}
                extra: 11.15.0
                ports: [80, 443]
                postgresql: {enabled: true}
                global: {x: 1}
                old: {deep: ["1.15.0", "1.15.01"]}
                """);
        Value.List findings = assertInstanceOf(
                Value.List.class,
                read(new HelmCheckValues(), texts("v.yml"), "chart", "coder/coder", "leaving", version("v1.15.0")));
        assertEquals(
                List.of(
                        "replicas: 1 is the chart's default",
                        "image.tga: the chart coder 1.16.1 has no such key",
                        "image.tag: \"v1.15.0\" names version 1.15.0, which is being left",
                        "annotations.any: \"coder:1.15.0-debian\" names version 1.15.0, which is being left",
                        "ports: [80, 443] is the chart's default",
                        "old: the chart coder 1.16.1 has no such key",
                        "old.deep[0]: \"1.15.0\" names version 1.15.0, which is being left"),
                findings.items().stream().map(v -> ((Value.Text) v).text()).toList());
    }

    private Value read(Lookup lookup, List<Value> positional, Object... options) throws InterruptedException {
        return lookup.read(calls.call(lookup.name(), positional, options));
    }

    private static Value version(String text) {
        return new Value.Version(SemanticVersion.parse(text).orElseThrow());
    }

    /** The fields that the catalogue promises of a type. */
    private static Set<String> fields(Type type) {
        return HelmSignatures.all().stream()
                .filter(s -> s.receiver().filter(type::equals).isPresent())
                .map(Signature::name)
                .collect(Collectors.toSet());
    }
}
