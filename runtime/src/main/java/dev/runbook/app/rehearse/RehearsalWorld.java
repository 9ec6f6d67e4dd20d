package dev.runbook.app.rehearse;

import dev.runbook.language.input.Inputs;
import dev.runbook.port.Processes;
import dev.runbook.provider.RehearsalDouble;
import dev.runbook.provider.ScenarioException;
import dev.runbook.provider.World;
import dev.runbook.provider.helm.Helm;
import dev.runbook.provider.helm.HelmVariables;
import dev.runbook.rehearsal.RehearsalCluster;
import dev.runbook.rehearsal.behaviour.Behaviour;
import dev.runbook.rehearsal.behaviour.WorkloadPattern;
import dev.runbook.rehearsal.chart.ChartRepository;
import dev.runbook.rehearsal.chart.ChartSource;
import dev.runbook.rehearsal.helm.BundledHelm;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The world of one rehearsal: embedded cluster, chart repository, and a helm with a home of its own. */
public final class RehearsalWorld implements AutoCloseable {
    static final String NAMESPACE = "coder";
    private static final String RELEASE = "coder";

    private final RehearsalCluster cluster;
    private final ChartRepository repository;
    private final String helm;
    private final Map<String, String> environment;
    private final Processes processes;
    private final Scenario scenario;

    private RehearsalWorld(
            RehearsalCluster cluster,
            ChartRepository repository,
            String helm,
            Map<String, String> environment,
            Processes processes,
            Scenario scenario) {
        this.cluster = cluster;
        this.repository = repository;
        this.helm = helm;
        this.environment = environment;
        this.processes = processes;
        this.scenario = scenario;
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
     * @param folder an empty folder that the rehearsal may fill
     * @param cache where the helm of the bundle is kept between rehearsals
     * @param helm the operator's helm; empty to use the bundled one
     * @throws NotReady when helm cannot make it
     * @throws ScenarioException when the API refuses an object of the scenario
     */
    public static RehearsalWorld start(
            Scenario scenario, Path folder, Path cache, Optional<String> helm, Processes processes)
            throws IOException, InterruptedException, NotReady, ScenarioException {
        Behaviour behaviour = Behaviour.DEFAULT
                .withAddressAfter(scenario.cluster().addressAfter())
                .withReleaseAfter(scenario.cluster().releaseAfter());
        String executable =
                helm.isPresent() ? helm.get() : BundledHelm.unpack(cache).toString();
        RehearsalCluster cluster = RehearsalCluster.start(folder, behaviour);
        try {
            ChartRepository repository =
                    ChartRepository.start(ChartSource.coder(), scenario.helm().charts());
            try {
                Map<String, String> environment = Map.of(
                        "KUBECONFIG", cluster.kubeconfig().toString(),
                        "HELM_CACHE_HOME", folder.resolve("helm/cache").toString(),
                        "HELM_CONFIG_HOME", folder.resolve("helm/config").toString(),
                        "HELM_DATA_HOME", folder.resolve("helm/data").toString());
                RehearsalWorld world =
                        new RehearsalWorld(cluster, repository, executable, environment, processes, scenario);
                world.prepare(behaviour);
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

    private void prepare(Behaviour behaviour) throws IOException, InterruptedException, NotReady, ScenarioException {
        cluster.createNamespace(NAMESPACE);
        for (String name : scenario.helm().repositories()) {
            helm(List.of(helm, "repo", "add", name, repositoryUrl()));
        }
        Optional<Scenario.InterruptedWork> pending = scenario.helm().pending();
        if (scenario.helm().installed().isPresent() && !pending.equals(Optional.of(Scenario.InterruptedWork.INSTALL))) {
            helm(command(
                    "install",
                    "--wait",
                    "--timeout=30s",
                    "--version=" + scenario.helm().installed().get()));
        }
        StartingObjects.place(scenario, cluster);
        cluster.change(behaviour.withNeverReady(scenario.cluster().neverReady().stream()
                .map(WorkloadPattern::parse)
                .toArray(WorkloadPattern[]::new)));
        if (pending.isPresent()) {
            switch (pending.get()) {
                case INSTALL -> interrupt("install", 1, behaviour);
                case UPGRADE -> interrupt("upgrade", 2, behaviour);
            }
        }
    }

    /** What an operator leaves behind whose helm was killed in the middle of its work on a revision. */
    private void interrupt(String verb, int revision, Behaviour behaviour)
            throws IOException, InterruptedException, NotReady {
        cluster.change(behaviour.withNeverReady(WorkloadPattern.parse(NAMESPACE + "/*")));
        ProcessBuilder builder = new ProcessBuilder(command(
                verb,
                "--wait",
                "--timeout=60s",
                "--version=" + scenario.helm().installed().orElseThrow(),
                "--set=rehearsal.pending=true"));
        Map<String, String> inherited = HelmVariables.withoutAny(Inputs.forPrograms(builder.environment()));
        builder.environment().keySet().retainAll(inherited.keySet());
        builder.environment().putAll(environment);
        builder.redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD);
        Process helm = builder.start();
        boolean pending = cluster.await(
                c -> c.find("v1", "Secret", NAMESPACE, "sh.helm.release.v1." + RELEASE + ".v" + revision)
                        .isPresent(),
                Duration.ofSeconds(20));
        helm.destroyForcibly().waitFor();
        cluster.change(behaviour);
        if (!pending) {
            throw new NotReady("helm did not begin the " + verb + " that the scenario interrupts");
        }
    }

    private List<String> command(String verb, String... options) {
        List<String> command = new ArrayList<>(List.of(helm, verb, RELEASE, "coder"));
        command.add("--repo=" + repository.url());
        command.add("--namespace=" + NAMESPACE);
        command.addAll(List.of(options));
        return command;
    }

    private void helm(List<String> command) throws InterruptedException, NotReady {
        Processes.Result result = processes.run(
                new Processes.Request(command, environment, Optional.of(Duration.ofSeconds(60))),
                Processes.Output.NONE);
        if (!result.ok()) {
            throw new NotReady("helm " + command.get(1) + " of the starting state failed: "
                    + result.err().strip());
        }
    }

    /** How a run calls the rehearsal's helm. */
    public Helm.Settings helmSettings() {
        return new Helm.Settings(
                RehearsalHelm.HELM,
                Optional.empty(),
                Optional.empty(),
                environment,
                Optional.of(scenario.helm().timeout()),
                Optional.empty());
    }

    /** The helm that is rehearsed with. */
    public String helm() {
        return helm;
    }

    /** The variables by which any program finds this world. */
    public Map<String, String> environment() {
        return environment;
    }

    /** The world of a run, of which nothing outside is reached. */
    public World around(World outside) {
        World rehearsed = outside;
        for (RehearsalDouble one : scenario.doubles()) {
            rehearsed = one.in(rehearsed);
        }
        return rehearsed.with(
                Processes.class,
                new RehearsalHelm(
                        outside.client(Processes.class), helm, environment, rehearsed.client(Processes.class)));
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
