package dev.runbook.app.cli;

import dev.runbook.app.run.NextCommand;
import dev.runbook.app.run.UnfinishedRuns;
import dev.runbook.machine.folder.RunFolders;
import dev.runbook.machine.time.SystemClock;
import java.nio.file.Path;
import java.util.random.RandomGenerator;
import picocli.CommandLine.Option;

/** Where runs are kept. */
final class RunsOption {
    @Option(names = "--runs", paramLabel = "DIR", description = "Where runs are kept; .runbook/runs when left out.")
    Path folder = NextCommand.USUAL;

    /** The runs there. */
    UnfinishedRuns unfinished() {
        return new UnfinishedRuns(folders(), folder);
    }

    RunFolders folders() {
        return new RunFolders(
                folder.toAbsolutePath(), Path.of("").toAbsolutePath(), new SystemClock(), RandomGenerator.getDefault());
    }
}
