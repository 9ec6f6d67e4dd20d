package dev.runbook.app.rehearse;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.runbook.app.composition.ShippedProviders;
import dev.runbook.language.check.Checked;
import dev.runbook.language.check.Checker;
import dev.runbook.language.check.Loader;
import dev.runbook.language.program.CheckedRunbook;
import dev.runbook.language.value.Value;
import dev.runbook.provider.ScenarioException;
import dev.runbook.rehearsal.chart.ChartSource;
import dev.runbook.source.Source;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ScenarioNamesTest {
    private static final String RUNBOOK = """
            runbook "Try it"
            param :app, "Which.", default: "coder"
            step "Ask" do
              confirm "Go on with #{app}?"
            end
            for name in ["a", "b"] do
              step "Say #{name}" do
                manual name
              end
            end
            step "Tell" do
              run "acme-dns", "set", app
              step "Tell more" do
                note "told"
              end
            end
            """;

    @Test
    void names_of_steps_inputs_and_workloads_that_there_are_pass() {
        assertDoesNotThrow(() -> check(RUNBOOK, """
                answers: {Ask: yes, Say a: no}, expect: {steps: {Say b: done}}, parameters: {app: x}, serve: {app: y},
                charts: [1.16.0], never_ready: ["coder/dashboard:1.16.0", "*/*", "coder/coder-migration", "x/own"],
                objects: [{apiVersion: apps/v1, kind: Deployment, metadata: {name: own, namespace: x}}],
                programs: [{command: acme-dns set, exit: 1}]"""));
    }

    @Test
    void a_name_that_nothing_has_is_told_with_the_nearest() {
        assertUnknown(
                "`answers` names the step \"Aks\", which the runbook does not have. Did you mean \"Ask\"?",
                "answers: {Aks: yes}");
        assertUnknown(
                "`expect` names the step \"Go\", which the runbook does not have. `runbook plan` shows the steps with their"
                        + " titles.",
                "expect: {steps: {Go: done}}");
        assertUnknown(
                "`serve` names `ap`, which is not an input of the runbook. Did you mean \"app\"?", "serve: {ap: x}");
        assertUnknown(
                "`parameters` names `version`, which is not an input of the runbook. It has app.",
                "parameters: {version: 1.16.0}");
        assertUnknown(
                "`never_ready` names the workload \"dashbord\", which is neither in the chart nor among the objects"
                        + " of the scenario. Did you mean \"dashboard\"?",
                "never_ready: [coder/dashbord]");
        assertUnknown(
                "`never_ready` names the workload \"frontend\", which is neither in the chart nor among the objects"
                        + " of the scenario. There are cemanager, dashboard, envproxy, coder-migration, timescale.",
                "charts: [1.16.0], never_ready: [coder/frontend]");
        assertUnknown(
                "`never_ready` has the tag 1.61.0, which is not a version among `charts`. Did you mean \"1.16.0\"?",
                "charts: [1.16.0], never_ready: [\"coder/dashboard:1.61.0\"]");
    }

    @Test
    void what_would_do_nothing_is_told() {
        assertUnknown(
                "`answers` answers the step \"Tell\", which asks nothing. A step asks with `confirm` or `manual`; those"
                        + " inside it have answers of their own.",
                "answers: {Tell: yes}");
        assertUnknown(
                "`programs` says how \"acme-dsn set\" ends, which no step starts. It starts acme-dns set coder.",
                "programs: [{command: acme-dsn set, exit: 1}]");
        assertUnknown(
                "`programs` says how \"acme-dns set webs\" ends, which no step starts. Did you mean \"acme-dns set web2\"?",
                "parameters: {app: web2}, programs: [{command: acme-dns set webs, exit: 1}]");
        assertUnknown(
                "`never_ready` names code/dashboard, and no such workload is in that namespace. Did you mean \"coder\"?",
                "charts: [1.16.0], never_ready: [code/dashboard]");
    }

    @Test
    void names_follow_the_runbooks_inputs() throws Exception {
        CheckedRunbook edition = checked("""
                runbook "Try it"
                param :release,   "Release.",   default: "acme"
                param :namespace, "Namespace.", default: "coder-prod"
                param :chart,     "Chart.",     default: "site/platform"
                note release
                """);
        Map<String, Value> given = Map.of(
                "release", Value.of("acme"), "namespace", Value.of("coder-prod"), "chart", Value.of("site/platform"));
        RunbookNames names = RunbookNames.in(edition, given);
        assertEquals(new RunbookNames("acme", "coder-prod", "site/platform"), names);
        assertEquals("coder-prod/dashboard:1.16.0", names.workloads("dashboard:1.16.0"));
        assertEquals("x/dashboard", names.workloads("x/dashboard"));
        assertEquals(
                new RunbookNames("coder", "monitoring", "coder"),
                RunbookNames.in(checked("runbook \"Try it\"\nin_namespace \"monitoring\"\nnote \"a\"\n"), Map.of()));
    }

    @Test
    void a_chart_from_elsewhere_may_have_any_workload() {
        assertDoesNotThrow(() -> check(RUNBOOK, "never_ready: [coder/frontend]"));
    }

    private static void assertUnknown(String expected, String fields) {
        ScenarioException mistake = assertThrows(ScenarioException.class, () -> check(RUNBOOK, fields));
        assertEquals("scenario odd: " + expected, mistake.getMessage());
    }

    private static void check(String runbook, String fields) throws Exception {
        CheckedRunbook sound = checked(runbook);
        Scenario scenario = Scenarios.read("a.yaml", "scenarios: [{name: odd, " + fields + "}]")
                .getFirst();
        ScenarioNames.check(
                scenario, sound, RunbookNames.USUALLY, ChartSource.coder().workloads());
    }

    private static CheckedRunbook checked(String runbook) {
        Loader nothing = (_, _) -> new Loader.Loaded.NotFound("no other file", List.of());
        Checked checked = Checker.check(Source.of("a.rb", runbook), nothing, ShippedProviders.ALL.catalogue());
        return ((Checked.Sound) checked).runbook();
    }
}
