package dev.runbook.shipped;

import dev.runbook.adapter.process.ExecProcesses;
import dev.runbook.adapter.process.SwitchedInterruption;
import dev.runbook.adapter.time.SystemClock;
import dev.runbook.rehearsal.helm.BundledHelm;
import dev.runbook.rehearse.RehearsalWorld;
import dev.runbook.rehearse.Scenario;
import dev.runbook.rehearse.Scenarios;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The world of a shipped rehearsal, which lives in the test's own process; the runs are real ones of other processes. */
final class RehearsedGround implements Ground {
    private static final Path CACHE = Path.of(System.getProperty("user.home"), ".cache", "runbook");
    private static final Duration SHORT = Duration.ofMillis(1500);

    private final Path folder;
    private final Path helm;
    private final Scenario scenario;
    private final ExecProcesses preparing;
    private final RehearsalWorld world;

    /** Makes the starting state of a scenario. */
    RehearsedGround(Path folder, Scenario scenario) throws IOException, InterruptedException {
        this.folder = folder;
        this.scenario = scenario;
        this.helm = BundledHelm.unpack(CACHE);
        this.preparing = new ExecProcesses(
                System.getenv(), new SwitchedInterruption(), new SystemClock(), Duration.ofSeconds(5), false);
        try {
            this.world = RehearsalWorld.start(
                    scenario, Files.createDirectories(folder.resolve("cluster")), CACHE, Optional.empty(), preparing);
        } catch (RehearsalWorld.NotReady e) {
            preparing.close();
            throw new IOException(e);
        }
    }

    /** A shipped scenario of update-coder.rb, whose cloud is quicker than it says. */
    static Scenario scenario(String name) throws IOException, Scenarios.Unreadable {
        String file = "runbooks/update-coder.rehearsals.yaml";
        try (var in = RehearsedGround.class.getClassLoader().getResourceAsStream(file)) {
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
        return new Scenario(
                s.name(),
                s.about(),
                s.parameters(),
                s.serve(),
                s.repositories(),
                s.charts(),
                s.installed(),
                s.objects(),
                s.pending(),
                Duration.ofMillis(200),
                SHORT,
                s.neverReady(),
                s.helmTimeout(),
                s.programs(),
                s.database(),
                s.answers(),
                s.expectation());
    }

    @Override
    public Path folder() {
        return folder;
    }

    @Override
    public Path kubeconfig() {
        return Path.of(String.valueOf(world.helmSettings().environment().get("KUBECONFIG")));
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
        scenario.parameters().forEach((name, value) -> parameters.add(name + "=" + value));
        parameters.add("repo_url=" + world.repositoryUrl());
        parameters.add("health=none");
        // One that never becomes ready is waited for as short as the others need.
        parameters.add("limit=" + (scenario.neverReady().isEmpty() ? "30s" : "5s"));
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
