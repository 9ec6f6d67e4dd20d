package dev.runbook.rehearse;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;

/** Reads the scenarios of a runbook from the YAML file beside it. */
public final class Scenarios {
    private Scenarios() {}

    /** The file is not what it should be; the message says where and why. */
    public static final class Unreadable extends Exception {
        private static final long serialVersionUID = 1L;

        Unreadable(String message) {
            super(message);
        }
    }

    /** All scenarios of a file, in its order. */
    public static List<Scenario> read(String file, String text) throws Unreadable {
        try {
            Object loaded = new Yaml(new SafeConstructor(new LoaderOptions())).load(text);
            List<Scenario> scenarios = new ArrayList<>();
            for (Object item : list(map(loaded).get("scenarios"))) {
                scenarios.add(scenario(map(item)));
            }
            if (scenarios.isEmpty()) {
                throw new Unreadable(file + " has no scenarios: write `scenarios:` and a list under it");
            }
            return scenarios;
        } catch (YAMLException | ClassCastException | IllegalArgumentException e) {
            throw new Unreadable(file + " cannot be read: " + e.getMessage());
        }
    }

    private static Scenario scenario(Map<String, Object> yaml) {
        Map<String, Object> balancer = map(yaml.get("load_balancer"));
        Map<String, Object> expect = map(yaml.get("expect"));
        Map<String, String> steps = new LinkedHashMap<>();
        map(expect.get("steps")).forEach((title, end) -> steps.put(title, String.valueOf(end)));
        Map<String, Boolean> answers = new LinkedHashMap<>();
        map(yaml.get("answers")).forEach((title, yes) -> answers.put(title, yes.equals(true) || yes.equals("yes")));
        return new Scenario(
                text(yaml.get("name"), ""),
                text(yaml.get("about"), ""),
                map(yaml.get("parameters")),
                list(yaml.get("charts")).stream().map(String::valueOf).toList(),
                Optional.ofNullable(map(yaml.get("installed")).get("version")).map(String::valueOf),
                list(yaml.get("objects")).stream().map(Scenarios::map).toList(),
                Boolean.TRUE.equals(yaml.get("pending")),
                duration(balancer.get("address_after"), Duration.ofSeconds(1)),
                duration(balancer.get("release_after"), Duration.ofSeconds(8)),
                list(yaml.get("never_ready")).stream().map(String::valueOf).toList(),
                duration(yaml.get("helm_timeout"), Duration.ofSeconds(20)),
                list(yaml.get("programs")).stream()
                        .map(Scenarios::map)
                        .map(Scenarios::program)
                        .toList(),
                database(map(yaml.get("database"))),
                answers,
                new Scenario.Expectation(
                        expect.get("exit") instanceof Integer exit ? exit : 0,
                        steps,
                        list(expect.get("says")).stream().map(String::valueOf).toList()));
    }

    private static Scenario.Program program(Map<String, Object> yaml) {
        return new Scenario.Program(
                text(yaml.get("command"), ""),
                yaml.get("exit") instanceof Integer exit ? exit : 0,
                text(yaml.get("out"), ""),
                text(yaml.get("err"), ""));
    }

    private static Scenario.Database database(Map<String, Object> yaml) {
        return new Scenario.Database(
                Optional.of(text(yaml.get("superuser_role"), "superuser")).filter(role -> !role.equals("none")),
                text(yaml.get("version"), "15.0"),
                text(yaml.get("problem"), ""));
    }

    private static String text(@Nullable Object value, String otherwise) {
        return value == null ? otherwise : value.toString();
    }

    private static Map<String, Object> map(@Nullable Object value) {
        Map<String, Object> map = new LinkedHashMap<>();
        if (value != null) {
            ((Map<?, ?>) value).forEach((k, v) -> map.put(String.valueOf(k), v));
        }
        return map;
    }

    private static List<?> list(@Nullable Object value) {
        return value == null ? List.of() : (List<?>) value;
    }

    private static Duration duration(@Nullable Object value, Duration otherwise) {
        return value == null ? otherwise : Duration.parse("PT" + value);
    }
}
