package dev.runbook.app.rehearse;

import dev.runbook.json.Json;
import dev.runbook.language.input.Inputs;
import dev.runbook.port.Processes;
import dev.runbook.provider.helm.HelmVariables;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Helm as it makes the starting state.
 *
 * @param folder where the values of releases are put
 */
record StartingHelm(String helm, Map<String, String> environment, Processes processes, Path folder) {
    /** No pods run, so nothing that goes well takes as long. */
    static final Duration LIMIT = Duration.ofSeconds(60);

    void addRepository(String name, String url) throws InterruptedException, RehearsalWorld.NotReady {
        run(List.of(helm, "repo", "add", name, url));
    }

    void install(ChosenRelease release) throws IOException, InterruptedException, RehearsalWorld.NotReady {
        run(command("install", release, "--wait", "--timeout=30s"));
    }

    /** Begins what is to be killed. */
    Process begin(String verb, ChosenRelease release) throws IOException {
        ProcessBuilder builder =
                new ProcessBuilder(command(verb, release, "--wait", "--timeout=60s", "--set=rehearsal.pending=true"));
        Map<String, String> inherited = HelmVariables.withoutAny(Inputs.forPrograms(builder.environment()));
        builder.environment().keySet().retainAll(inherited.keySet());
        builder.environment().putAll(environment);
        return builder.redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    private List<String> command(String verb, ChosenRelease release, String... options) throws IOException {
        List<String> command = new ArrayList<>(List.of(helm, verb, release.name()));
        command.addAll(release.chart());
        command.add("--namespace=" + release.namespace());
        command.addAll(List.of(options));
        if (!release.values().isEmpty()) {
            // All JSON is YAML.
            Path values = Files.createTempFile(folder, "values-", ".yaml");
            command.add("--values=" + Files.writeString(values, Json.line(release.values())));
        }
        return command;
    }

    private void run(List<String> command) throws InterruptedException, RehearsalWorld.NotReady {
        Optional<String> registry = MissingChart.registry(command);
        if (registry.isPresent()) {
            throw new RehearsalWorld.NotReady(registry.get().replaceFirst("^Error: ", ""));
        }
        Processes.Result result = MissingChart.told(
                command,
                processes.run(new Processes.Request(command, environment, Optional.of(LIMIT)), Processes.Output.NONE));
        if (!result.ok()) {
            throw new RehearsalWorld.NotReady("helm " + command.get(1) + " of the starting state failed: "
                    + result.err().strip());
        }
    }

    /**
     * A release with the names that it has in this rehearsal.
     *
     * @param chart how helm is told the chart
     */
    record ChosenRelease(String name, String namespace, List<String> chart, Map<String, Object> values) {}
}
