package dev.runbook.app.rehearse;

import dev.runbook.app.composition.ShippedProviders;
import dev.runbook.provider.RehearsalDouble;
import dev.runbook.provider.ScenarioException;
import dev.runbook.provider.ScenarioFields;
import dev.runbook.provider.ScenarioReader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;

/** Reads the scenarios of a runbook from the YAML file beside it. */
public final class Scenarios {
    private Scenarios() {}

    /** The fields of a scenario that no provider reads. */
    private static final List<String> FIELDS = List.of(
            "name",
            "about",
            "parameters",
            "serve",
            "files",
            "repositories",
            "charts",
            "objects",
            "pending",
            "load_balancer",
            "never_ready",
            "helm_timeout",
            "answers",
            "expect");

    /** All scenarios of a file, in its order. */
    public static List<Scenario> read(String file, String text) throws ScenarioException {
        Object loaded;
        try {
            LoaderOptions options = new LoaderOptions();
            // Of two equal fields YAML's reader would keep the last, and say nothing.
            options.setAllowDuplicateKeys(false);
            loaded = new Yaml(new SafeConstructor(options)).load(text);
        } catch (YAMLException e) {
            throw new ScenarioException(file + " is not YAML: " + e.getMessage());
        }
        try {
            List<Scenario> scenarios = new ArrayList<>();
            for (Object item :
                    ScenarioFields.of("the file", loaded, "scenarios").list("scenarios")) {
                scenarios.add(scenario(ChartPaths.beside(file), "scenario " + (scenarios.size() + 1), item));
            }
            Set<String> names = new HashSet<>();
            for (Scenario scenario : scenarios) {
                if (!names.add(scenario.name())) {
                    throw new ScenarioException(
                            "two scenarios have the name " + scenario.name() + ". Give each its own.");
                }
            }
            if (scenarios.isEmpty()) {
                throw new ScenarioException("there are no scenarios: write `scenarios:` and a list under it");
            }
            return scenarios;
        } catch (ScenarioException e) {
            throw new ScenarioException(file + " cannot be read: " + e.getMessage());
        }
    }

    /** One that no file has, where this is installed. */
    static Scenario bare(String installed) {
        String about = installed.equals("none") ? "Nothing is installed." : installed + " is installed before.";
        try {
            return scenario(ChartPaths.beside(""), "scenario", Map.of("name", Scenario.BARE, "about", about));
        } catch (ScenarioException never) {
            throw new IllegalStateException("a scenario may leave everything out", never);
        }
    }

    private static Scenario scenario(ChartPaths paths, String number, Object yaml) throws ScenarioException {
        String place =
                yaml instanceof Map<?, ?> map && map.get("name") != null ? "scenario " + map.get("name") : number;
        List<ScenarioReader> readers = ShippedProviders.ALL.scenarioReaders();
        ScenarioFields fields = ScenarioFields.of(
                place,
                yaml,
                Stream.of(
                                FIELDS,
                                StartingRelease.SAID_BY,
                                TroubleReader.FIELDS,
                                readers.stream()
                                        .flatMap(reader -> reader.fields().stream())
                                        .toList())
                        .flatMap(List::stream)
                        .toArray(String[]::new));
        Scenario scenario = new Scenario(
                fields.optional("name").orElseThrow(() -> new ScenarioException(place + " has no `name`")),
                fields.text("about", ""),
                new Scenario.ScenarioParameters(fields.map("parameters"), fields.map("serve"), files(fields)),
                helm(paths, fields),
                cluster(fields),
                TroubleReader.read(place, fields),
                doubles(readers, fields),
                answers(fields),
                expectation(fields.inner("expect", "exit", "steps", "says")));
        ScenarioValues.check(place, scenario);
        return scenario;
    }

    private static Map<String, Optional<String>> files(ScenarioFields fields) throws ScenarioException {
        Map<String, Optional<String>> files = new LinkedHashMap<>();
        for (Map.Entry<String, Object> file : fields.map("files").entrySet()) {
            String content = String.valueOf(file.getValue());
            files.put(file.getKey(), content.equals("none") ? Optional.empty() : Optional.of(content));
        }
        return files;
    }

    private static Scenario.HelmState helm(ChartPaths paths, ScenarioFields fields) throws ScenarioException {
        return new Scenario.HelmState(
                fields.texts("repositories"),
                fields.texts("charts").stream().map(paths::whole).toList(),
                StartingRelease.read(fields, paths),
                pending(fields),
                fields.duration("helm_timeout", Duration.ofSeconds(20)));
    }

    private static Optional<Scenario.InterruptedWork> pending(ScenarioFields fields) throws ScenarioException {
        if (fields.is("pending", "install")) {
            return Optional.of(Scenario.InterruptedWork.INSTALL);
        }
        return fields.bool("pending") ? Optional.of(Scenario.InterruptedWork.UPGRADE) : Optional.empty();
    }

    private static Scenario.ClusterState cluster(ScenarioFields fields) throws ScenarioException {
        Duration addressAfter = Duration.ofSeconds(1);
        Duration releaseAfter = Duration.ofSeconds(8);
        if (fields.is("load_balancer", "never")) {
            addressAfter = Scenario.ClusterState.NEVER;
            releaseAfter = Scenario.ClusterState.NEVER;
        } else {
            ScenarioFields balancer =
                    fields.inner("load_balancer", "address_after", "release_after", "address", "release");
            addressAfter = balanced(balancer, "address", addressAfter);
            releaseAfter = balanced(balancer, "release", releaseAfter);
        }
        List<String> neverReady = new ArrayList<>(fields.texts("never_ready"));
        neverReady.addAll(TroubleReader.imageMissing(fields));
        return new Scenario.ClusterState(objects(fields), addressAfter, releaseAfter, neverReady);
    }

    private static Duration balanced(ScenarioFields balancer, String what, Duration otherwise)
            throws ScenarioException {
        if (balancer.is(what, "never") || balancer.is(what + "_after", "never")) {
            return Scenario.ClusterState.NEVER;
        }
        return balancer.duration(what + "_after", balancer.duration(what, otherwise));
    }

    private static List<RehearsalDouble> doubles(List<ScenarioReader> readers, ScenarioFields fields)
            throws ScenarioException {
        List<RehearsalDouble> doubles = new ArrayList<>();
        for (ScenarioReader reader : readers) {
            doubles.add(reader.reading().read(fields));
        }
        return doubles;
    }

    private static List<Map<String, Object>> objects(ScenarioFields scenario) throws ScenarioException {
        List<Map<String, Object>> objects = new ArrayList<>();
        for (Object object : scenario.list("objects")) {
            objects.add(ScenarioFields.anyMap("an object of `objects`", object));
        }
        return objects;
    }

    private static Map<String, Boolean> answers(ScenarioFields scenario) throws ScenarioException {
        Map<String, Boolean> answers = new LinkedHashMap<>();
        for (Map.Entry<String, Object> answer : scenario.map("answers").entrySet()) {
            // YAML 1.1, and so this reader, takes a bare yes and no for true and false.
            answers.put(
                    answer.getKey(),
                    switch (String.valueOf(answer.getValue())) {
                        case "true", "yes" -> true;
                        case "false", "no" -> false;
                        default -> throw new ScenarioException("the answer to `" + answer.getKey() + "` is yes or no");
                    });
        }
        return answers;
    }

    private static Scenario.Expectation expectation(ScenarioFields fields) throws ScenarioException {
        Map<String, String> steps = new LinkedHashMap<>();
        fields.map("steps").forEach((title, end) -> steps.put(title, String.valueOf(end)));
        return new Scenario.Expectation(fields.whole("exit"), steps, fields.texts("says"));
    }
}
