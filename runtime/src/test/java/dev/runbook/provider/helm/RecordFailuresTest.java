package dev.runbook.provider.helm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.runbook.language.failure.Failed;
import dev.runbook.language.failure.Failure;
import dev.runbook.language.failure.FailureClass;
import dev.runbook.language.value.Value;
import dev.runbook.port.Processes;
import dev.runbook.provider.Calls;
import dev.runbook.provider.Outcome;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Records that are missing, cannot be read, or were kept after an uninstall. */
class RecordFailuresTest {
    private static final List<Value> CODER = List.of(Value.of("coder"));

    private final Calls calls = new Calls("v3.22.0");

    private void history(String... states) {
        StringBuilder history = new StringBuilder();
        for (String state : states) {
            history.append(history.isEmpty() ? "[" : ",")
                    .append("{\"revision\":%d,\"status\":\"%s\",\"chart\":\"coder-1.15.0\"}"
                            .formatted(history.toString().split("revision", -1).length, state));
        }
        calls.helm.prints("history", history + "]");
    }

    @Test
    void values_of_an_older_revision_are_not_taken_for_those_of_one_whose_record_is_lost() throws InterruptedException {
        history("superseded", "superseded");
        calls.helm.prints("get values", "a: 1\n");
        HelmGetValues export = new HelmGetValues();
        Outcome outcome = export.perform(
                export.completed(calls.call("helm.get_values", CODER, "to", "v.yml")), Processes.Output.NONE);
        Failure failure = assertInstanceOf(Outcome.NotDone.class, outcome).failure();
        assertEquals(FailureClass.RecordLost, failure.kind());
        assertEquals(
                "revision 2 of release coder says that a later one has taken its place, and the record of that one is"
                        + " missing or cannot be read",
                failure.summary());
        assertInstanceOf(
                Outcome.Done.class,
                new HelmGetValues()
                        .perform(
                                calls.call("helm.get_values", CODER, "to", "v.yml", "revision", 2),
                                Processes.Output.NONE),
                "whoever names the revision knows");
    }

    @Test
    void records_of_which_none_can_be_read_are_no_missing_release() {
        calls.helm.prints("history", "[]");
        Failed failed =
                assertThrows(Failed.class, () -> new HelmReleaseExists().read(calls.call("helm.release?", CODER)));
        assertEquals(FailureClass.RecordLost, failed.failure().kind());
    }

    @ParameterizedTest
    @CsvSource({
        "superseded, uninstalling, 2",
        "superseded, uninstalled, 2",
        "deployed, uninstalling, 1",
        "superseded, pending-upgrade, 1"
    })
    void what_an_uninstall_takes_away_was_deployed_where_nothing_else_is(String first, String second, long deployed)
            throws InterruptedException {
        history(first, second);
        assertEquals(Value.of(deployed), new HelmLastDeployed().read(calls.call("helm.last_deployed", CODER)));
        assertEquals(
                Value.of(second.equals("uninstalled")),
                new HelmUninstalled().read(calls.call("helm.uninstalled?", CODER)));
    }
}
