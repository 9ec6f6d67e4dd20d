package dev.runbook.app.rehearse;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;

/** Reads the scenarios of a runbook from the YAML file beside it. */
public final class Scenarios {
    private Scenarios() {}

    /** The file is not what it should be; the message says where and why. */
    public static final class ScenarioException extends Exception {
        private static final long serialVersionUID = 1L;

        ScenarioException(String message) {
            super(message);
        }
    }

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
            for (Object item : YamlFields.of("the file", loaded, "scenarios").list("scenarios")) {
                scenarios.add(scenario("scenario " + (scenarios.size() + 1), item));
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

    private static Scenario scenario(String number, Object yaml) throws ScenarioException {
        String place =
                yaml instanceof Map<?, ?> map && map.get("name") != null ? "scenario " + map.get("name") : number;
        YamlFields fields = YamlFields.of(
                place,
                yaml,
                "name",
                "about",
                "parameters",
                "serve",
                "repositories",
                "charts",
                "installed",
                "objects",
                "pending",
                "load_balancer",
                "never_ready",
                "helm_timeout",
                "programs",
                "database",
                "answers",
                "expect");
        YamlFields balancer = fields.inner("load_balancer", "address_after", "release_after");
        Scenario scenario = new Scenario(
                fields.optional("name").orElseThrow(() -> new ScenarioException(place + " has no `name`")),
                fields.text("about", ""),
                fields.map("parameters"),
                fields.map("serve"),
                fields.texts("repositories"),
                fields.texts("charts"),
                fields.inner("installed", "version").optional("version"),
                objects(fields),
                fields.bool("pending"),
                balancer.duration("address_after", Duration.ofSeconds(1)),
                balancer.duration("release_after", Duration.ofSeconds(8)),
                fields.texts("never_ready"),
                fields.duration("helm_timeout", Duration.ofSeconds(20)),
                programs(fields),
                database(fields.inner("database", "superuser_role", "version", "problem")),
                answers(fields),
                expectation(fields.inner("expect", "exit", "steps", "says")));
        ScenarioValues.check(place, scenario);
        return scenario;
    }

    private static List<Map<String, Object>> objects(YamlFields scenario) throws ScenarioException {
        List<Map<String, Object>> objects = new ArrayList<>();
        for (Object object : scenario.list("objects")) {
            objects.add(YamlFields.anyMap("an object of `objects`", object));
        }
        return objects;
    }

    private static List<Scenario.Program> programs(YamlFields scenario) throws ScenarioException {
        List<Scenario.Program> programs = new ArrayList<>();
        for (Object program : scenario.list("programs")) {
            YamlFields fields = YamlFields.of("a program of `programs`", program, "command", "exit", "out", "err");
            programs.add(new Scenario.Program(
                    fields.optional("command")
                            .filter(command -> !command.isBlank())
                            .orElseThrow(() -> new ScenarioException("a program of `programs` has no `command`."
                                    + " Write how its command line begins: `command: acme-dns set`")),
                    fields.whole("exit"),
                    fields.text("out", ""),
                    fields.text("err", "")));
        }
        return programs;
    }

    private static Scenario.Database database(YamlFields fields) {
        return new Scenario.Database(
                Optional.of(fields.text("superuser_role", "superuser")).filter(role -> !role.equals("none")),
                fields.text("version", "15.0"),
                fields.text("problem", ""));
    }

    private static Map<String, Boolean> answers(YamlFields scenario) throws ScenarioException {
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

    private static Scenario.Expectation expectation(YamlFields fields) throws ScenarioException {
        Map<String, String> steps = new LinkedHashMap<>();
        fields.map("steps").forEach((title, end) -> steps.put(title, String.valueOf(end)));
        return new Scenario.Expectation(fields.whole("exit"), steps, fields.texts("says"));
    }
}
