package dev.runbook.app.run;

import dev.runbook.app.composition.CommandExit;
import dev.runbook.app.composition.Execution;
import dev.runbook.app.composition.ScratchHelm;
import dev.runbook.app.composition.Terminal;
import dev.runbook.app.foresee.Foresight;
import dev.runbook.app.library.Runbooks;
import dev.runbook.app.view.PlanForm;
import dev.runbook.app.view.PlanJson;
import dev.runbook.app.view.PlanPage;
import dev.runbook.app.view.WhyText;
import dev.runbook.language.failure.Failed;
import dev.runbook.language.failure.Failure;
import dev.runbook.language.failure.FailureClass;
import dev.runbook.language.program.CheckedRunbook;
import dev.runbook.language.program.Input;
import dev.runbook.language.signature.Facet;
import dev.runbook.language.value.Value;
import dev.runbook.machine.files.PlanWorkspace;
import dev.runbook.machine.folder.RunFolders;
import dev.runbook.port.Observer;
import dev.runbook.port.PastRuns;
import dev.runbook.port.Processes;
import dev.runbook.port.SecretPrompt;
import dev.runbook.port.Workspace;
import dev.runbook.provider.World;
import dev.runbook.provider.WorldReader;
import dev.runbook.provider.helm.Helm;
import dev.runbook.provider.helm.HelmProvider;
import dev.runbook.provider.postgres.PostgresProvider;
import dev.runbook.run.plan.Plan;
import dev.runbook.run.plan.PlanEnvironment;
import dev.runbook.run.plan.Planner;
import dev.runbook.run.plan.Preview;
import dev.runbook.run.plan.UnreadSource;
import dev.runbook.run.preflight.ClusterProbe;
import dev.runbook.run.preflight.Rights;
import dev.runbook.run.report.ExitCode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

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

    /** A cluster that is there has answered by then. */
    private static final Duration SOON = Duration.ofMillis(1500);

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
            Optional<Foresight> foresight = options.foresees()
                    ? new Foreseeing(
                                    terminal(),
                                    runbook,
                                    name,
                                    values,
                                    inputs.named(terminal().environment()),
                                    runs,
                                    true)
                            .of(execution, cluster, scratch)
                    : Optional.empty();
            if (options.out().isPresent()) {
                new PlanSaving(runbooks, name, inputs, cluster, options.out().get())
                        .save(foresight, runbook, values, execution);
            }
            PlanPage page = new PlanPage(options.form(), terminal().look(runbooks.noColor()));
            if (options.why().isPresent()) {
                why(foresight, options.why().get()).forEach(terminal().out()::println);
                return ExitCode.DONE.number();
            }
            if (foresight.isPresent() && options.form() != PlanForm.json) {
                page.of(foresight.get()).forEach(terminal().out()::println);
                runs.objection().ifPresent(why -> terminal().warn("warning: exec would be refused: " + why));
                return code(foresight.get());
            }
            PlannedRun seen = execution.stoppable(() -> seen(runbook, values, execution, scratch));
            if (options.form() == PlanForm.json) {
                terminal().out().print(PlanJson.of(seen.plan(), seen.rights(), seen.target(), foresight));
            } else {
                page.of(seen.plan(), seen.rights(), seen.target(), options.all())
                        .forEach(terminal().out()::println);
            }
            runs.objection().ifPresent(why -> terminal().warn("warning: exec would be refused: " + why));
            if (seen.plan().lacking()) {
                terminal().warn(LACKING);
            }
            return code(seen);
        } catch (IOException e) {
            throw new CommandExit(
                    ExitCode.CANNOT_SERVE,
                    "error: a plan needs a private temporary folder, and none could be created: " + e.getMessage()
                            + "\nMake room, or name a folder that you may write to with TMPDIR.");
        }
    }

    /** How it is known what a step will do. */
    private List<String> why(Optional<Foresight> foresight, String step) {
        if (options.form() != PlanForm.text) {
            throw new CommandExit(ExitCode.INVALID, "error: --why is for people: it has no other form than text");
        }
        Foresight seen = foresight.orElseThrow(() -> new CommandExit(
                ExitCode.INVALID,
                "error: --why shows what the cluster has answered, and it was not asked. See the plan without --why"));
        return WhyText.of(seen, step, terminal().look(runbooks.noColor()))
                .orElseThrow(() -> new CommandExit(
                        ExitCode.INVALID,
                        "error: --why " + step + ": the run comes to no such step. It comes to "
                                + WhyText.numbers(seen)));
    }

    private int code(Foresight foresight) {
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

    private int code(PlannedRun seen) {
        // Without a cluster there is no run that could fail here: the text is drawn, and what it says of failures with
        // it.
        if (seen.configured()
                && (!seen.plan().troubles().isEmpty() || seen.rights().stops())) {
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

    /**
     * A plan, the cluster that it is for, and whether the account may do there what it needs.
     *
     * @param configured whether there is a cluster, where the runbook needs one
     */
    private record PlannedRun(Plan plan, String target, Rights rights, boolean configured) {}

    private PlannedRun seen(CheckedRunbook runbook, Map<String, Value> values, Execution execution, ScratchHelm scratch)
            throws InterruptedException {
        List<UnreadSource> unread = new ArrayList<>();
        Value namespace = new Value.Unknown("<namespace of the context>", "not read: the cluster");
        String target = "no cluster";
        boolean needed = ClusterProbe.asksCluster(runbook);
        boolean configured = true;
        try {
            namespace = Value.of(execution.defaultNamespace());
            target = execution.target();
        } catch (Failed failed) {
            // What the text alone decides can be drawn without a cluster, too.
            if (needed && !options.offline()) {
                configured = false;
                unread.add(new UnreadSource(
                        "the cluster", failed.failure().summary(), Set.of(Facet.CLUSTER, Facet.RELEASES), false));
            }
        }
        if (options.offline()) {
            unread.add(0, UnreadSource.everything("--offline was given"));
        }
        Workspace files = new PlanWorkspace(
                execution.world().client(Workspace.class),
                execution.folder(),
                inputs.named(terminal().environment()));
        World world = PostgresProvider.with(HelmProvider.with(execution.world(), scratch.helm()), files)
                .with(PastRuns.class, new JournaledRuns(runs));
        Preview preview = options.offline() ? Preview.NONE : new LookingPreview(scratch, execution);
        Value home = namespace;
        PlanDrawing drawing = seen -> Planner.plan(
                runbook,
                values,
                home,
                new PlanEnvironment(new WorldReader(world, Observer.NONE), world, preview, seen));
        Plan plan = unread.isEmpty() ? askingTheCluster(drawing, execution, runbook) : drawing.of(unread);
        return new PlannedRun(
                plan,
                target,
                needed && !options.offline() ? rights(plan, home, execution, world) : Rights.NONE,
                configured);
    }

    /** Makes a plan with what is known not to be readable. */
    @FunctionalInterface
    private interface PlanDrawing {
        Plan of(List<UnreadSource> unread) throws InterruptedException;
    }

    /**
     * While a slow cluster is waited for, everything else is planned; only if it answers after all, that was in vain.
     */
    private static Plan askingTheCluster(PlanDrawing drawing, Execution execution, CheckedRunbook runbook)
            throws InterruptedException {
        try (ClusterProbe probe = execution.probe(runbook)) {
            return switch (probe.within(SOON)) {
                case ClusterProbe.ProbeResult.Reachable _ -> drawing.of(List.of());
                case ClusterProbe.ProbeResult.Silent(Failure failure) -> drawing.of(silent(failure.summary()));
                case ClusterProbe.ProbeResult.NotYet _ -> {
                    Duration limit = Helm.TimeLimits.OF_A_PLAN.read();
                    Plan without = drawing.of(silent("the API server %s does not answer: no answer within %d s"
                            .formatted(execution.target(), limit.toSeconds())));
                    yield probe.within(limit) instanceof ClusterProbe.ProbeResult.Reachable
                            ? drawing.of(List.of())
                            : without;
                }
            };
        }
    }

    private static List<UnreadSource> silent(String why) {
        return List.of(new UnreadSource("the cluster", why, Set.of(Facet.CLUSTER, Facet.RELEASES), true));
    }

    /** A cluster that the plan could not reach is not asked once more. */
    private Rights rights(Plan plan, Value namespace, Execution execution, World world) throws InterruptedException {
        Optional<UnreadSource> away = plan.unread().stream()
                .filter(unread -> unread.facets().contains(Facet.CLUSTER))
                .findFirst();
        return away.isPresent()
                ? Rights.unasked(
                        away.get().what() + " was not read: " + away.get().why())
                : execution.rights(plan, namespace, world, Foreseeing.lock(plan, execution));
    }
}
