package dev.runbook.shipped;

import dev.runbook.app.rehearse.RehearsalPlace;
import dev.runbook.app.rehearse.RehearsalWorld;
import dev.runbook.app.rehearse.RunbookNames;
import dev.runbook.app.rehearse.Scenario;
import dev.runbook.app.rehearse.Scenarios;
import dev.runbook.machine.time.SystemClock;
import dev.runbook.provider.ScenarioException;
import dev.runbook.provider.process.adapter.ExecProcesses;
import dev.runbook.provider.process.adapter.ManualStopRequests;
import dev.runbook.rehearsal.helm.BundledHelm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The world of a shipped rehearsal, which lives in the test's own process; the runs are real ones of other processes. */
final class RehearsedFaultWorld implements FaultWorld {
    private static final Path CACHE = Path.of(System.getProperty("user.home"), ".cache", "runbook");
    private static final Duration SHORT = Duration.ofMillis(1500);

    private final Path folder;
    private final Path helm;
    private final String runbook;
    private final Scenario scenario;
    private final ExecProcesses preparing;
    private final RehearsalWorld world;

    /** Makes the starting state of a scenario. */
    RehearsedFaultWorld(Path folder, String runbook, Scenario scenario) throws IOException, InterruptedException {
        this.folder = folder;
        this.scenario = scenario;
        this.runbook = runbook;
        this.helm = BundledHelm.unpack(CACHE);
        this.preparing = new ExecProcesses(
                System.getenv(), new ManualStopRequests(), new SystemClock(), Duration.ofSeconds(5), false);
        try {
            this.world = RehearsalWorld.start(
                    scenario,
                    RunbookNames.USUALLY,
                    RehearsalPlace.bare(Files.createDirectories(folder.resolve("cluster")), CACHE, Optional.empty()),
                    preparing);
        } catch (RehearsalWorld.NotReady | ScenarioException e) {
            preparing.close();
            throw new IOException(e);
        }
    }

    /** A scenario of a shipped runbook, whose cloud is quicker than it says. */
    static Scenario scenario(String runbook, String name) throws IOException, ScenarioException {
        String file = "runbooks/" + runbook.replace(".rb", ".rehearsals.yaml");
        try (var in = RehearsedFaultWorld.class.getClassLoader().getResourceAsStream(file)) {
            if (in == null) {
                throw new IOException(file + " is not packed");
            }
            Scenario shipped =
                    Scenarios.read(file, new String(in.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8))
                            .stream()
                            .filter(s -> s.name().equals(name))
                            .findFirst()
                            .orElseThrow();
            return quick(shipped);
        }
    }

    private static Scenario quick(Scenario s) {
        return s.with(s.cluster().with(Duration.ofMillis(200), SHORT));
    }

    @Override
    public Path folder() {
        return folder;
    }

    @Override
    public String runbook() {
        return runbook;
    }

    @Override
    public void furnish(Path home) throws IOException {
        if (scenario.helm().repositories().isEmpty()) {
            return;
        }
        for (String part : List.of("cache", "config")) {
            String variable = "HELM_" + part.toUpperCase(Locale.ROOT) + "_HOME";
            Path own = Path.of(String.valueOf(world.environment().get(variable)));
            try (Stream<Path> all = Files.walk(own)) {
                for (Path path : all.filter(Files::isRegularFile).toList()) {
                    Path copy = home.resolve(part).resolve(own.relativize(path));
                    Files.createDirectories(copy.resolveSibling("."));
                    Files.copy(path, copy);
                }
            }
        }
    }

    @Override
    public Path kubeconfig() {
        return Path.of(String.valueOf(world.environment().get("KUBECONFIG")));
    }

    @Override
    public Path helm() {
        return helm;
    }

    @Override
    public String namespace() {
        return "coder";
    }

    @Override
    public List<String> parameters() {
        List<String> parameters = new ArrayList<>();
        Map<String, Object> given = new LinkedHashMap<>(scenario.parameters().served());
        if (scenario.helm().repositories().isEmpty()) {
            given.put("repo_url", world.repositoryUrl());
        }
        given.remove("limit");
        given.forEach((name, value) -> parameters.add(name + "=" + value));
        // One that never becomes ready is waited for as short as the others need.
        parameters.add("limit=" + (scenario.cluster().neverReady().isEmpty() ? "30s" : "5s"));
        return parameters;
    }

    @Override
    public List<String> options() {
        List<String> options = new ArrayList<>(List.of("--yes", "--yes-destroy"));
        scenario.answers().forEach((title, yes) -> options.add("--answer=" + title + "=" + (yes ? "yes" : "no")));
        return options;
    }

    @Override
    public int exit() {
        return scenario.expectation().exit();
    }

    @Override
    public void close() {
        world.close();
        preparing.close();
    }
}
