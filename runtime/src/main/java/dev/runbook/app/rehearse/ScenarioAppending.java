package dev.runbook.app.rehearse;

import dev.runbook.provider.ScenarioException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.Node;

/** Puts a scenario behind those of a file, which stay as they are written. */
public final class ScenarioAppending {
    private ScenarioAppending() {}

    /**
     * The text of the file with one more.
     *
     * @param before what the file has; empty for a new one
     * @param item the scenario, an item of a list that is indented by two
     * @throws ScenarioException when the file has one of that name, or cannot take it
     */
    public static String to(String file, String before, String name, String item) throws ScenarioException {
        String after = before.isBlank() ? "scenarios:\n" + item : appended(file, before, name, item);
        Scenarios.read(file, after);
        return after;
    }

    private static String appended(String file, String before, String name, String item) throws ScenarioException {
        List<Scenario> known = Scenarios.read(file, before);
        if (known.stream().anyMatch(one -> one.name().equals(name))) {
            throw new ScenarioException(
                    file + " has a scenario " + name + " already. Give this one another name: --scenario=NAME");
        }
        try {
            YamlText yaml = new YamlText(before);
            Optional<Node> list = yaml.root().flatMap(root -> YamlText.value(root, "scenarios"));
            if (list.isPresent() && yaml.append(list.get(), indent -> indented(item, indent))) {
                return yaml.changed();
            }
        } catch (YAMLException unreadable) {
            throw new ScenarioException(file + " is not YAML: " + unreadable.getMessage());
        }
        throw new ScenarioException(
                file + " has its scenarios on one line or behind an alias. Leave --out out, and put it there by hand");
    }

    private static String indented(String item, int indent) {
        return item.lines()
                .map(line -> " ".repeat(indent) + line.substring(2) + "\n")
                .collect(Collectors.joining());
    }
}
