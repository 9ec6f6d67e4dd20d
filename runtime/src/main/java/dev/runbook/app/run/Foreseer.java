package dev.runbook.app.run;

import dev.runbook.app.composition.Execution;
import dev.runbook.app.composition.ProgramVersion;
import dev.runbook.app.composition.ShadowTrials;
import dev.runbook.app.composition.ShippedProviders;
import dev.runbook.app.composition.Terminal;
import dev.runbook.app.foresee.ForeseenFacts;
import dev.runbook.app.foresee.Foresight;
import dev.runbook.app.foresee.OtherChoices;
import dev.runbook.app.foresee.StepEvidence;
import dev.runbook.app.foresee.WaysBack;
import dev.runbook.app.library.Library;
import dev.runbook.app.view.PlanningLine;
import dev.runbook.language.failure.Failed;
import dev.runbook.language.program.CheckedRunbook;
import dev.runbook.language.value.Value;
import dev.runbook.machine.files.CopyOnWriteWorkspace;
import dev.runbook.machine.files.PlanWorkspace;
import dev.runbook.machine.files.PrivateFolder;
import dev.runbook.machine.files.RecordingWorkspace;
import dev.runbook.machine.folder.DiskRun;
import dev.runbook.machine.folder.RunFolders;
import dev.runbook.machine.time.SystemClock;
import dev.runbook.port.Clock;
import dev.runbook.port.Observer;
import dev.runbook.port.PastRuns;
import dev.runbook.port.People;
import dev.runbook.port.ReplacementTrials;
import dev.runbook.port.StopRequests;
import dev.runbook.port.Workspace;
import dev.runbook.provider.ReleaseName;
import dev.runbook.provider.ScenarioException;
import dev.runbook.provider.ScenarioFields;
import dev.runbook.provider.ScenarioReader;
import dev.runbook.provider.World;
import dev.runbook.provider.WorldReader;
import dev.runbook.provider.dns.DnsProvider;
import dev.runbook.provider.helm.Helm;
import dev.runbook.provider.helm.HelmProvider;
import dev.runbook.provider.postgres.PostgresProvider;
import dev.runbook.rehearsal.live.LiveServer;
import dev.runbook.rehearsal.shadow.ShadowCluster;
import dev.runbook.run.engine.EffectGuard;
import dev.runbook.run.engine.Engine;
import dev.runbook.run.engine.RunEnvironment;
import dev.runbook.run.journal.Entry;
import dev.runbook.run.journal.Facts;
import dev.runbook.run.journal.Journal;
import dev.runbook.run.journal.RewrittenTexts;
import dev.runbook.run.journal.RunIdentity;
import dev.runbook.run.journal.RunSession;
import dev.runbook.run.plan.Move;
import dev.runbook.run.plan.Plan;
import dev.runbook.run.plan.PlanEnvironment;
import dev.runbook.run.plan.Planner;
import dev.runbook.run.plan.Preview;
import dev.runbook.run.plan.Withholding;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;

/**
 * Plays a runbook in the shadow of the live cluster.
 *
 * @param named the files that the operator has named
 * @param runs the runs that were there before
 */
record Foreseer(
        Terminal terminal,
        CheckedRunbook runbook,
        String name,
        Map<String, Value> inputs,
        Set<String> named,
        RunFolders runs) {

    /** Helm waits for what was written here, and that is there at once; for what it waits longer, it waits in vain. */
    private static final Duration LONGEST = Duration.ofSeconds(20);

    /** Helm spends a fifth of its time on its memory, of which it needs little. */
    private static final String MEMORY_FOR_TIME = "400";

    /**
     * What will happen, as far as the server decides it.
     *
     * @param here the world of the live cluster
     * @param home the environment in which helm keeps in private what it knows of repositories
     * @throws IOException when the server cannot be asked by dry runs
     */
    Foresight look(Execution here, Helm.Settings settings, Map<String, String> home, PlanningLine line)
            throws IOException, InterruptedException {
        LiveServer server = ShadowTrials.server(here.cluster());
        try (PrivateFolder folder = new PrivateFolder("runbook-foresight-")) {
            Path own = Files.createDirectories(written(folder));
            Path cluster = Files.createDirectories(folder.path().resolve("cluster"));
            try (ShadowCluster shadow = started(here, cluster, server)) {
                Map<String, String> environment = new HashMap<>(settings.environment());
                environment.putAll(home);
                environment.put("KUBECACHEDIR", shadow.cache().toString());
                environment.putIfAbsent("GOGC", MEMORY_FOR_TIME);
                Helm.Settings inShadow = new Helm.Settings(
                        settings.executable(),
                        Optional.of(shadow.kubeconfig().toString()),
                        Optional.empty(),
                        environment,
                        Optional.of(LONGEST),
                        Optional.empty(),
                        Optional.empty());
                RecordingWorkspace read = new RecordingWorkspace(
                        new PlanWorkspace(here.world().client(Workspace.class), here.folder(), named));
                CopyOnWriteWorkspace files = new CopyOnWriteWorkspace(read, here.folder(), own);
                try (Execution execution = new Execution(
                        terminal,
                        inShadow,
                        here.folder(),
                        files,
                        UnaryOperator.identity(),
                        terminal.inherited(),
                        new SystemClock(),
                        here.interruption())) {
                    Foresight foresight = play(execution, here, shadow, folder, read, files::writes, line);
                    if (shadow.lost().isPresent()) {
                        throw new ServerLostException(shadow.lost().get());
                    }
                    return foresight;
                }
            }
        }
    }

    private static Path written(PrivateFolder folder) {
        return folder.path().resolve("files");
    }

    /** A file that is written here is called as the run will call it: programs name the one that they were given. */
    private static UnaryOperator<String> own(PrivateFolder folder) {
        String here = written(folder) + "/";
        return text -> text.replace(here, "");
    }

    /** Says what the run is at. */
    private static Journal telling(PlanningLine line, Journal next) {
        return entry -> {
            if (entry instanceof Entry.StepStarted started) {
                line.asks(started.title());
            } else if (entry instanceof Entry.TaskIntended intended
                    && !intended.activity().command().isEmpty()) {
                line.asks(StepEvidence.what(intended.activity()));
            }
            next.append(entry);
        };
    }

    private static ShadowCluster started(Execution here, Path folder, LiveServer server)
            throws IOException, InterruptedException {
        try {
            return here.stoppable(() -> {
                try {
                    return ShadowCluster.start(folder, server, here.namespace());
                } catch (IOException unsuited) {
                    throw new UncheckedIOException(unsuited);
                }
            });
        } catch (UncheckedIOException unsuited) {
            IOException why = unsuited.getCause();
            throw why == null ? new IOException(unsuited) : why;
        }
    }

    /** A world in which all but the cluster, helm and the files is taken to go well, and nothing of it is reached or started. */
    private static World doubled(World outside) {
        World world = outside;
        try {
            for (ScenarioReader one : ShippedProviders.ALL.scenarioReaders()) {
                ScenarioFields none =
                        ScenarioFields.of("the plan", Map.of(), one.fields().toArray(String[]::new));
                world = one.reading().read(none).in(world);
            }
        } catch (ScenarioException never) {
            throw new IllegalStateException("a scenario may leave everything out", never);
        }
        return world;
    }

    private Foresight play(
            Execution execution,
            Execution here,
            ShadowCluster shadow,
            PrivateFolder folder,
            RecordingWorkspace read,
            LongSupplier written,
            PlanningLine line)
            throws IOException, InterruptedException {
        // What is outside is asked for real, and with the files as they would be by then.
        World live = DnsProvider.remembering(
                PostgresProvider.with(here.world(), execution.world().client(Workspace.class))
                        .caching());
        ForeseenFacts facts =
                new ForeseenFacts(execution.clock(), shadow, terminal.masking(), new WorldReader(live, Observer.NONE));
        RunFolders folders = new RunFolders(
                folder.path().resolve("runs"), execution.folder(), execution.clock(), RandomGenerator.getDefault());
        Plan plan = execution.plan(runbook, inputs);
        Map<String, String> sources = new LinkedHashMap<>();
        runbook.sources().forEach(source -> sources.put(source.name(), source.text()));
        try (DiskRun run = folders.begin(new RunFolders.Beginning(name, sources))) {
            // Helm itself is started, by its actions and lookups alone: not what a runbook calls so.
            World seen = DnsProvider.unchanged(doubled(execution.world()), live);
            World world = HelmProvider.with(seen, seen.client(Helm.class).cachingWhile(shadow::writes, written))
                    .with(ReplacementTrials.class, new ShadowTrials(shadow::trial))
                    .with(Clock.class, new ImpatientClock(execution.clock()))
                    .with(PastRuns.class, new JournaledRuns(runs));
            facts.withholding(runbook, world, here.stoppable(() -> known(here)));
            facts.comparing(new OtherChoices(
                    plan,
                    other -> Planner.plan(
                            runbook,
                            other,
                            Value.of(here.namespace()),
                            new PlanEnvironment(
                                    facts.answered(Execution::later),
                                    world.caching(),
                                    Preview.OF_REMOVALS,
                                    List.of()))));
            RunEnvironment environment = new RunEnvironment(
                    world,
                    execution.cluster(),
                    new Facts(terminal.masking().before(new RewrittenTexts(own(folder), telling(line, facts)), run)),
                    EffectGuard.NONE,
                    terminal.masking(),
                    run,
                    facts,
                    question -> new People.Answer.Yes("assumed"),
                    here.interruption(),
                    facts);
            Entry.RunEnd end = new Engine(plan, environment)
                    .run(
                            new RunIdentity(run.id(), name, Entry.Dialect.RUN),
                            new RunSession(here.target(), ProgramVersion.NUMBER, terminal.operator(here.folder())),
                            here.namespace(),
                            Optional.empty());
            if (end == Entry.RunEnd.INTERRUPTED || here.interruption().wish() != StopRequests.StopRequest.NONE) {
                throw new InterruptedException("stopped while the plan was made");
            }
        }
        here.stoppable(shadow::changedMeanwhile).ifPresentOrElse(facts::compared, facts::uncompared);
        Foresight.PlanBasis basis = new Foresight.PlanBasis(contents(read), facts.releases(), facts.changes());
        return new Foresight(
                facts.report(),
                here.stoppable(() -> moves(facts, here, execution)),
                facts.tasks(),
                facts.unanswered(),
                basis,
                here.target(),
                WaysBack.of(plan, facts.report(), facts.choices()));
    }

    /** Of what was used, the files: a chart in a folder is known by what helm makes of it. */
    private static Map<String, byte[]> contents(RecordingWorkspace read) {
        Map<String, byte[]> contents = new LinkedHashMap<>();
        read.used().forEach(path -> content(read, path).ifPresent(bytes -> contents.put(path, bytes)));
        return contents;
    }

    /** Empty of a folder, and of what a plan may not read. */
    private static Optional<byte[]> content(RecordingWorkspace read, String path) {
        try {
            return Optional.of(read.read(path));
        } catch (IOException | Failed none) {
            return Optional.empty();
        }
    }

    private Withholding.KnownPlaces known(Execution here) throws InterruptedException {
        boolean shipped = runbook.sources().stream().allMatch(Library::isShipped);
        Set<String> repositories = new HashSet<>();
        if (!shipped) {
            try {
                here.world().client(Helm.class).repositories().forEach(known -> repositories.add(known.name()));
            } catch (Failed unknown) {
                repositories.clear();
            }
        }
        return new Withholding.KnownPlaces(shipped, repositories);
    }

    /** From where the releases that it changes go to where: as the live cluster has them, and as the shadow does then. */
    private static List<Move> moves(ForeseenFacts facts, Execution here, Execution execution)
            throws InterruptedException {
        List<Move> moves = new ArrayList<>();
        for (ReleaseName changed : facts.releases()) {
            ReleaseName release = changed.orIn(here.namespace());
            Optional<String> to = version(execution, release);
            if (to.isPresent()) {
                moves.add(new Move(release.release(), version(here, release), to.get()));
            }
        }
        return moves;
    }

    private static Optional<String> version(Execution world, ReleaseName release) throws InterruptedException {
        try {
            return Helm.running(world.world().client(Helm.class).history(release.release(), release.namespace()))
                    .map(Helm.Revision::version);
        } catch (Failed none) {
            return Optional.empty();
        }
    }
}
