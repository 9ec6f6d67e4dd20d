package dev.runbook.app.composition;

import dev.runbook.language.eval.LookupRequest;
import dev.runbook.language.failure.Failed;
import dev.runbook.language.failure.Failure;
import dev.runbook.language.program.CheckedRunbook;
import dev.runbook.language.value.Value;
import dev.runbook.machine.files.DiskFiles;
import dev.runbook.machine.files.DiskTemporaryFolders;
import dev.runbook.machine.files.FolderWorkspace;
import dev.runbook.machine.signal.Signals;
import dev.runbook.machine.time.SystemClock;
import dev.runbook.port.Clock;
import dev.runbook.port.Cluster;
import dev.runbook.port.ClusterReader;
import dev.runbook.port.ClusterWriter;
import dev.runbook.port.EarlierContents;
import dev.runbook.port.PastRuns;
import dev.runbook.port.Processes;
import dev.runbook.port.ReplacementTrials;
import dev.runbook.port.Right;
import dev.runbook.port.StopRequests;
import dev.runbook.port.TemporaryFolders;
import dev.runbook.port.Workspace;
import dev.runbook.provider.World;
import dev.runbook.provider.helm.Helm;
import dev.runbook.provider.helm.HelmProvider;
import dev.runbook.provider.kube.adapter.KubeCluster;
import dev.runbook.provider.postgres.Postgres;
import dev.runbook.provider.postgres.PostgresServers;
import dev.runbook.provider.postgres.adapter.JdbcDatabases;
import dev.runbook.provider.process.adapter.ExecProcesses;
import dev.runbook.rehearsal.shadow.ReplacementTrial;
import dev.runbook.run.plan.Plan;
import dev.runbook.run.plan.Planner;
import dev.runbook.run.preflight.ClusterProbe;
import dev.runbook.run.preflight.MissingPrograms;
import dev.runbook.run.preflight.Preflight;
import dev.runbook.run.preflight.Rights;
import dev.runbook.run.report.ExitCode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** The world that one command plans and runs in; closing it ends what it started. */
public final class Execution implements AutoCloseable {
    /** What the cluster is called where none is configured. */
    public static final String NO_TARGET = "none";

    private final Terminal terminal;
    private final Clock clock;
    // A third signal does not wait for anything; the programs that run are ended by the machine's shutdown.
    private final StopRequests interruption;
    private final ExecProcesses programs;
    private final KubeCluster cluster;
    private final RunContext context;
    private final PostgresServers postgres;
    private final World world;
    private final Path folder;

    /** The operator's own world, with this folder as the working folder. Connects nothing yet. */
    public static Execution here(Terminal terminal, Helm.Settings helm) {
        Path folder = Path.of("").toAbsolutePath();
        return new Execution(
                terminal, helm, folder, new FolderWorkspace(folder), UnaryOperator.identity(), terminal.inherited());
    }

    /**
     * A world that is not quite the operator's own.
     *
     * @param folder the working folder of the run
     * @param files that folder as the run sees it
     * @param around what is put in the place of clients, such as the doubles of a rehearsal
     * @param inherited the environment of programs
     */
    public Execution(
            Terminal terminal,
            Helm.Settings helm,
            Path folder,
            Workspace files,
            UnaryOperator<World> around,
            Map<String, String> inherited) {
        this(
                terminal,
                helm,
                folder,
                files,
                around,
                inherited,
                new SystemClock(),
                Signals.listen(() -> System.exit(ExitCode.INTERRUPTED.number())));
    }

    /**
     * The same beside another one, which hears when a person wants to stop: there is one who listens to signals.
     *
     * @param clock the time that the world goes by
     */
    public Execution(
            Terminal terminal,
            Helm.Settings helm,
            Path folder,
            Workspace files,
            UnaryOperator<World> around,
            Map<String, String> inherited,
            Clock clock,
            StopRequests interruption) {
        this.terminal = terminal;
        this.clock = clock;
        this.folder = folder;
        this.interruption = interruption;
        Map<String, String> environment = new HashMap<>(inherited);
        environment.putAll(helm.environment());
        this.cluster = new KubeCluster(helm.kubeconfig(), helm.context(), environment, clock);
        this.context = RunContext.find(cluster, helm, environment);
        this.programs = new ExecProcesses(
                context.inherited(inherited), interruption, clock, Duration.ofSeconds(10), terminal.interactive());
        Processes processes = context.around(programs);
        this.postgres = new PostgresServers(
                new JdbcDatabases(),
                cluster.now(),
                cluster.pods(interruption),
                processes,
                files,
                new DiskFiles(),
                clock,
                terminal.environment());
        World clients = ShippedProviders.world()
                .with(Cluster.class, cluster)
                .with(ClusterReader.class, cluster.now())
                .with(ClusterWriter.class, cluster.writer())
                .with(
                        ReplacementTrials.class,
                        new ShadowTrials(() -> ReplacementTrial.on(ShadowTrials.server(cluster), namespace())))
                .with(Processes.class, processes)
                .with(Workspace.class, files)
                .with(PastRuns.class, PastRuns.NONE)
                .with(EarlierContents.class, EarlierContents.NONE)
                .with(TemporaryFolders.class, new DiskTemporaryFolders())
                .with(Postgres.class, postgres)
                .with(Clock.class, clock);
        World seen = around.apply(clients);
        this.world = HelmProvider.with(
                seen,
                new Helm(
                        seen.client(Processes.class),
                        context.settings(helm).storing(environment.getOrDefault("HELM_DRIVER", ""))));
    }

    public World world() {
        return world;
    }

    public Clock clock() {
        return clock;
    }

    public StopRequests interruption() {
        return interruption;
    }

    public KubeCluster cluster() {
        return cluster;
    }

    /** The folder that the run works in. */
    public Path folder() {
        return folder;
    }

    /** What hides a secret, besides its text: a password may stand elsewhere than in its URL. */
    public Optional<String> passwordElsewhere(String database) {
        return postgres.passwordElsewhere(database);
    }

    /** Ends the command when the world cannot serve the runbook; nothing of it has run by then. */
    public void preflight(CheckedRunbook runbook) throws InterruptedException {
        holdToKubeconfig();
        List<Failure> problems = stoppable(() -> Preflight.problems(runbook, world));
        if (!problems.isEmpty()) {
            throw CommandExit.cannotServe(problems);
        }
    }

    /** Ends the command when a kubeconfig was named that shows no cluster, whatever the runbook needs. */
    public void holdToKubeconfig() {
        context.missing().ifPresent(why -> {
            throw CommandExit.cannotServe(List.of(why));
        });
    }

    /** Something before the run that a person may have to wait for. */
    public interface StoppableCall<T> {
        T ask() throws InterruptedException;
    }

    /** Asks, and gives up when a person wants to stop. */
    public <T> T stoppable(StoppableCall<T> question) throws InterruptedException {
        Thread asking = Thread.currentThread();
        try (StopRequests.Registration _ = interruption.onChange(asking::interrupt)) {
            if (interruption.wish() != StopRequests.StopRequest.NONE) {
                throw new InterruptedException();
            }
            return question.ask();
        }
    }

    /** Begins to ask whether the cluster answers. */
    public ClusterProbe probe(CheckedRunbook runbook) {
        return ClusterProbe.begin(cluster, clock, runbook);
    }

    /** The rights on the cluster that a plan needs, and whether they are there; a plan may have a helm of its own. */
    public Rights rights(Plan plan, Value namespace, World seen, Collection<Right> lock) throws InterruptedException {
        return Rights.of(plan, namespace, seen, lock);
    }

    /** Ends the command when a program is missing that the run surely comes to, and tells of the others. */
    public void programs(Plan plan) {
        MissingPrograms missing = MissingPrograms.of(plan, world);
        if (!missing.surely().isEmpty()) {
            throw CommandExit.cannotServe(missing.surely());
        }
        missing.all().forEach(why -> terminal.warn("warning: " + why + "; it may be needed"));
    }

    /** Ends the command when the account lacks a right without which the run cannot go well, and tells of the others. */
    public void rights(Plan plan) throws InterruptedException {
        // The lock is taken next, and says itself what it lacks.
        Rights rights = stoppable(() -> rights(plan, Value.of(namespace()), world, List.of()));
        if (rights.stops()) {
            throw CommandExit.cannotServe(rights.problems());
        }
        rights.missing()
                .forEach(required -> terminal.warn("warning: this account may not "
                        + required.right().words() + ", which may be needed at "
                        + required.places().getFirst()));
    }

    /** The plan that a run goes by: it leaves every lookup to the run. */
    public Plan plan(CheckedRunbook runbook, Map<String, Value> inputs) throws InterruptedException {
        return Planner.plan(runbook, inputs, Value.of(namespace()), Execution::later, world);
    }

    /** Leaves a lookup to the run. */
    public static Value later(LookupRequest request) {
        return new Value.Unknown("<" + request.text() + ">", "read when the run gets here");
    }

    /** The namespace where a runbook names none; fails where no cluster is configured. */
    public String defaultNamespace() {
        return cluster.defaultNamespace();
    }

    /** The cluster, for people; a runbook that asks none of it runs without. */
    public String target() {
        try {
            return cluster.describe();
        } catch (Failed none) {
            return NO_TARGET;
        }
    }

    /** The same, where a runbook that asks no cluster runs without. */
    public String namespace() {
        try {
            return cluster.defaultNamespace();
        } catch (Failed none) {
            return "default";
        }
    }

    /** The plan of a runbook whose secrets have not been given, to show its steps. */
    public Plan outline(CheckedRunbook runbook, Map<String, Value> known) throws InterruptedException {
        Map<String, Value> inputs = new LinkedHashMap<>();
        runbook.inputs().forEach(i -> inputs.put(i.name(), known.getOrDefault(i.name(), Value.NIL)));
        return plan(runbook, inputs);
    }

    @Override
    public void close() {
        cluster.close();
        programs.close();
        context.close();
    }
}
