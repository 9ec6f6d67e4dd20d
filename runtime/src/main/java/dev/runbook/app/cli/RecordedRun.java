package dev.runbook.app.cli;

import dev.runbook.app.composition.CommandExit;
import dev.runbook.app.composition.ShippedProviders;
import dev.runbook.app.record.ScenarioRecorder;
import dev.runbook.app.rehearse.ChartsHere;
import dev.runbook.app.rehearse.ScenarioAppending;
import dev.runbook.language.check.Checker;
import dev.runbook.language.program.CheckedRunbook;
import dev.runbook.machine.folder.IoReason;
import dev.runbook.machine.folder.RunFolders;
import dev.runbook.provider.ScenarioException;
import dev.runbook.run.journal.JournalText;
import dev.runbook.run.report.ExitCode;
import dev.runbook.text.FileName;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A run that becomes a scenario: printed, or added to a file.
 *
 * @param name as the operator named the run
 * @param scenario how it is to be called; empty for a name of our own
 * @param out the file that it is added to; empty to print it
 */
record RecordedRun(Main main, RunsOption runs, String name, Optional<String> scenario, Optional<Path> out) {
    void write(CheckedRunbook runbook) {
        RunFolders folders = runs.folders();
        String run = runs.one(name);
        ScenarioRecorder.RecordedText recorded = new ScenarioRecorder(
                        runbook,
                        values -> Checker.given(runbook, values, ShippedProviders.ALL.catalogue())
                                .isEmpty(),
                        copy -> folders.kept(run, copy),
                        ChartsHere.of(main.terminal.environment()))
                .of(run, read(folders, run).records(), scenario);
        if (out.isEmpty()) {
            main.terminal.copy("scenarios:\n" + recorded.text());
        } else {
            add(out.get(), recorded);
            main.terminal.tell("Added to " + FileName.of(out.get().toString()) + ": scenario " + recorded.name());
        }
        main.terminal.out().flush();
        if (!recorded.unknown().isEmpty()) {
            main.terminal.warn("What the journal does not say:");
            recorded.unknown().forEach(what -> main.terminal.warn("  - " + what));
        }
    }

    private static JournalText read(RunFolders folders, String run) {
        JournalText journal = folders.read(run);
        if (journal.records().isEmpty()) {
            throw new CommandExit(ExitCode.INVALID, "error: the run " + run + " has written nothing.");
        }
        return journal;
    }

    private static void add(Path file, ScenarioRecorder.RecordedText recorded) {
        try {
            boolean there = Files.exists(file);
            String before = there ? Files.readString(file) : "";
            String after = ScenarioAppending.to(file.toString(), before, recorded.name(), recorded.text());
            if (there) {
                RewrittenFile.write(file, after);
            } else {
                Files.writeString(file, after, StandardCharsets.UTF_8);
            }
        } catch (ScenarioException e) {
            throw new CommandExit(ExitCode.INVALID, "error: " + e.getMessage());
        } catch (IOException e) {
            throw new CommandExit(
                    ExitCode.INVALID,
                    "error: " + FileName.of(file.toString()) + " cannot be written: " + IoReason.of(e));
        }
    }
}
