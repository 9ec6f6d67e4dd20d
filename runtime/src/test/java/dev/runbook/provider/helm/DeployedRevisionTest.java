package dev.runbook.provider.helm;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.runbook.language.value.Value;
import dev.runbook.port.EarlierContents;
import dev.runbook.port.Processes;
import dev.runbook.port.Workspace;
import dev.runbook.provider.Call;
import dev.runbook.provider.Calls;
import dev.runbook.provider.Outcome;
import dev.runbook.provider.World;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which revision counts as deployed, by histories as helm 3.5, 3.22 and 4.3 write them. */
class DeployedRevisionTest {
    private static final List<Value> CODER = List.of(Value.of("coder"));

    private final Calls calls = new Calls("v3.22.0");

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            deployed:Install complete                                                                                  | 1
            superseded:Install complete, deployed:Upgrade complete                                                     | 2
            superseded:Install complete, superseded:Upgrade complete, failed:Rollback "coder" failed: no               | 2
            deployed:Install complete, superseded:Upgrade "coder" failed: failed to create, failed:Rollback "coder" failed: no | 1
            deployed:Install complete, superseded:Upgrade "coder" failed: a, failed:Rollback "coder" failed: b, superseded:Upgrade "coder" failed: c, superseded:Rollback "coder" failed: d, failed:Rollback "coder" failed: e | 1
            deployed:Install complete, superseded:Rollback to 1, failed:Rollback "coder" failed: no                    | 1
            deployed:Install complete, failed:Upgrade "coder" failed: no, pending-rollback:Rollback to 1               | 1
            superseded:Install complete, superseded:Upgrade "coder" failed: no, failed:Rollback "coder" failed: no      | 1
            superseded:Install complete, superseded:Preparing upgrade, failed:Rollback "coder" failed: no              | 1
            superseded:Release "coder" failed: no, deployed:Upgrade complete                                           | 2
            superseded:Release "coder" failed: no, failed:Upgrade "coder" failed: no                                   |
            superseded:Initial install underway, failed:Rollback "coder" failed: no                                    |
            superseded:Install failed and so on, failed:Upgrade "coder" failed: no                                     |
            failed:Release "coder" failed: no                                                                          |
            superseded:Rollback to 3, deployed:Rollback to 1                                                           | 2
            superseded:what the operator wrote: the last upgrade failed, failed:x                                      | 1
            """)
    void what_failed_never_was_deployed(String revisions, Integer deployed) throws Exception {
        history(revisions.split(", (?=[a-z-]+:)"));
        Helm helm = calls.helm.helm();
        List<Helm.Revision> history = helm.history("coder", "coder");
        assertEquals(deployed == null ? OptionalInt.empty() : OptionalInt.of(deployed), Helm.lastDeployed(history));
        assertEquals(
                deployed == null ? Value.NIL : Value.of(deployed),
                new HelmLastDeployed().read(calls.call("helm.last_deployed", CODER)));
        assertEquals(
                deployed == null ? Optional.empty() : Optional.of("1." + deployed + ".0"),
                HelmEntities.running(
                        history.stream().map(HelmEntities::revision).toList()),
                "the version that an upgrade starts from");
    }

    @Test
    void the_values_are_exported_of_what_is_deployed_and_not_of_what_a_failed_rollback_left() throws Exception {
        history(
                "deployed:Install complete",
                "superseded:Upgrade \"coder\" failed: failed to create resource:\n* no",
                "failed:Rollback \"coder\" failed: no");
        calls.helm.prints("get values", "a: 1\n");
        HelmGetValues export = new HelmGetValues();
        assertEquals(
                new Outcome.Done("values of revision 1 in v.yml", List.of("v.yml")),
                export.perform(calls.call("helm.get_values", CODER, "to", "v.yml"), Processes.Output.NONE));
    }

    @Test
    void an_export_says_where_what_the_file_had_was_kept() throws Exception {
        history("deployed:Install complete");
        calls.helm.prints("get values", "a: 1\n");
        Call call = calls.call("helm.get_values", CODER, "to", "v.yml");
        World keeping = call.world()
                .with(EarlierContents.class, (path, next) -> Optional.of("files/" + path + ".before " + next.length));
        assertEquals(
                new Outcome.Done(
                        "values of revision 1 in v.yml; v.yml had other contents, kept as files/v.yml.before 5",
                        List.of("v.yml")),
                new HelmGetValues().perform(call.with(keeping), Processes.Output.NONE));
    }

    @Test
    void quotes_are_put_into_a_file_whose_contents_are_kept_before() throws Exception {
        Call call = calls.call("helm.quote_values", List.of(Value.of("v.yml"), Value.of("a")));
        call.client(Workspace.class).replace("v.yml", "a: 1\n".getBytes(StandardCharsets.UTF_8));
        World keeping = call.world()
                .with(EarlierContents.class, (path, next) -> Optional.of("files/" + path + ".before " + next.length));
        assertEquals(
                new Outcome.Done("quoted a; v.yml had other contents, kept as files/v.yml.before 7", List.of("v.yml")),
                new HelmQuoteValues().perform(call.with(keeping), Processes.Output.NONE));
    }

    private void history(String... revisions) {
        List<String> written = new ArrayList<>();
        for (String revision : revisions) {
            int number = written.size() + 1;
            int colon = revision.indexOf(':');
            written.add("{\"revision\":%d,\"status\":\"%s\",\"chart\":\"coder-1.%d.0\",\"description\":\"%s\"}"
                    .formatted(
                            number,
                            revision.substring(0, colon),
                            number,
                            revision.substring(colon + 1).replace("\"", "\\\"").replace("\n", "\\n")));
        }
        calls.helm.prints("history", "[" + String.join(",", written) + "]");
    }
}
