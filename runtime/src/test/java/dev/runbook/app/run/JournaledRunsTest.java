package dev.runbook.app.run;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.runbook.language.failure.Failure;
import dev.runbook.language.failure.FailureClass;
import dev.runbook.language.signature.Effect;
import dev.runbook.machine.folder.DiskRun;
import dev.runbook.machine.folder.RunFolders;
import dev.runbook.machine.time.SystemClock;
import dev.runbook.port.PastRuns;
import dev.runbook.provider.Intent;
import dev.runbook.provider.ReleaseName;
import dev.runbook.provider.ReleaseValues;
import dev.runbook.provider.StateBefore;
import dev.runbook.run.journal.Activity;
import dev.runbook.run.journal.Entry;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whose values a file has, by what the journals say was done. */
class JournaledRunsTest {
    @TempDir
    Path work = Path.of("");

    @Test
    void the_last_run_that_had_to_do_with_a_file_says_whose_values_it_has() throws IOException {
        RunFolders folders = new RunFolders(work.resolve("runs"), work, new SystemClock(), new Random(1));
        PastRuns runs = new JournaledRuns(folders);
        assertEquals(Optional.empty(), runs.valuesUse("/v.yml"));
        run(folders, "grafana", "/v.yml", Optional.empty());
        run(folders, "other", "/other.yml", Optional.empty());
        run(folders, "failed", "/v.yml", Optional.of(Failure.of(FailureClass.CommandFailed, "no")));
        assertEquals(
                Optional.of("monitoring/grafana"),
                runs.valuesUse("/v.yml").map(use -> use.namespace() + "/" + use.release()));
        run(folders, "loki", "/v.yml", Optional.empty());
        assertEquals(Optional.of("loki"), runs.valuesUse("/v.yml").map(PastRuns.ValuesUse::release));
        assertEquals(Optional.empty(), runs.valuesUse("/none.yml"));
    }

    private static void run(RunFolders folders, String release, String file, Optional<Failure> failure)
            throws IOException {
        try (DiskRun run = folders.begin(new RunFolders.Beginning("x.rb", Map.of("x.rb", "runbook \"X\"\n")))) {
            run.journal()
                    .append(new Entry.TaskIntended(
                            "Export",
                            "body.1",
                            new Activity.Performing(
                                    "helm.get_values",
                                    Effect.REPEATABLE,
                                    new Intent.Command(List.of("helm")),
                                    Optional.empty(),
                                    Optional.of(
                                            new ReleaseValues(new ReleaseName("monitoring", release), List.of(file)))),
                            StateBefore.NOTHING));
            run.journal()
                    .append(new Entry.TaskEnded(
                            "Export", "body.1", failure, "", Optional.empty(), List.of(), Duration.ZERO, List.of()));
        }
    }
}
