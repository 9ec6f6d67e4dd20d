package dev.runbook.app.run;

import dev.runbook.app.composition.CommandExit;
import dev.runbook.app.composition.Execution;
import dev.runbook.app.composition.ScratchHelm;
import dev.runbook.app.composition.Terminal;
import dev.runbook.app.foresee.Foresight;
import dev.runbook.app.library.Runbooks;
import dev.runbook.app.run.Foreseen.Obstacle;
import dev.runbook.app.view.PlanForm;
import dev.runbook.app.view.PlanPage;
import dev.runbook.app.view.PlanningLine;
import dev.runbook.app.view.WhyText;
import dev.runbook.language.failure.FailureClass;
import dev.runbook.language.program.CheckedRunbook;
import dev.runbook.language.program.Input;
import dev.runbook.language.value.Value;
import dev.runbook.machine.folder.RunFolders;
import dev.runbook.machine.terminal.Ticker;
import dev.runbook.port.Processes;
import dev.runbook.port.SecretPrompt;
import dev.runbook.provider.helm.Helm;
import dev.runbook.run.report.ExitCode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes a plan and draws it, for {@code plan} and for {@code exec --dry-run}: they are the same. */
public record Planning(
        Runbooks runbooks, String name, InputValues inputs, Helm.Settings cluster, RunFolders runs, Options options) {

    /**
     * How it is made and drawn.
     *
     * @param offline whether nothing is read
     * @param detailed whether the exit code says that there is something to do
     * @param detail whether every command and branch is drawn, and not what will happen
     * @param all whether nothing is left out
     * @param form what it is drawn for
     * @param why the step of which is shown how it is known what it will do; empty for the plan itself
     * @param out where it is saved; empty where it is not
     */
    public record Options(
            boolean offline,
            boolean detailed,
            boolean detail,
            boolean all,
            PlanForm form,
            Optional<String> why,
            Optional<Path> out) {
        boolean foresees() {
            return !offline && !detail && !all;
        }
    }

    private static final String LACKING =
            "error: the plan is incomplete: what is under \"Not read\" is missing in it. --offline plans without asking.";

    /** Beside the usual 0: there is something to do. */
    private static final int SOMETHING_TO_DO = 2;

    /** Beside the usual 0: the server does not say how the run will end. */
    private static final int NOT_KNOWN = 9;

    /** Draws the plan, and gives the exit code. */
    public int draw() throws InterruptedException {
        CheckedRunbook runbook = runbooks.open(name);
        Map<String, Value> values =
                terminal().hiding(options.offline() ? offline(runbook.inputs()) : online(runbook.inputs()));
        runbooks.hold(runbook, values);
        try (Execution execution = Execution.here(terminal(), cluster);
                ScratchHelm scratch = ScratchHelm.open(
                        execution.world().client(Processes.class),
                        execution.world().client(Helm.class).settings())) {
            if (!options.offline()) {
                execution.holdToKubeconfig();
            }
            PlanMade made = made(runbook, values, execution, scratch);
            Foreseen foreseen = made.foreseen();
            Optional<PlannedTree> tree = made.tree();
            if (options.out().isPresent()) {
                new PlanSaving(runbooks, name, inputs, cluster, options.out().get())
                        .save(foreseen, runbook, values, execution);
            }
            PlanPage page = new PlanPage(options.form(), terminal().look(runbooks.noColor()));
            if (options.why().isPresent()) {
                why(foreseen, options.why().get()).forEach(terminal().out()::println);
                return ExitCode.DONE.number();
            }
            // What can be read decides, too.
            boolean fails =
                    isUndecided(foreseen) && tree.filter(PlannedTree::fails).isPresent();
            Optional<Foresight> told = fails ? Optional.empty() : foreseen.told();
            if (tree.isPresent() && options.form() == PlanForm.json) {
                terminal().out().print(tree.get().json(told));
            } else if (told.isPresent()) {
                page.of(told.get()).forEach(terminal().out()::println);
            } else {
                tree.ifPresent(seen ->
                        seen.lines(page, options.all()).forEach(terminal().out()::println));
            }
            runs.objection().ifPresent(why -> terminal().warn("warning: exec would be refused: " + why));
            if (told.isEmpty() && tree.filter(seen -> seen.plan().lacking()).isPresent()) {
                terminal().warn(LACKING);
            }
            return told.map(seen -> code(foreseen, seen))
                    .or(() -> tree.map(this::code))
                    .orElseThrow();
        } catch (IOException e) {
            throw new CommandExit(
                    ExitCode.CANNOT_SERVE,
                    "error: a plan needs a private temporary folder, and none could be created: " + e.getMessage()
                            + "\nMake room, or name a folder that you may write to with TMPDIR.");
        }
    }

    /** What is known of the run, and the tree where it is to be drawn or decides. */
    private record PlanMade(Foreseen foreseen, Optional<PlannedTree> tree) {}

    private PlanMade made(CheckedRunbook runbook, Map<String, Value> values, Execution execution, ScratchHelm scratch)
            throws InterruptedException {
        boolean json = options.form() == PlanForm.json;
        try (PlanningLine line = terminal().planning(execution.clock(), runbooks.noColor(), json);
                Ticker _ = new Ticker(execution.clock(), line::tick)) {
            Foreseeing foreseeing = new Foreseeing(
                    terminal(), runbook, name, values, inputs.named(terminal().environment()), runs, true);
            Foreseen foreseen =
                    options.foresees() ? foreseeing.of(execution, cluster, scratch, line) : new Foreseen.Needless();
            boolean drawn = options.why().isEmpty()
                    && (json || isUndecided(foreseen) || foreseen.told().isEmpty());
            return new PlanMade(
                    foreseen,
                    drawn
                            ? Optional.of(execution.stoppable(() -> reader().read(runbook, values, execution, scratch)))
                            : Optional.empty());
        }
    }

    private static boolean isSilent(Foreseen foreseen) {
        return foreseen instanceof Foreseen.Unasked asked && asked.why() == Obstacle.SILENT;
    }

    private static boolean isUndecided(Foreseen foreseen) {
        return foreseen instanceof Foreseen.Unasked asked && asked.why() == Obstacle.NO_DRY_RUNS;
    }

    /** How it is known what a step will do. */
    private List<String> why(Foreseen foreseen, String step) {
        if (options.form() != PlanForm.text) {
            throw new CommandExit(ExitCode.INVALID, "error: --why is for people: it has no other form than text");
        }
        Foresight seen = foreseen.played()
                .orElseThrow(
                        () -> new CommandExit(
                                isSilent(foreseen) ? ExitCode.CANNOT_SERVE : ExitCode.INVALID,
                                "error: --why shows what the cluster has answered, and it was not asked. See the plan without --why"));
        return WhyText.of(seen, step, terminal().look(runbooks.noColor()))
                .orElseThrow(() -> new CommandExit(
                        ExitCode.INVALID,
                        "error: --why " + step + ": the run comes to no such step. It comes to "
                                + WhyText.numbers(seen)));
    }

    private PlannedTree.TreeReader reader() {
        return new PlannedTree.TreeReader(terminal(), inputs, runs, options.offline());
    }

    private int code(Foreseen foreseen, Foresight foresight) {
        if (foreseen instanceof Foreseen.Unasked asked) {
            return switch (asked.why()) {
                case SILENT -> ExitCode.CANNOT_SERVE.number();
                // Whoever asks a program whether there is something to do must not take "not known" for an answer.
                case NOTHING_TO_ASK -> (options.detailed() ? ExitCode.CANNOT_SERVE : ExitCode.DONE).number();
                case NO_DRY_RUNS -> options.detailed() ? NOT_KNOWN : ExitCode.DONE.number();
            };
        }
        if (foresight
                .failure()
                .filter(failure -> failure.kind() == FailureClass.Unreachable)
                .isPresent()) {
            return ExitCode.CANNOT_SERVE.number();
        }
        return switch (foresight.outcome()) {
            case SUCCEEDS -> options.detailed() && foresight.changes() ? SOMETHING_TO_DO : ExitCode.DONE.number();
            case RECOVERS -> options.detailed() ? ExitCode.RECOVERED.number() : ExitCode.DONE.number();
            case FAILS -> ExitCode.FAILED.number();
            case UNKNOWN -> options.detailed() ? NOT_KNOWN : ExitCode.DONE.number();
        };
    }

    private Map<String, Value> online(List<Input> of) throws InterruptedException {
        return inputs.resolve(of, Map.of(), terminal().environment(), terminal().secrets());
    }

    /** A secret opens what is not read then, so it need not be given. */
    private Map<String, Value> offline(List<Input> of) throws InterruptedException {
        Map<String, Value> values = new LinkedHashMap<>(inputs.resolve(
                of.stream()
                        .map(input -> input.secret() ? input.needless() : input)
                        .toList(),
                Map.of(),
                terminal().environment(),
                SecretPrompt.NOBODY));
        of.stream()
                .filter(input -> input.secret() && !input.optional())
                .map(Input::name)
                .filter(name -> values.get(name) instanceof Value.Nil)
                .forEach(name ->
                        values.put(name, new Value.Unknown("[secret " + name + "]", "not given: the secret " + name)));
        return values;
    }

    private Terminal terminal() {
        return runbooks.terminal();
    }

    private int code(PlannedTree seen) {
        if (seen.fails()) {
            return ExitCode.FAILED.number();
        }
        // Whoever asks a program whether there is something to do must not take "not known" for an answer.
        if (seen.plan().lacking()
                || (options.detailed()
                        && !options.offline()
                        && !seen.plan().unread().isEmpty())) {
            return ExitCode.CANNOT_SERVE.number();
        }
        return options.detailed() && seen.plan().changes() ? SOMETHING_TO_DO : ExitCode.DONE.number();
    }
}
