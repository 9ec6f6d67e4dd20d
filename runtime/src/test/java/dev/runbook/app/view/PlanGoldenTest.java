package dev.runbook.app.view;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.runbook.golden.Golden;
import dev.runbook.language.failure.Failure;
import dev.runbook.language.failure.FailureClass;
import dev.runbook.language.value.ResourceId;
import dev.runbook.language.value.Resources;
import dev.runbook.language.value.Value;
import dev.runbook.port.Permission;
import dev.runbook.port.Right;
import dev.runbook.provider.Outcome;
import dev.runbook.run.plan.Plan;
import dev.runbook.run.plan.PlanHarness;
import dev.runbook.run.plan.UnreadSource;
import dev.runbook.run.preflight.RequiredRight;
import dev.runbook.run.preflight.Rights;
import dev.runbook.run.report.TextWidth;
import dev.runbook.source.Source;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whole plans, as text and as JSON. A case without an {@code input.rb} of its own is an edition of update-coder.rb in the
 * world of its name.
 */
class PlanGoldenTest {
    static final Golden GOLDEN = Golden.of("plan");
    private static final String TARGET = "https://10.0.0.1:6443, context admin, namespace default";

    static Stream<String> cases() {
        return GOLDEN.cases().stream();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void people_get_text_that_fits_their_screen(String name) throws Exception {
        List<String> lines = PlanText.of(plan(name), rights(name), TARGET, Style.PLAIN, false);
        GOLDEN.check(name, "plan.txt", String.join("\n", lines) + "\n");
        // A word that is longer than the line stays whole, so that it can be copied.
        lines.forEach(
                line -> assertTrue(TextWidth.width(line) <= 80 || !line.strip().contains(" "), line));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void who_asks_for_all_gets_what_is_skipped_and_what_is_drawn_already(String name) throws Exception {
        List<String> lines = PlanText.of(plan(name), rights(name), TARGET, Style.PLAIN, true);
        GOLDEN.check(name, "all.txt", String.join("\n", lines) + "\n");
    }

    @ParameterizedTest
    @MethodSource("cases")
    void programs_get_json(String name) throws Exception {
        GOLDEN.check(name, "plan.json", PlanJson.of(plan(name), rights(name), TARGET, Optional.empty()));
    }

    static Plan plan(String name) throws IOException, InterruptedException {
        Path own = Path.of("src/test/resources/plan", name, "input.rb");
        // An edition of its own: a change of the shipped runbook asks nothing new of the worlds below.
        Path file = Files.exists(own) ? own : Path.of("src/test/resources/planned/update-coder.rb");
        return world(name).plan(Source.of(file.getFileName().toString(), Files.readString(file)));
    }

    static Rights rights(String name) {
        return switch (name) {
            case "update-coder" ->
                new Rights(
                        List.of(
                                finding("delete", "services", "", false, new Permission.Denied()),
                                finding("list", "secrets", "", true, new Permission.Allowed()),
                                finding("watch", "ingresses", "networking.k8s.io", true, new Permission.Denied())),
                        List.of("what kinds of objects the new chart of release coder brings besides those of the"
                                + " installed one is known when helm renders it"),
                        Optional.empty(),
                        List.of());
            case "update-coder-new" ->
                new Rights(
                        List.of(finding("list", "secrets", "", true, new Permission.Allowed())),
                        List.of(),
                        Optional.empty(),
                        List.of());
            case "update-coder-unreachable" -> Rights.unasked("the cluster was not read");
            default -> Rights.NONE;
        };
    }

    private static Rights.RightStatus finding(
            String verb, String resource, String group, boolean surely, Permission permission) {
        List<String> places = surely
                ? List.of("before the first step", "step 8 \"a\"", "step 9 \"b\"", "step 10 \"c\"", "step 11 \"d\"")
                : List.of("step 10.4.1 \"Uninstall Coder\", after a failure");
        return new Rights.RightStatus(
                new RequiredRight(new Right(verb, resource, group, "coder"), surely, places), permission);
    }

    private static PlanHarness world(String name) {
        PlanHarness installed = new PlanHarness()
                .given("version", PlanHarness.version("1.16.1"))
                .answers("helm.version", PlanHarness.version("3.22.0"))
                .answers("helm.repo?", Value.TRUE)
                .answers("file.exists?", Value.FALSE)
                .answers("helm.release?", Value.TRUE)
                .answers("helm.release", PlanHarness.versioned("release", "coder", "1.15.0"))
                .answers("helm.last_deployed", Value.of(2))
                .answers(
                        "helm.history",
                        new Value.List(List.of(
                                PlanHarness.revision(1, "1.14.2", "superseded"),
                                PlanHarness.revision(2, "1.15.0", "deployed"))))
                .answers("helm.chart", PlanHarness.versioned("chart", "coder", "1.16.1"))
                .previews("helm.repo_add", Outcome.done(""))
                .previews("helm.repo_update", Outcome.done(""));
        return switch (name) {
            case "update-coder" -> installed;
            case "update-coder-offline" -> installed.unread(UnreadSource.everything("--offline was given"));
            case "update-coder-new" ->
                installed
                        .given("version", Value.NIL)
                        .answers("helm.release?", Value.FALSE)
                        .answers("helm.repo?", Value.FALSE)
                        .answers(
                                "helm.check_values",
                                new Value.List(List.of(Value.of("coderd.replicas is the chart's own"))))
                        .fails("helm.history", FailureClass.ReleaseNotFound, "there is no release coder");
            case "update-coder-skips-a-release" ->
                installed
                        .given("version", PlanHarness.version("1.30.0"))
                        .answers("helm.chart", PlanHarness.versioned("chart", "coder", "1.30.0"));
            case "update-coder-unreachable" ->
                installed
                        .fails("helm.release?", FailureClass.Unreachable, "helm history coder got no answer within 5 s")
                        .previews(
                                "helm.repo_update",
                                new Outcome.NotDone(Failure.of(
                                        FailureClass.Unreachable,
                                        "https://helm.coder.com is not a valid chart repository or cannot be"
                                                + " reached")));
            case "repeated-procedures" -> new PlanHarness();
            case "takes-away" ->
                new PlanHarness()
                        .answers("resource", object("v1", "PersistentVolumeClaim", "data", "c1"))
                        .answers("service", object("v1", "Service", "web", "s1"))
                        .has(
                                "{apiVersion: v1, kind: PersistentVolumeClaim, metadata: {name: data, namespace: shop, uid: c1}, spec: {volumeName: pv-7}}")
                        .has(
                                "{apiVersion: v1, kind: Service, metadata: {name: web, namespace: shop, uid: s1}, status: {loadBalancer: {ingress: [{ip: 203.0.113.7}]}}}");
            case "applies" ->
                new PlanHarness()
                        .has(
                                "{apiVersion: apiregistration.k8s.io/v1, kind: APIService, metadata: {name: v1.}, spec: {}}")
                        .has(
                                "{apiVersion: v1, kind: Service, metadata: {name: web, namespace: shop, uid: s1}, spec: {ports: [{name: http, port: 80}]}}");
            case "every-construct" ->
                new PlanHarness().given("names", Value.of("-rf")).answers("helm.release?", Value.TRUE);
            default -> throw new IllegalArgumentException("no world is written down for " + name);
        };
    }

    private static Value object(String apiVersion, String kind, String name, String uid) {
        return new Resources(name, List.of(new ResourceId(apiVersion, kind, "shop", name, uid)), List.of(), true);
    }
}
