package dev.runbook.app.rehearse;

import dev.runbook.port.Clock;
import dev.runbook.port.Processes;
import dev.runbook.provider.RehearsalDouble;
import dev.runbook.provider.ScenarioException;
import dev.runbook.provider.World;
import dev.runbook.provider.helm.Helm;
import dev.runbook.provider.helm.ReleaseRecord;
import dev.runbook.rehearsal.RehearsalCluster;
import dev.runbook.rehearsal.behaviour.Behaviour;
import dev.runbook.rehearsal.behaviour.WorkloadPattern;
import dev.runbook.rehearsal.chart.RepositoryProxy;
import dev.runbook.rehearsal.chart.ServedCharts;
import dev.runbook.rehearsal.helm.BundledHelm;
import dev.runbook.rehearsal.time.SimulatedTime;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;

/** The world of one rehearsal: embedded cluster, chart repository, and a helm with a home of its own. */
public final class RehearsalWorld implements AutoCloseable {
    private static final Duration AGE = Duration.ofMinutes(1);

    private final RehearsalCluster cluster;
    private final RepositoryProxy repository;
    private final String helm;
    private final RehearsalHome home;
    private final Scenario scenario;
    private final Optional<CopiedCluster> copied;
    private final TroubledHelm.BegunTroubles troubles = new TroubledHelm.BegunTroubles();

    /** Grows with what may change helm's answers beside the cluster's objects. */
    private final AtomicLong changes = new AtomicLong();

    private RehearsalWorld(
            RehearsalCluster cluster,
            RepositoryProxy repository,
            String helm,
            RehearsalHome home,
            Scenario scenario,
            Optional<CopiedCluster> copied) {
        this.cluster = cluster;
        this.repository = repository;
        this.helm = helm;
        this.home = home;
        this.scenario = scenario;
        this.copied = copied;
    }

    /** The starting state could not be made; a sentence says why. */
    public static final class NotReady extends Exception {
        private static final long serialVersionUID = 1L;

        NotReady(String message) {
            super(message);
        }
    }

    /**
     * Makes the starting state of a scenario.
     *
     * @param names of the release that the runbook is about
     * @throws NotReady when helm cannot make it
     * @throws ScenarioException when the API refuses an object of the scenario
     */
    public static RehearsalWorld start(Scenario scenario, RunbookNames names, RehearsalPlace place, Processes processes)
            throws IOException, InterruptedException, NotReady, ScenarioException {
        return start(scenario, names, Optional.empty(), place, processes);
    }

    /** The same, of what was copied from the operator's cluster where there is such. */
    static RehearsalWorld start(
            Scenario scenario,
            RunbookNames names,
            Optional<CopiedCluster> copied,
            RehearsalPlace place,
            Processes processes)
            throws IOException, InterruptedException, NotReady, ScenarioException {
        // The starting state is whole, whatever never comes afterwards.
        Duration usual = Behaviour.DEFAULT.addressAfter();
        Duration wanted = scenario.cluster().addressAfter();
        Duration address = wanted.compareTo(usual) < 0 ? wanted : usual;
        Behaviour behaviour = Behaviour.DEFAULT
                .withAddressAfter(address)
                .withReleaseAfter(scenario.cluster().releaseAfter());
        String executable = place.helm().isPresent()
                ? place.helm().get()
                : BundledHelm.unpack(place.cache()).toString();
        // What is there before the run was not made in the moment before it; what is copied has times of its own.
        SimulatedTime time = copied.isPresent() ? new SimulatedTime() : SimulatedTime.ago(AGE);
        time.lead();
        RehearsalCluster cluster = copied.isPresent()
                ? RehearsalCluster.startFrom(
                        copied.get().copy(), place.folder(), copied.get().home(), behaviour, time)
                : RehearsalCluster.start(place.folder(), behaviour, time);
        try {
            StartingCharts charts = StartingCharts.of(scenario, names);
            RepositoryProxy repository = RepositoryProxy.start(
                    charts.packages().isEmpty() ? place.fetched() : new ServedCharts(charts.packages()));
            try {
                RehearsalHome home = RehearsalHome.make(place, cluster.kubeconfig(), repository);
                if (charts.packages().isEmpty()
                        && scenario.helm().repositories().isEmpty()) {
                    home.learn(place.fetched().known());
                }
                RehearsalWorld world = new RehearsalWorld(cluster, repository, executable, home, scenario, copied);
                world.prepare(
                        behaviour,
                        names,
                        charts,
                        new StartingHelm(
                                executable, home.ofHelm(), world.paced(processes, StartingHelm.LIMIT), place.folder()));
                time.catchUp();
                return world;
            } catch (Throwable notBegun) {
                repository.close();
                throw notBegun;
            }
        } catch (Throwable notBegun) {
            cluster.close();
            throw notBegun;
        }
    }

    private void prepare(Behaviour behaviour, RunbookNames names, StartingCharts charts, StartingHelm starting)
            throws IOException, InterruptedException, NotReady, ScenarioException {
        if (copied.isEmpty()) {
            StartingRelease.namespaces(scenario.helm().releases(), names).forEach(cluster::createNamespace);
        }
        for (String name : scenario.helm().repositories()) {
            starting.addRepository(name, repositoryUrl());
        }
        List<StartingHelm.ChosenRelease> releases = charts.choose(scenario, names, repositoryUrl());
        Optional<Scenario.InterruptedWork> pending = scenario.helm().pending();
        boolean first = pending.equals(Optional.of(Scenario.InterruptedWork.INSTALL));
        for (StartingHelm.ChosenRelease release : first ? releases.subList(1, releases.size()) : releases) {
            starting.install(release);
        }
        StartingObjects.place(scenario, names, cluster);
        Behaviour meant = behaviour
                .withAddressAfter(scenario.cluster().addressAfter())
                .withCrashing(crashing(names))
                .withNeverReady(scenario.cluster().neverReady().stream()
                        .map(names::workloads)
                        .map(WorkloadPattern::parse)
                        .toArray(WorkloadPattern[]::new));
        cluster.change(meant);
        if (pending.isPresent()) {
            switch (pending.get()) {
                case INSTALL -> interrupt(starting, "install", releases.getFirst(), 1, meant);
                case UPGRADE -> interrupt(starting, "upgrade", releases.getFirst(), 2, meant);
            }
        }
    }

    /** What an operator leaves behind whose helm was killed in the middle of its work on a revision. */
    private void interrupt(
            StartingHelm starting, String verb, StartingHelm.ChosenRelease release, int revision, Behaviour behaviour)
            throws IOException, InterruptedException, NotReady {
        cluster.change(behaviour.withNeverReady(WorkloadPattern.parse(release.namespace() + "/*")));
        Process helm = starting.begin(verb, release);
        String record = ReleaseRecord.name(release.name(), revision);
        boolean pending = cluster.await(
                c -> c.find("v1", "Secret", release.namespace(), record).isPresent(), Duration.ofSeconds(20));
        helm.destroyForcibly().waitFor();
        cluster.change(behaviour);
        if (!pending) {
            throw new NotReady("helm did not begin the " + verb + " that the scenario interrupts");
        }
    }

    /**
     * How a run calls the rehearsal's helm.
     *
     * @param files grows with each change of a file that helm may read
     */
    Helm.Settings helmSettings(LongSupplier files) {
        return new Helm.Settings(
                RehearsalHelm.HELM,
                Optional.empty(),
                Optional.empty(),
                home.ofPrograms(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(() -> cluster.version() + changes.get() + files.getAsLong()));
    }

    /** What it began with, where that was a copy. */
    Optional<CopiedCluster> copied() {
        return copied;
    }

    /** The helm that is rehearsed with. */
    public String helm() {
        return helm;
    }

    /** The variables by which any program finds this world. */
    public Map<String, String> environment() {
        return home.ofPrograms();
    }

    /** The world of a run, of which nothing outside is reached. */
    World around(World outside, ProgramFiles files) {
        World rehearsed = outside;
        for (RehearsalDouble one : scenario.doubles()) {
            rehearsed = one.in(rehearsed);
        }
        return rehearsed.with(
                Processes.class,
                new TroubledHelm(
                        new RehearsalHelm(
                                paced(
                                        outside.client(Processes.class),
                                        scenario.helm().timeout()),
                                helm,
                                home.ofHelm(),
                                rehearsed.client(Processes.class),
                                files),
                        outside.client(Clock.class),
                        troubles));
    }

    private Processes paced(Processes programs, Duration longest) {
        return new PacedHelm(programs, cluster.pace(), longest, changes);
    }

    /** The time of this world. */
    Clock clock() {
        return new RehearsalClock(cluster.time());
    }

    private Map<WorkloadPattern, Integer> crashing(RunbookNames names) {
        return scenario.troubles().crashing().entrySet().stream()
                .collect(Collectors.toMap(
                        meant -> WorkloadPattern.parse(names.workloads(meant.getKey())), Map.Entry::getValue));
    }

    /** What begins the troubles of the scenario as its run comes to them. */
    TroubledJournal troubled(Clock clock) {
        TroubledJournal journal = new TroubledJournal(scenario.troubles().kill(), clock);
        scenario.troubles().api().forEach(one -> journal.at(one.start(), () -> begin(one)));
        scenario.troubles().helm().forEach(one -> journal.at(one.start(), () -> begin(one)));
        return journal;
    }

    private void begin(Troubles.HelmTrouble trouble) {
        changes.incrementAndGet();
        troubles.begin(trouble);
    }

    private void begin(Troubles.ApiTrouble trouble) {
        changes.incrementAndGet();
        if (trouble.status().isPresent()) {
            cluster.refuse(trouble.status().getAsInt(), trouble.lasts());
        } else {
            cluster.goAway(trouble.lasts());
        }
    }

    /** The variables by which helm, and no other program, finds all chart repositories here. */
    public Map<String, String> helmEnvironment() {
        return home.ofHelm();
    }

    /** Where charts come from. */
    public String repositoryUrl() {
        return repository.url().toString();
    }

    @Override
    public void close() {
        repository.close();
        cluster.close();
    }
}
