package dev.runbook.app.cli;

import dev.runbook.app.composition.CommandExit;
import dev.runbook.app.run.NextCommand;
import dev.runbook.app.run.UnfinishedRuns;
import dev.runbook.machine.folder.RunFolders;
import dev.runbook.machine.time.SystemClock;
import dev.runbook.run.report.ExitCode;
import java.nio.file.Path;
import java.util.List;
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

    /** The one run that a person names: by its id, its beginning or its end, or as the last. */
    String one(String name) {
        List<String> matching = name.isEmpty() ? List.of() : folders().matching(name);
        if (matching.size() != 1) {
            throw new CommandExit(
                    ExitCode.INVALID,
                    "error: \"" + name + "\" is "
                            + (matching.isEmpty() ? "not a run" : "the beginning of several runs") + " in " + folder
                            + ". See: runbook runs");
        }
        return matching.getFirst();
    }
}
