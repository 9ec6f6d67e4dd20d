package dev.runbook.app.run;

import dev.runbook.app.composition.CommandExit;
import dev.runbook.app.composition.Execution;
import dev.runbook.app.composition.ScratchHelm;
import dev.runbook.app.composition.Terminal;
import dev.runbook.app.foresee.Foresight;
import dev.runbook.app.view.ForesightText;
import dev.runbook.app.view.PlanningLine;
import dev.runbook.app.view.Style;
import dev.runbook.language.failure.Failure;
import dev.runbook.machine.terminal.Ticker;
import dev.runbook.port.People;
import dev.runbook.port.Processes;
import dev.runbook.provider.helm.Helm;
import dev.runbook.run.journal.Entry.ForetoldEnd;
import dev.runbook.run.report.ExitCode;
import java.io.IOException;
import java.util.Optional;

/**
 * What is looked at before a run begins.
 *
 * @param shown whether its plan is shown
 * @param required whether the run may not begin where there is none to show
 * @param agreed whether a person has agreed to it beforehand
 * @param people who else can be asked
 * @param saved the plan that is to be done; empty where none was saved
 * @param quiet whether what the run prints is for a program
 */
public record ExecPreview(
        boolean shown, boolean required, boolean agreed, People people, Optional<PlanToDo> saved, boolean quiet) {

    /** Whether anything is. */
    boolean looks() {
        return shown || saved.isPresent();
    }

    /** What the run is compared with at its end; ends the command when a person does not want it, or the plan does not hold. */
    Optional<Foresight> look(Foreseeing foreseeing, Execution execution, Helm.Settings cluster, Style look)
            throws InterruptedException {
        if (!looks()) {
            return Optional.empty();
        }
        Foreseen foreseen = foreseen(foreseeing, execution, cluster, look);
        Optional<Foresight> foresight = foreseen.played();
        if (saved.isPresent()) {
            Foresight now = foresight.orElseThrow(() -> new CommandExit(
                    ExitCode.CANNOT_SERVE,
                    "error: whether the plan still holds cannot be seen: the server could not be asked."
                            + " Nothing has been run."));
            saved.get()
                    .hold(
                            execution.stoppable(() -> PlanFactsReader.of(now, foreseeing.runbook(), execution)),
                            now.failure().filter(failure -> now.outcome() == ForetoldEnd.FAILS));
        }
        execution.stoppable(() -> {
            agree(foreseen, foreseeing.terminal(), look);
            return foreseeing;
        });
        return foresight;
    }

    /** Shows it, or why there is none, and ends the command where a person does not want it. */
    void agree(Foreseen foreseen, Terminal terminal, Style look) throws InterruptedException {
        switch (foreseen) {
            case Foreseen.Played(Foresight foresight) -> {
                if (shown) {
                    show(foresight, terminal, look);
                }
                boolean fails = foresight.outcome() == ForetoldEnd.FAILS;
                if (!agreed && (shown || fails)) {
                    ask(terminal, fails, (fails ? "It will fail. " : "") + lost(foresight));
                }
            }
            case Foreseen.Unasked(var why, Foresight unknown) -> agreeUnseen(why, unknown, terminal, look);
            case Foreseen.Needless _ -> requireNone("it changes nothing in the cluster: see runbook plan");
        }
    }

    /** Without an answer of the server there is no plan; whether to begin all the same, a person decides. */
    private void agreeUnseen(Foreseen.Obstacle why, Foresight unknown, Terminal terminal, Style look)
            throws InterruptedException {
        String summary = unknown.failure().map(Failure::summary).orElse("");
        if (why == Foreseen.Obstacle.SILENT) {
            throw new CommandExit(ExitCode.CANNOT_SERVE, "error: " + summary + ". Nothing has been run.");
        }
        requireNone(summary);
        if (shown) {
            show(unknown, terminal, look);
            if (!agreed) {
                ask(terminal, false, "What it will do is not known. ");
            }
        }
    }

    private void requireNone(String why) {
        if (required) {
            throw new CommandExit(
                    ExitCode.CANNOT_SERVE,
                    "error: there is no plan to show: " + why + ". Nothing has been run.\n"
                            + "  Begin without one: --no-preview.");
        }
    }

    private Foreseen foreseen(Foreseeing foreseeing, Execution execution, Helm.Settings cluster, Style look)
            throws InterruptedException {
        try (PlanningLine line = foreseeing.terminal().planning(execution.clock(), !look.colour(), quiet);
                Ticker _ = new Ticker(execution.clock(), line::tick);
                ScratchHelm scratch = ScratchHelm.open(
                        execution.world().client(Processes.class),
                        execution.world().client(Helm.class).settings())) {
            return foreseeing.of(execution, cluster, scratch, line);
        } catch (IOException e) {
            throw new CommandExit(
                    ExitCode.CANNOT_SERVE,
                    "error: a plan needs a private temporary folder, and none could be created: " + e.getMessage()
                            + "\nMake room, name a folder that you may write to with TMPDIR, or begin without a plan:"
                            + " --no-preview.");
        }
    }

    private static String lost(Foresight foresight) {
        int count = foresight.impact().losses().size();
        return switch (count) {
            case 0 -> "";
            case 1 -> "One thing is lost for good. ";
            default -> count + " things are lost for good. ";
        };
    }

    private static void show(Foresight foresight, Terminal terminal, Style look) {
        ForesightText.of(foresight, look).forEach(terminal.out()::println);
        terminal.out().println();
        terminal.out().flush();
    }

    /**
     * Enter is no where there is something to say, which may have left the screen by then.
     *
     * @param what speaks against it; may be empty
     */
    private void ask(Terminal terminal, boolean fails, String what) throws InterruptedException {
        boolean care = !what.isEmpty();
        People.Question question = new People.Question(
                care ? People.QuestionForm.CONFIRM : People.QuestionForm.BEGIN,
                "",
                0,
                care ? what + "Run it all the same?" : "Run it?",
                Optional.empty(),
                care);
        if (shown) {
            terminal.out().print(question.text() + " ");
            terminal.out().flush();
        }
        switch (people.ask(question)) {
            case People.Answer.Yes _ -> {
                if (shown) {
                    terminal.out().println();
                }
            }
            case People.Answer.No _ -> throw new CommandExit(ExitCode.DECLINED, "The run was not begun.");
            case People.Answer.Nobody _ -> {
                if (shown) {
                    terminal.out().println();
                }
                throw new CommandExit(
                        ExitCode.DECLINED,
                        "error: " + (fails ? "it will fail, and nobody" : "nobody")
                                + " has agreed to this plan. Nothing has been run.\n  Agree beforehand with --yes"
                                + (saved.isEmpty() ? ", or begin without a plan: --no-preview." : "."));
            }
        }
    }
}
