package dev.runbook.cli;

import dev.runbook.action.World;
import dev.runbook.adapter.dns.NameServers;
import dev.runbook.adapter.files.DiskFiles;
import dev.runbook.adapter.files.FolderWorkspace;
import dev.runbook.adapter.kube.KubeCluster;
import dev.runbook.adapter.postgres.JdbcDatabases;
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
import dev.runbook.failure.Failure;
import dev.runbook.helm.Helm;
import dev.runbook.journal.Entry;
import dev.runbook.journal.FanOut;
import dev.runbook.journal.Journal;
import dev.runbook.journal.JournalText;
import dev.runbook.journal.Masking;
import dev.runbook.journal.Recorded;
import dev.runbook.plan.Plan;
import dev.runbook.plan.Planner;
import dev.runbook.port.Clock;
import dev.runbook.port.Dns;
import dev.runbook.port.Interruption;
import dev.runbook.port.People;
import dev.runbook.port.Processes;
import dev.runbook.port.Web;
import dev.runbook.port.Workspace;
import dev.runbook.postgres.Postgres;
import dev.runbook.postgres.PostgresServers;
import dev.runbook.preflight.Preflight;
import dev.runbook.preflight.Rights;
import dev.runbook.program.CheckedRunbook;
import dev.runbook.program.Expr;
import dev.runbook.report.ExitCode;
import dev.runbook.resume.Edit;
import dev.runbook.resume.Past;
import dev.runbook.value.Value;
import dev.runbook.view.JsonShow;
import dev.runbook.view.RunView;
import dev.runbook.view.Show;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;

/** Everything that one command needs to plan and run on a cluster; closing it ends what it started. */
final class Execution implements AutoCloseable {
    private final Terminal terminal;
    private final Clock clock = new SystemClock();
    // A third signal does not wait for anything; the programs that run are ended by the machine's shutdown.
    private final Interruption interruption = Signals.listen(() -> System.exit(ExitCode.INTERRUPTED.number()));
    private final ExecProcesses programs;
    private final KubeCluster cluster;
    private final PostgresServers postgres;
    private final World world;
    private final Path folder;

    /**
     * Connects nothing yet.
     *
     * @param folder the working folder of the run
     * @param around what is put around the programs, such as a rehearsal's shorter limits
     */
    Execution(Terminal terminal, Helm.Settings helm, Path folder, UnaryOperator<Processes> around) {
        this(
                terminal,
                helm,
                folder,
                new FolderWorkspace(folder),
                around,
                new JdkWeb(),
                new NameServers(),
                Optional.empty());
    }

    /**
     * The same, in a world that is not quite the operator's own.
     *
     * @param files the working folder as the run sees it
     * @param postgres what is asked instead of PostgreSQL itself
     */
    Execution(
            Terminal terminal,
            Helm.Settings helm,
            Path folder,
            Workspace files,
            UnaryOperator<Processes> around,
            Web web,
            Dns dns,
            Optional<Postgres> postgres) {
        this.terminal = terminal;
        this.folder = folder;
        this.programs = new ExecProcesses(
                terminal.environment(), interruption, clock, Duration.ofSeconds(10), terminal.interactive());
        Processes processes = around.apply(programs);
        this.cluster = new KubeCluster(
                helm.kubeconfig()
                        .or(() -> Optional.ofNullable(helm.environment().get("KUBECONFIG"))),
                helm.context(),
                clock);
        this.postgres = new PostgresServers(
                new JdbcDatabases(), processes, files, new DiskFiles(), clock, terminal.environment());
        this.world = new World(
                new Helm(processes, helm),
                cluster.now(),
                cluster.writer(),
                processes,
                files,
                web,
                dns,
                postgres.orElse(this.postgres),
                clock);
    }

    World world() {
        return world;
    }

    /** Ends the command when the world cannot serve the runbook; nothing of it has run by then. */
    void preflight(CheckedRunbook runbook) throws InterruptedException {
        stoppable(() -> {
            List<Failure> problems = new Preflight(world.helm(), cluster).problems(runbook);
            if (!problems.isEmpty()) {
                throw Stop.cannotServe(problems);
            }
        });
    }

    /** Something before the run that a person may have to wait for. */
    private interface Question {
        void ask() throws InterruptedException;
    }

    private void stoppable(Question question) throws InterruptedException {
        Thread asking = Thread.currentThread();
        try (Interruption.Registration _ = interruption.onChange(asking::interrupt)) {
            if (interruption.wish() != Interruption.Wish.NONE) {
                throw new InterruptedException();
            }
            question.ask();
        }
    }

    /** The rights on the cluster that a plan needs, and whether they are there; a plan may have a helm of its own. */
    Rights rights(Plan plan, Value namespace, World seen) throws InterruptedException {
        String driver =
                Optional.ofNullable(terminal.environment().get("HELM_DRIVER")).orElse("");
        boolean inSecrets = Set.of("", "secret", "secrets").contains(driver);
        return Rights.of(plan, namespace, seen.helm(), seen.cluster(), seen.writer(), inSecrets);
    }

    /** Ends the command when the account lacks a right without which the run cannot go well, and tells of the others. */
    void rights(Plan plan) throws InterruptedException {
        stoppable(() -> {
            Rights rights = rights(plan, Value.of(namespace()), world);
            if (rights.stops()) {
                throw Stop.cannotServe(rights.problems());
            }
            rights.missing()
                    .forEach(demand -> terminal.err()
                            .println("warning: this account may not "
                                    + demand.right().words() + ", which may be needed at "
                                    + demand.places().getFirst()));
        });
    }

    /** The plan that a run goes by: it leaves every lookup to the run. */
    Plan plan(CheckedRunbook runbook, Map<String, Value> inputs) throws InterruptedException {
        return Planner.plan(runbook, inputs, Value.of(namespace()), Execution::later, world);
    }

    private static Value later(
            Expr.Invoke lookup,
            Optional<Value> receiver,
            List<Value> positional,
            Map<String, Value> options,
            Scope scope) {
        return new Value.Unknown("<" + lookup.where().text() + ">", "read when the run comes here");
    }

    /** The namespace where a runbook names none; fails where no cluster is configured. */
    String defaultNamespace() {
        return cluster.defaultNamespace();
    }

    /** The cluster, for people; a runbook that asks none of it runs without. */
    String target() {
        try {
            return cluster.describe();
        } catch (Failed none) {
            return "none";
        }
    }

    private String namespace() {
        try {
            return cluster.defaultNamespace();
        } catch (Failed none) {
            return "default";
        }
    }

    /**
     * How a run is shown and who answers.
     *
     * @param screen where people see it; empty for programs, which get JSON lines
     */
    record Manner(
            Optional<RunView.Screen> screen,
            People people,
            String notice,
            List<String> limits,
            boolean exitRecovered) {}

    /** The plan of a runbook whose inputs need not all be known, to compare its text. */
    Plan outline(CheckedRunbook runbook, Map<String, Value> known) throws InterruptedException {
        Map<String, Value> inputs = new LinkedHashMap<>();
        runbook.inputs().forEach(i -> inputs.put(i.name(), known.getOrDefault(i.name(), Value.NIL)));
        return plan(runbook, inputs);
    }

    /** Runs a plan, and keeps its journal in a folder of its own. */
    ExitCode run(Plan plan, String name, Path runs, Manner manner) {
        Map<String, String> sources = sources(plan);
        try (DiskRun run = folders(runs).begin(new RunFolders.Beginning(name, sources))) {
            Entry.Began began = new Entry.Began(
                    run.id(),
                    name,
                    plan.runbook().title(),
                    sources,
                    plan.inputs(),
                    target(),
                    manner.notice().isEmpty() ? "run" : "rehearsal",
                    Main.VERSION,
                    operator());
            return play(plan, run, List.of(), manner, engine -> engine.run(began, namespace()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Carries a run on in its folder. */
    ExitCode resume(Plan plan, Resumption resumption, Path runs, Manner manner) {
        JournalText journal = resumption.run().journal();
        Past past = resumption.past();
        try (DiskRun run = folders(runs).goOn(resumption.run().id(), journal.end())) {
            Entry.Resumed resumed = new Entry.Resumed(
                    sources(plan),
                    resumption.edits().stream().map(Edit::words).toList(),
                    target(),
                    Main.VERSION,
                    operator());
            return play(plan, run, journal.records(), manner, engine -> engine.resume(resumed, namespace(), past));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private RunFolders folders(Path runs) {
        return new RunFolders(runs, folder, clock, RandomGenerator.getDefault());
    }

    private static Map<String, String> sources(Plan plan) {
        Map<String, String> sources = new LinkedHashMap<>();
        plan.runbook().sources().forEach(source -> sources.put(source.name(), source.text()));
        return sources;
    }

    private ExitCode play(
            Plan plan, DiskRun run, List<Recorded> before, Manner manner, Function<Engine, Entry.RunEnd> how) {
        Map<String, String> secrets = new LinkedHashMap<>();
        plan.inputs().forEach((input, value) -> {
            if (value instanceof Value.Secret(String secret, String content)) {
                secrets.put(secret, content);
            }
        });
        dev.runbook.view.Setting shown = new dev.runbook.view.Setting(
                run.journalPath(), "runbook report " + run.id(), manner.notice(), manner.limits());
        Show view = manner.screen()
                .<Show>map(screen -> new RunView(terminal.out(), screen, shown, clock))
                .orElseGet(() -> new JsonShow(terminal.out(), clock));
        before.forEach(view::recall);
        Masking masking = Masking.of(secrets);
        secrets.forEach((input, content) ->
                postgres.passwordElsewhere(content).ifPresent(password -> masking.hide(input, password)));
        Journal journal = masking.before(FanOut.of(run.journal(), view));
        Setting setting = new Setting(world, cluster, journal, masking, run, view, manner.people(), interruption);
        try (Ticker _ = new Ticker(clock, view::tick);
                Interruption.Registration _ = interruption.onChange(() -> noteWish(journal))) {
            return ExitCode.of(how.apply(new Engine(plan, setting)), manner.exitRecovered());
        } catch (RunFolders.Unusable e) {
            throw new Stop(ExitCode.CANNOT_SERVE, "error: " + e.getMessage());
        } catch (Journal.JournalLost e) {
            throw new Stop(ExitCode.FAILED, "error: " + e.getMessage());
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
    }
}
