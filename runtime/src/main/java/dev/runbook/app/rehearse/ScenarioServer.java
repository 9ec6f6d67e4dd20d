package dev.runbook.app.rehearse;

import dev.runbook.language.input.Inputs;
import dev.runbook.language.program.CheckedRunbook;
import dev.runbook.machine.signal.Signals;
import dev.runbook.port.StopRequests;
import dev.runbook.provider.helm.HelmVariables;
import dev.runbook.run.report.ExitCode;
import dev.runbook.run.report.TextWidth;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;

/** Serves the cluster of a scenario, so that runs of other processes can be tried on it, killed and carried on. */
public record ScenarioServer(ScenarioRunner rehearsing) {
    private static final Duration WAIT = Duration.ofSeconds(8);

    /** Serves until a person ends it. */
    public void until(Scenario chosen, Optional<String> helm) throws InterruptedException {
        Scenario scenario = chosen.with(forPeople(chosen.cluster()));
        CheckedRunbook runbook = rehearsing.runbooks().open(rehearsing.name());
        CountDownLatch over = new CountDownLatch(1);
        try (Signals signals = Signals.listen(() -> System.exit(ExitCode.INTERRUPTED.number()));
                StopRequests.Registration _ = signals.onChange(over::countDown)) {
            rehearsing.in(runbook, scenario, helm, (world, working) -> {
                Path file = Files.writeString(working.resolve("env"), environment(runbook, scenario, world, working));
                tell(scenario, file);
                over.await();
                return ExitCode.DONE;
            });
        }
    }

    /** A person who wants to kill a run in the middle of its wait needs a moment for that. */
    private static Scenario.ClusterState forPeople(Scenario.ClusterState cluster) {
        return cluster.releaseAfter().compareTo(WAIT) < 0 ? cluster.with(cluster.addressAfter(), WAIT) : cluster;
    }

    private void tell(Scenario scenario, Path file) {
        PrintWriter out = rehearsing.runbooks().terminal().out();
        TextWidth.wrap("The cluster of " + scenario.name() + " is up. " + scenario.about(), 80)
                .forEach(out::println);
        out.println("It is simulated and lives in this process: Ctrl-C ends it. In another terminal:");
        out.println();
        out.println("  source " + file);
        out.println("  runbook plan " + rehearsing.name());
        out.println("  runbook exec " + rehearsing.name());
        out.println("  runbook resume          when you have stopped or killed that");
        out.println();
        out.println("Helm and every wait are real there, with the limits that you give them.");
        out.flush();
    }

    /** What a shell needs: the cluster, a helm with a home of its own, and the scenario's parameters. */
    private String environment(CheckedRunbook runbook, Scenario scenario, RehearsalWorld world, Path working)
            throws IOException {
        Path programs = Files.createDirectories(working.resolve("bin"));
        helm(programs.resolve("helm"), world);
        StringBuilder text = new StringBuilder();
        HelmVariables.ofCluster()
                .forEach(name -> text.append("unset ").append(name).append('\n'));
        new TreeMap<>(world.environment()).forEach((name, value) -> text.append(export(name, value)));
        // The launcher says where it is, so that the lines that are told here can be typed as they stand.
        String launcher = Optional.ofNullable(System.getProperty("runbook.home"))
                .map(home -> ":" + quoted(home))
                .orElse("");
        text.append("export PATH=")
                .append(quoted(programs.toString()))
                .append(launcher)
                .append(":\"$PATH\"\n");
        rehearsing
                .inputs()
                .served(runbook, scenario, world)
                .forEach((name, value) -> text.append(export(Inputs.variable(name), written(value))));
        return text.toString();
    }

    /** Helm finds the repositories here, and no other program does. */
    private static void helm(Path file, RehearsalWorld world) throws IOException {
        StringBuilder script = new StringBuilder("#!/bin/sh\n");
        new TreeMap<>(world.helmEnvironment()).forEach((name, value) -> {
            if (!world.environment().containsKey(name)) {
                script.append(export(name, value));
            }
        });
        script.append("exec ")
                .append(quoted(Path.of(world.helm()).toAbsolutePath().toString()))
                .append(" \"$@\"\n");
        Files.writeString(file, script);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
    }

    private static String written(Object value) {
        return value instanceof List<?> list
                ? list.stream().map(String::valueOf).collect(Collectors.joining(","))
                : String.valueOf(value);
    }

    private static String export(String name, String value) {
        return "export " + name + "=" + quoted(value) + "\n";
    }

    private static String quoted(String value) {
        return "'" + value.replace("'", "'\\''") + "'";
    }
}
