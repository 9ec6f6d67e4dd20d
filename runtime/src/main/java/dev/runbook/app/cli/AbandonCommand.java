package dev.runbook.app.cli;

import dev.runbook.app.composition.CommandExit;
import dev.runbook.app.composition.ProgramVersion;
import dev.runbook.app.run.DamageNotice;
import dev.runbook.app.run.UnfinishedRuns;
import dev.runbook.app.run.UnfinishedRuns.UnfinishedRun;
import dev.runbook.machine.folder.RunFolders;
import dev.runbook.machine.folder.RunLock;
import dev.runbook.machine.time.SystemClock;
import dev.runbook.run.journal.Entry;
import dev.runbook.run.journal.Facts;
import dev.runbook.run.report.ExitCode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code runbook abandon}. */
@Command(
        name = "abandon",
        mixinStandardHelpOptions = true,
        abbreviateSynopsis = true,
        header = {
            "End an unfinished run for good: it cannot be resumed.",
            "",
            "Examples:",
            "  runbook abandon last",
            "  runbook abandon --reason=\"done by hand, OPS-4711\" last",
            ""
        },
        footer = {
            "",
            "Nothing is undone, and nothing of the cluster is touched. The journal says who did it, when and why."
        })
final class AbandonCommand implements Callable<Integer> {
    @ParentCommand
    Main main = new Main();

    @Parameters(paramLabel = "RUN", description = "The id of the run, its beginning or its end, or: last.")
    String run = "";

    @Option(names = "--reason", paramLabel = "TEXT", description = "Why, for whoever reads the journal later.")
    String reason = "";

    @Mixin
    RunsOption runs = new RunsOption();

    @Override
    public Integer call() throws InterruptedException {
        UnfinishedRuns leftovers = runs.unfinished();
        RunFolders folders = leftovers.folders();
        String id = leftovers.named(run).id();
        Entry.OperatorProcess operator = main.terminal.operator(Path.of("").toAbsolutePath());
        try (RunLock _ = folders.turn(operator);
                RunLock _ = RunLock.take(folders.folder(id), operator, new SystemClock())) {
            // Read under its lock: it may have been carried on meanwhile.
            UnfinishedRun left = leftovers.read(id);
            Optional<String> over = over(leftovers, left);
            if (over.isPresent()) {
                main.terminal.tell("The run " + id + " " + over.get() + ": there is nothing to abandon.");
                return 0;
            }
            folders.abandon(id, Facts.abandoned(operator, reason, ProgramVersion.NUMBER))
                    .ifPresent(aside ->
                            main.terminal.tell("What was in the place of its journal is kept as " + aside + "."));
            main.terminal.tell("The run " + id + " is abandoned: it cannot be resumed.");
            return 0;
        } catch (RunLock.RunLockedException held) {
            throw new CommandExit(
                    ExitCode.CANNOT_SERVE,
                    "error: the run " + id + " is going on: " + held.getMessage()
                            + ".\n  Wait for its end, or stop it there with Ctrl-C.");
        } catch (IOException e) {
            throw new CommandExit(
                    ExitCode.CANNOT_SERVE, "error: the lock of " + id + " cannot be given back: " + e.getMessage());
        }
    }

    /** Why a run needs no abandoning; empty when it does. */
    private static Optional<String> over(UnfinishedRuns leftovers, UnfinishedRun run) {
        if (run.report().abandoned().isPresent()) {
            return Optional.of(
                    "was abandoned " + run.report().abandoned().orElseThrow().words());
        }
        if (leftovers.isUnfinished(run.id())) {
            return Optional.empty();
        }
        return Optional.of(
                run.report().rehearsal()
                        ? "was a rehearsal"
                        : run.report().ended().filter(DamageNotice::isOver).isPresent()
                                ? "is done"
                                : "ended before it had done anything that must not be done twice");
    }
}
