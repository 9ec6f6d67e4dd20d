package dev.runbook.provider.helm;

import dev.runbook.language.failure.Failed;
import dev.runbook.language.failure.Failure;
import dev.runbook.language.failure.FailureClass;
import dev.runbook.text.FileName;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;

/** Reads YAML whose top is a map of keys, such as values files and Chart.yaml. */
final class Yaml {
    private static final int LARGEST = 32 * 1024 * 1024;
    private static final String HEADING = "USER-SUPPLIED VALUES:";

    private Yaml() {}

    /** The map; an empty text is an empty map. Fails with the file and the line otherwise. */
    static Map<String, Object> map(String text, String file) {
        if (text.startsWith(HEADING)) {
            throw wrong(
                    FileName.of(file) + ":1 begins with \"" + HEADING + "\", which is not YAML that helm can read back",
                    "Delete that line, or export the values with helm get values --output yaml.");
        }
        try {
            LoaderOptions options = new LoaderOptions();
            options.setCodePointLimit(LARGEST);
            options.setNestingDepthLimit(100);
            options.setWarnOnDuplicateKeys(false);
            Object top = new org.yaml.snakeyaml.Yaml(new SafeConstructor(options)).load(text);
            if (top == null) {
                return Map.of();
            }
            if (top instanceof Map<?, ?> map) {
                Map<String, Object> named = new LinkedHashMap<>();
                map.forEach((k, v) -> named.put(String.valueOf(k), v));
                return named;
            }
            throw wrong(
                    FileName.of(file) + " is YAML, but not a map of keys: it is "
                            + (top instanceof Iterable ? "a list" : "one value"),
                    "A values file has lines such as \"key: value\".");
        } catch (MarkedYAMLException e) {
            String place = Optional.ofNullable(e.getProblemMark())
                    .map((Mark m) -> FileName.of(file) + ":" + (m.getLine() + 1) + ":" + (m.getColumn() + 1))
                    .orElse(file);
            throw wrong(
                    place + " is not YAML: "
                            + Optional.ofNullable(e.getProblem()).orElse("it cannot be read"),
                    "Repair that line; spaces, not tabs, indent YAML.");
        } catch (YAMLException | ClassCastException e) {
            throw wrong(
                    FileName.of(file) + " is not YAML: "
                            + String.valueOf(e.getMessage()).lines().findFirst().orElse(""),
                    "Repair the file.");
        }
    }

    private static Failed wrong(String summary, String advice) {
        return new Failed(Failure.of(FailureClass.CommandFailed, summary, advice));
    }
}
