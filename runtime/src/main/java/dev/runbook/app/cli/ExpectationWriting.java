package dev.runbook.app.cli;

import dev.runbook.app.composition.CommandExit;
import dev.runbook.app.composition.Terminal;
import dev.runbook.app.library.Library;
import dev.runbook.app.rehearse.ExpectationUpdate;
import dev.runbook.app.rehearse.RehearsedRun;
import dev.runbook.app.rehearse.ScenarioTests.TestedRunbook;
import dev.runbook.app.rehearse.ScenarioTests.TestedScenario;
import dev.runbook.app.rehearse.Scenarios;
import dev.runbook.app.view.UnifiedDiff;
import dev.runbook.machine.folder.IoReason;
import dev.runbook.port.People;
import dev.runbook.provider.ScenarioException;
import dev.runbook.run.report.ExitCode;
import dev.runbook.text.FileName;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Shows what would be written into files of scenarios, and writes it when a person agrees.
 *
 * @param agreed whether a person has agreed beforehand
 */
record ExpectationWriting(Terminal terminal, boolean agreed) {

    /** Offers what the scenarios of a runbook have come to; whether its file expects all of that afterwards. */
    boolean offer(TestedRunbook subject, List<TestedScenario> played) throws InterruptedException {
        Map<String, RehearsedRun> runs = new LinkedHashMap<>();
        played.stream()
                .filter(one -> one.run().hasBegun())
                .filter(one -> !one.result().passed()
                        || one.result().scenario().expectation().isNothing())
                .forEach(one -> runs.put(one.result().scenario().name(), one.run()));
        Library.RunbookFile file = subject.runner().beside();
        String before = new String(file.bytes(), StandardCharsets.UTF_8);
        ExpectationUpdate.UpdatedFile after = ExpectationUpdate.of(before, runs);
        after.notes().forEach(note -> terminal.warn("note: " + note));
        boolean silent = played.stream().noneMatch(one -> !one.run().hasBegun() || tellUnsaid(one));
        if (after.text().equals(before)) {
            return silent && after.notes().isEmpty();
        }
        requireReadable(file.name(), after.text());
        UnifiedDiff.of(file.name(), before, after.text()).forEach(line -> terminal.copy(line + "\n"));
        if (!Files.exists(Path.of(file.name()))) {
            throw new CommandExit(
                    ExitCode.INVALID,
                    "error: " + file.name() + " is shipped and is not written. Copy it first: runbook copy "
                            + subject.runner().name() + " FOLDER");
        }
        if (!agreed && !agrees(file.name())) {
            return false;
        }
        requireUnchanged(Path.of(file.name()), file.bytes());
        RewrittenFile.write(Path.of(file.name()), after.text());
        terminal.tell("Written: " + FileName.of(file.name()));
        return silent && after.notes().isEmpty();
    }

    /** A form of YAML that we do not change well is left to a person. */
    private static void requireReadable(String file, String text) {
        try {
            Scenarios.read(file, text);
        } catch (ScenarioException unreadable) {
            throw new CommandExit(
                    ExitCode.INVALID,
                    "error: what would be written into " + FileName.of(file)
                            + " could not be read again, so nothing is written. Change its `expect` by hand: "
                            + unreadable.getMessage());
        }
    }

    /** Somebody may have saved it while the question stood. */
    private static void requireUnchanged(Path file, byte[] read) {
        try {
            if (Arrays.equals(Files.readAllBytes(file), read)) {
                return;
            }
        } catch (IOException gone) {
            throw new CommandExit(
                    ExitCode.INVALID,
                    "error: " + FileName.of(file.toString()) + " cannot be read: " + IoReason.of(gone));
        }
        throw new CommandExit(
                ExitCode.INVALID,
                "error: " + FileName.of(file.toString())
                        + " was changed meanwhile, so nothing is written. Run the command again.");
    }

    /** What a report is to say, only a person knows. */
    private boolean tellUnsaid(TestedScenario one) {
        List<String> unsaid = one.result().unsaid(one.run().report());
        unsaid.forEach(text -> terminal.warn("note: scenario "
                + one.result().scenario().name() + " does not say \"" + text
                + "\" any more: change its `says` by hand"));
        return !unsaid.isEmpty();
    }

    private boolean agrees(String file) throws InterruptedException {
        terminal.out().flush();
        return switch (terminal.people(false)
                .ask(new People.Question(
                        People.QuestionForm.CONFIRM,
                        "",
                        0,
                        "Write this into " + FileName.of(file) + "?",
                        Optional.empty(),
                        false))) {
            case People.Answer.Yes _ -> true;
            case People.Answer.No _ -> false;
            case People.Answer.Nobody _ -> {
                terminal.warn("Nothing is written: nobody can be asked here. Agree beforehand with --yes.");
                yield false;
            }
        };
    }
}
