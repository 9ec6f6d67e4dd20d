package dev.runbook.cli;

import dev.runbook.action.World;
import dev.runbook.adapter.files.FolderWorkspace;
import dev.runbook.adapter.kube.KubeCluster;
import dev.runbook.adapter.process.ExecProcesses;
import dev.runbook.adapter.run.DiskRun;
import dev.runbook.adapter.run.RunFolders;
import dev.runbook.adapter.signal.Signals;
import dev.runbook.adapter.terminal.Ticker;
import dev.runbook.adapter.time.SystemClock;
import dev.runbook.adapter.web.JdkWeb;
import dev.runbook.engine.Engine;
import dev.runbook.engine.Setting;
import dev.runbook.eval.Scope;
import dev.runbook.failure.Failed;
import dev.runbook.helm.Helm;
import dev.runbook.journal.Entry;
import dev.runbook.journal.FanOut;
import dev.runbook.journal.Journal;
import dev.runbook.journal.Masking;
import dev.runbook.plan.Plan;
import dev.runbook.plan.Planner;
import dev.runbook.port.Clock;
import dev.runbook.port.Interruption;
import dev.runbook.port.People;
import dev.runbook.port.Processes;
import dev.runbook.program.CheckedRunbook;
import dev.runbook.program.Expr;
import dev.runbook.report.ExitCode;
import dev.runbook.value.Value;
import dev.runbook.view.RunView;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;

/** Everything that one command needs to plan and run on a cluster; closing it ends what it started. */
final class Execution implements AutoCloseable {
    private final Terminal terminal;
    private final Clock clock = new SystemClock();
    // A third signal does not wait for anything; the programs that run are ended by the machine's shutdown.
    private final Interruption interruption = Signals.listen(() -> System.exit(ExitCode.INTERRUPTED.number()));
    private final ExecProcesses programs;
    private final JdkWeb web = new JdkWeb();
    private final KubeCluster cluster;
    private final World world;
    private final Path folder;

    /**
     * Connects nothing yet.
     *
     * @param folder the working folder of the run
     * @param around what is put around the programs, such as a rehearsal's shorter limits
     */
    Execution(Terminal terminal, Helm.Settings helm, Path folder, UnaryOperator<Processes> around) {
        this.terminal = terminal;
        this.folder = folder;
        this.programs = new ExecProcesses(
                terminal.environment(), interruption, clock, Duration.ofSeconds(10), terminal.interactive());
        Processes processes = around.apply(programs);
        try {
            this.cluster = new KubeCluster(helm.kubeconfig(), helm.context(), clock);
        } catch (Failed failed) {
            throw new Stop(ExitCode.CANNOT_SERVE, "error: " + failed.failure().summary());
        }
        this.world = new World(
                new Helm(processes, helm),
                cluster.now(),
                cluster.writer(),
                processes,
                new FolderWorkspace(folder),
                web,
                clock);
    }

    World world() {
        return world;
    }

    /** The plan that a run goes by: it leaves every lookup to the run. */
    Plan plan(CheckedRunbook runbook, Map<String, Value> inputs) throws InterruptedException {
        return Planner.plan(runbook, inputs, Value.of(cluster.defaultNamespace()), Execution::later, world);
    }

    private static Value later(
            Expr.Invoke lookup,
            Optional<Value> receiver,
            List<Value> positional,
            Map<String, Value> options,
            Scope scope) {
        return new Value.Unknown("<" + lookup.where().text() + ">", "read when the run comes here");
    }

    /** The namespace where a runbook names none. */
    String defaultNamespace() {
        return cluster.defaultNamespace();
    }

    String target() {
        return cluster.describe();
    }

    /** How a run is shown and who answers. */
    record Manner(RunView.Screen screen, People people, String notice, List<String> limits, boolean exitRecovered) {}

    /** Runs a plan, and keeps its journal in a folder of its own. */
    ExitCode run(Plan plan, String name, Path runs, Manner manner) {
        Map<String, String> sources = new LinkedHashMap<>();
        plan.runbook().sources().forEach(source -> sources.put(source.name(), source.text()));
        Map<String, String> secrets = new LinkedHashMap<>();
        plan.inputs().forEach((input, value) -> {
            if (value instanceof Value.Secret(String secret, String content)) {
                secrets.put(secret, content);
            }
        });
        RunFolders folders = new RunFolders(runs, folder, clock, RandomGenerator.getDefault());
        try (DiskRun run = folders.begin(new RunFolders.Beginning(name, sources))) {
            boolean rehearsal = !manner.notice().isEmpty();
            dev.runbook.view.Setting shown = new dev.runbook.view.Setting(
                    run.journalPath(), "runbook report " + run.id(), manner.notice(), manner.limits());
            RunView view = new RunView(terminal.out(), manner.screen(), shown, clock);
            Journal journal = Masking.of(secrets).before(FanOut.of(run.journal(), view));
            Setting setting = new Setting(world, cluster, journal, run, view, manner.people(), interruption);
            Entry.Began began = new Entry.Began(
                    run.id(),
                    name,
                    plan.runbook().title(),
                    sources,
                    plan.inputs(),
                    cluster.describe(),
                    rehearsal ? "rehearsal" : "run",
                    Main.VERSION,
                    operator());
            try (Ticker _ = new Ticker(clock, view::tick);
                    Interruption.Registration _ = interruption.onChange(() -> noteWish(journal))) {
                Entry.RunEnd end = new Engine(plan, setting).run(began, cluster.defaultNamespace());
                return ExitCode.of(end, manner.exitRecovered());
            }
        } catch (RunFolders.Unusable e) {
            throw new Stop(ExitCode.CANNOT_SERVE, "error: " + e.getMessage());
        } catch (Journal.JournalLost e) {
            throw new Stop(ExitCode.FAILED, "error: " + e.getMessage());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void noteWish(Journal journal) {
        try {
            journal.append(new Entry.Interrupted(interruption.wish().name()));
        } catch (Journal.JournalLost lost) {
            // The engine meets the same at its next fact and ends the run with it.
            return;
        }
    }

    private Entry.Operator operator() {
        String host = Optional.ofNullable(terminal.environment().get("HOSTNAME"))
                .orElseGet(() -> {
                    try {
                        return InetAddress.getLocalHost().getHostName();
                    } catch (IOException e) {
                        return "localhost";
                    }
                });
        return new Entry.Operator(terminal.user(), host, ProcessHandle.current().pid(), folder.toString());
    }

    @Override
    public void close() {
        cluster.close();
        programs.close();
        web.close();
    }
}
