package dev.runbook.app.cli;

import dev.runbook.app.composition.CommandExit;
import dev.runbook.app.foresee.SavedPlanFile;
import dev.runbook.app.library.Library;
import dev.runbook.app.run.ShownPlan;
import dev.runbook.app.view.PlanForm;
import dev.runbook.json.Json;
import dev.runbook.language.program.CheckedRunbook;
import dev.runbook.machine.folder.IoReason;
import dev.runbook.run.report.ExitCode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** The commands about shipped runbooks: list, show and copy. */
final class LibraryCommands {
    private LibraryCommands() {}

    /** {@code runbook list}. */
    @Command(
            name = "list",
            mixinStandardHelpOptions = true,
            abbreviateSynopsis = true,
            header = {"List the shipped runbooks.", "", "Examples:", "  runbook list", ""})
    static final class ListCommand implements Callable<Integer> {
        @ParentCommand
        Main main = new Main();

        @Mixin
        JsonOption json = new JsonOption();

        @Override
        public Integer call() {
            for (String name : new Library().shipped()) {
                CheckedRunbook runbook = main.runbooks().open(name);
                main.terminal
                        .out()
                        .println(
                                json.on
                                        ? Json.line(Map.of("name", name, "title", runbook.title()))
                                        : "%-24s %s".formatted(name, runbook.title()));
            }
            return 0;
        }
    }

    /** {@code runbook show}. */
    @Command(
            name = "show",
            mixinStandardHelpOptions = true,
            abbreviateSynopsis = true,
            header = {
                "Print a runbook, or a saved plan.",
                "",
                "Examples:",
                "  runbook show update-coder.rb",
                "  runbook show tonight.plan",
                "  runbook show --format=markdown tonight.plan    for a change ticket",
                ""
            })
    static final class ShowCommand implements Callable<Integer> {
        @ParentCommand
        Main main = new Main();

        @Parameters(
                paramLabel = "RUNBOOK",
                description = "A path, or the name of a shipped runbook.",
                completionCandidates = ShippedNames.class)
        String name = "";

        @Option(
                names = "--format",
                paramLabel = "FORMAT",
                description = "Of a saved plan: text (the default), json, markdown or html.")
        PlanForm form = PlanForm.text;

        @Override
        public Integer call() {
            Optional<SavedPlanFile> plan = SavedPlanFile.find(name);
            if (plan.isPresent()) {
                ShownPlan.of(plan.get())
                        .lines(form)
                        .forEach(form == PlanForm.text ? main.terminal::tell : main.terminal::say);
                return 0;
            }
            if (form != PlanForm.text) {
                throw new CommandExit(
                        ExitCode.INVALID, "error: --format is for saved plans, and " + name + " is none: leave it out");
            }
            main.terminal.copy(new String(new Library().get(name).bytes(), StandardCharsets.UTF_8));
            return 0;
        }
    }

    /** {@code runbook copy}. */
    @Command(
            name = "copy",
            mixinStandardHelpOptions = true,
            abbreviateSynopsis = true,
            header = {
                "Copy a shipped runbook and its rehearsals, to edit them.",
                "",
                "Examples:",
                "  runbook copy update-coder.rb",
                "  runbook copy update-coder.rb runbooks/",
                ""
            })
    static final class Copy implements Callable<Integer> {
        @ParentCommand
        Main main = new Main();

        @Parameters(
                index = "0",
                paramLabel = "RUNBOOK",
                description = "The name of a shipped runbook, or a path.",
                completionCandidates = ShippedNames.class)
        String name = "";

        @Parameters(index = "1", arity = "0..1", paramLabel = "DIR", description = "Where to; here when left out.")
        Path folder = Path.of("");

        @Override
        public Integer call() {
            Library.RunbookFile runbook = new Library().get(name);
            Optional<Library.RunbookFile> rehearsals =
                    new Library().find(runbook.name().replaceFirst("\\.rb$", "") + ".rehearsals.yaml");
            for (Library.RunbookFile file :
                    rehearsals.isPresent() ? List.of(runbook, rehearsals.get()) : List.of(runbook)) {
                write(file);
            }
            return 0;
        }

        private void write(Library.RunbookFile file) {
            Path target = folder.resolve(String.valueOf(Path.of(file.name()).getFileName()));
            try {
                Files.createDirectories(target.toAbsolutePath().getParent());
                Files.write(target, file.bytes(), StandardOpenOption.CREATE_NEW);
                main.terminal.out().println(target);
            } catch (FileAlreadyExistsException e) {
                throw new CommandExit(ExitCode.FAILED, "error: " + target + " already exists; it was left as it is");
            } catch (IOException e) {
                throw new CommandExit(ExitCode.FAILED, "error: " + target + " cannot be written: " + IoReason.of(e));
            }
        }
    }
}
