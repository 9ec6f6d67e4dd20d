package dev.runbook.app.rehearse;

import dev.runbook.machine.folder.IoReason;
import dev.runbook.provider.ScenarioException;
import dev.runbook.provider.ScenarioFields;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;

/**
 * A release that is there before the run. What is left out follows the runbook's inputs.
 *
 * @param values what it was installed with, besides the chart's own
 */
public record StartingRelease(
        Optional<String> name,
        Optional<String> namespace,
        Optional<String> chart,
        Optional<String> version,
        Map<String, Object> values) {
    /** One that follows the runbook's inputs in all. */
    static final StartingRelease USUAL =
            new StartingRelease(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Map.of());

    private static final String[] FIELDS = {"name", "namespace", "chart", "version", "values"};

    /** The fields of a scenario that say which there are; the first is the short form for one. */
    static final List<String> SAID_BY = List.of("installed", "release");

    /** All that a scenario has. */
    static List<StartingRelease> read(ScenarioFields scenario, ChartPaths paths) throws ScenarioException {
        List<StartingRelease> releases = new ArrayList<>();
        for (String field : SAID_BY) {
            for (ScenarioFields one : scenario.inners(field, FIELDS)) {
                releases.add(new StartingRelease(
                        one.optional("name"),
                        one.optional("namespace"),
                        one.optional("chart").map(paths::whole),
                        one.optional("version"),
                        one.map("values")));
            }
        }
        return releases;
    }

    /** The same release of another chart. */
    StartingRelease of(Optional<String> otherChart, Optional<String> otherVersion) {
        return new StartingRelease(name, namespace, otherChart, otherVersion, values);
    }

    /** The same release with the values of a file. */
    StartingRelease with(Path file) throws ScenarioException {
        try {
            return new StartingRelease(
                    name, namespace, chart, version, values(file.toString(), Files.readString(file)));
        } catch (IOException e) {
            throw new ScenarioException(file + " cannot be read: " + IoReason.of(e));
        }
    }

    /** The values that a text of a file has. */
    public static Map<String, Object> values(String file, String text) throws ScenarioException {
        try {
            Object read = new Yaml(new SafeConstructor(new LoaderOptions())).load(text);
            return ScenarioFields.anyMap("the file " + file + " of values", read);
        } catch (YAMLException e) {
            throw new ScenarioException(file + " is not YAML: " + e.getMessage());
        }
    }

    String nameOr(RunbookNames names) {
        return name.orElse(names.release());
    }

    String namespaceOr(RunbookNames names) {
        return namespace.orElse(names.namespace());
    }

    /** The namespaces of releases and of the runbook itself, which has one although nothing is installed in it. */
    static List<String> namespaces(List<StartingRelease> releases, RunbookNames names) {
        return Stream.concat(Stream.of(names.namespace()), releases.stream().map(one -> one.namespaceOr(names)))
                .distinct()
                .toList();
    }
}
