package dev.runbook.provider.helm;

import static dev.runbook.provider.Calls.texts;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.runbook.language.failure.Failure;
import dev.runbook.language.failure.FailureClass;
import dev.runbook.language.value.Value;
import dev.runbook.provider.Action;
import dev.runbook.provider.Call;
import dev.runbook.provider.Calls;
import dev.runbook.provider.Intent;
import dev.runbook.provider.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What actions of helm do. */
class HelmActionsTest {
    private static final String HISTORY = """
            [{"revision":4,"status":"deployed","chart":"coder-1.15.0"},{"revision":5,"status":"failed","chart":"coder-1.16.0"}]
            """;

    private final Calls calls = new Calls("v3.22.0");

    @Test
    void an_uninstall_that_left_what_it_could_not_verify_is_not_done() throws Exception {
        calls.helm.prints("uninstall", """
                1 resource(s) were not deleted because their ownership could not be verified:
                [Deployment] web: connection refused

                release "coder" uninstalled
                """);
        Failure failure = failure(perform(new HelmUninstall(), "helm.uninstall", texts("coder")));
        assertEquals(
                "helm says that it is done, and has left what it could not verify: Deployment web (connection refused)",
                failure.summary());
        assertTrue(failure.output().contains("were not deleted because"), failure.output());
        assertEquals("deployment/web", failure.resource().orElseThrow().shortName());
    }

    @Test
    void an_uninstall_tells_what_it_kept_and_what_is_not_the_releases() throws Exception {
        calls.helm.prints("uninstall", """
                These resources were kept due to the resource policy:
                [ConfigMap] own

                1 resource(s) were not deleted because they are not owned by this release:
                [Service] web
                """);
        assertEquals(
                Outcome.done(
                        "not deleted, since it is not the release's: Service web; kept by its resource policy: ConfigMap own"),
                perform(new HelmUninstall(), "helm.uninstall", texts("coder")));
    }

    @Test
    void values_are_those_of_the_last_deployed_revision_to_the_byte() throws Exception {
        String values = "# no\nhost:   'ä'\nlist: [a,b]\n";
        calls.helm.prints("history", HISTORY).prints("get values", values);
        Outcome outcome = perform(new HelmGetValues(), "helm.get_values", texts("coder"), "to", "v.yml");
        assertEquals(new Outcome.Done("values of revision 4 in v.yml", List.of("v.yml")), outcome);
        assertEquals(values, calls.files.get("v.yml"));
        assertEquals(
                "helm get values coder --output=yaml --revision=4 --namespace=coder",
                calls.helm.commands().getLast());
    }

    @Test
    void no_values_are_an_empty_map_that_helm_can_read_back() throws Exception {
        calls.helm.prints("history", HISTORY).prints("get values", "null\n");
        perform(new HelmGetValues(), "helm.get_values", texts("coder"), "to", "v.yml");
        assertEquals("{}\n", calls.files.get("v.yml"));
    }

    @Test
    void a_revision_that_is_not_kept_is_told_with_those_that_are() throws Exception {
        calls.helm.prints("history", HISTORY);
        Failure failure =
                failure(perform(new HelmGetValues(), "helm.get_values", texts("coder"), "to", "v.yml", "revision", 9));
        assertEquals("release coder has no revision 9", failure.summary());
        assertEquals(List.of("Revisions that are kept: 4 deployed, 5 failed"), failure.advice());
    }

    @Test
    void a_file_that_cannot_be_written_is_told_plainly() throws Exception {
        calls.helm.prints("history", HISTORY).prints("get values", "a: 1\n");
        calls.readOnly = Optional.of("permission denied");
        Failure failure = failure(perform(new HelmGetValues(), "helm.get_values", texts("coder"), "to", "v.yml"));
        assertEquals("v.yml cannot be written: permission denied", failure.summary());
    }

    @Test
    void the_plan_of_get_values_asks_nothing_but_the_version() throws InterruptedException {
        Intent intent = new HelmGetValues().intent(calls.call("helm.get_values", texts("coder"), "to", "v.yml"));
        assertEquals(
                "helm get values coder --output=yaml --revision=<last deployed> --namespace=coder",
                String.join(" ", ((Intent.Command) intent).arguments()));
        assertEquals(List.of(), calls.helm.commands());
    }

    @Test
    void a_run_says_which_revision_the_values_are_of() throws Exception {
        calls.helm.prints("history", HISTORY);
        HelmGetValues action = new HelmGetValues();
        Call call = action.completed(calls.call("helm.get_values", texts("coder"), "to", "v.yml"));
        assertEquals(
                "helm get values coder --output=yaml --revision=4 --namespace=coder",
                String.join(" ", ((Intent.Command) action.intent(call)).arguments()));
    }

    @Test
    void values_of_a_release_that_never_was_deployed_are_those_of_its_newest_revision() throws Exception {
        calls.helm
                .prints("history", HISTORY.replace("\"deployed\"", "\"failed\""))
                .prints("get values", "a: 1\n");
        Outcome outcome = perform(new HelmGetValues(), "helm.get_values", texts("coder"), "to", "v.yml");
        assertEquals(new Outcome.Done("values of revision 5 in v.yml", List.of("v.yml")), outcome);
    }

    @Test
    void an_upgrade_with_a_values_file_that_is_not_there_never_starts() throws Exception {
        Failure failure = failure(
                perform(new HelmUpgrade(), "helm.upgrade", texts("coder", "coder/coder"), "values", "none.yml"));
        assertEquals("there is no values file none.yml", failure.summary());
        assertEquals(List.of(), calls.helm.commands());
    }

    @Test
    void an_upgrade_with_a_values_file_that_is_no_yaml_names_the_line() throws Exception {
        calls.files.put("v.yml", "a: 1\nb: [1, 2\nc: 3\n");
        Failure failure =
                failure(perform(new HelmUpgrade(), "helm.upgrade", texts("coder", "coder/coder"), "values", "v.yml"));
        assertTrue(failure.summary().startsWith("v.yml:3:2 is not YAML: "), failure.summary());
        calls.files.put("v.yml", "- a\n- b\n");
        failure = failure(perform(new HelmUpgrade(), "helm.upgrade", texts("coder", "coder/coder"), "values", "v.yml"));
        assertEquals("v.yml is YAML, but not a map of keys: it is a list", failure.summary());
        calls.files.put("v.yml", "USER-SUPPLIED VALUES:\nnull\n");
        failure = failure(perform(new HelmUpgrade(), "helm.upgrade", texts("coder", "coder/coder"), "values", "v.yml"));
        assertTrue(failure.summary().startsWith("v.yml:1 begins with"), failure.summary());
        assertEquals(List.of(), calls.helm.commands());
    }

    @Test
    void a_failed_upgrade_is_recognised_and_its_output_is_live() throws Exception {
        calls.helm.fails(
                "upgrade", "Error: UPGRADE FAILED: another operation (install/upgrade/rollback) is in progress");
        List<String> seen = new ArrayList<>();
        Outcome outcome = new HelmUpgrade()
                .perform(calls.call("helm.upgrade", texts("coder", "./c")), (stream, line) -> seen.add(line));
        assertEquals(FailureClass.OperationInProgress, failure(outcome).kind());
        assertEquals(1, seen.size());
    }

    @Test
    void warnings_do_not_make_a_success_a_failure() throws Exception {
        calls.helm.prints("upgrade", "Error: only a chart's note that says so\n");
        assertInstanceOf(Outcome.Done.class, perform(new HelmUpgrade(), "helm.upgrade", texts("coder", "./c")));
    }

    @Test
    void a_repository_that_answers_500_fails_the_refresh_in_every_version() throws Exception {
        String out = """
                ...Unable to get an update from the "coder" chart repository (https://helm.coder.com):
                \tfailed to fetch https://helm.coder.com/index.yaml : 500 Internal Server Error
                Update Complete.
                """;
        Calls old = new Calls("v3.5.4");
        old.helm.prints("repo update", out);
        Failure failure = failure(
                new HelmRepoUpdate().perform(old.call("helm.repo_update", texts("coder")), (stream, line) -> {}));
        assertEquals(FailureClass.Unreachable, failure.kind());
        assertEquals(
                "Unable to get an update from the \"coder\" chart repository (https://helm.coder.com): "
                        + "failed to fetch https://helm.coder.com/index.yaml : 500 Internal Server Error",
                failure.summary());
    }

    private Outcome perform(Action action, String name, List<Value> positional, Object... options) throws Exception {
        return action.perform(calls.call(name, positional, options), (stream, line) -> {});
    }

    private static Failure failure(Outcome outcome) {
        return assertInstanceOf(Outcome.NotDone.class, outcome).failure();
    }
}
