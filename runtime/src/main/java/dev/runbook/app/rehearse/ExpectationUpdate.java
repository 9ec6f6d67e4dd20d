package dev.runbook.app.rehearse;

import dev.runbook.run.report.RunReport;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;

/**
 * Writes into a file of scenarios what their runs have come to: exit codes, and the ends of the steps that are named
 * there. Only the places that differ are changed; texts that a report is to say stay as they are.
 */
public final class ExpectationUpdate {
    private static final String EXPECT = "expect";

    private final YamlText yaml;
    private final List<String> notes = new ArrayList<>();

    private ExpectationUpdate(String text) {
        this.yaml = new YamlText(text);
    }

    /**
     * A file as it would be.
     *
     * @param notes what cannot be written, a sentence each
     */
    public record UpdatedFile(String text, List<String> notes) {}

    /** The text of a file with what runs have come to, by the names of their scenarios. */
    public static UpdatedFile of(String text, Map<String, RehearsedRun> runs) {
        ExpectationUpdate update = new ExpectationUpdate(text);
        update.yaml
                .root()
                .flatMap(root -> YamlText.value(root, "scenarios"))
                .ifPresent(all -> YamlText.items(all).forEach(scenario -> update.scenario(scenario, runs)));
        return new UpdatedFile(update.yaml.changed(), List.copyOf(update.notes));
    }

    /** Whether the same words of the file say what others expect, too. */
    private boolean isForOthers(String name, String what, Node node) {
        if (yaml.isShared(node)) {
            notes.add(
                    "scenario " + name + " shares its `" + what + "` with another one by an alias: change it by hand");
            return true;
        }
        return false;
    }

    private void scenario(Node node, Map<String, RehearsedRun> runs) {
        if (!(node instanceof MappingNode scenario)) {
            return;
        }
        String name = YamlText.value(scenario, "name").map(YamlText::text).orElse("");
        RehearsedRun run = runs.get(name);
        if (run == null) {
            return;
        }
        if (YamlText.value(scenario, "<<").isPresent()
                && YamlText.value(scenario, EXPECT).isEmpty()) {
            notes.add("scenario " + name + " has what it expects from another one by `<<`: change it by hand");
            return;
        }
        Optional<Node> expect = YamlText.value(scenario, EXPECT);
        if (expect.isEmpty() || !(expect.get() instanceof MappingNode written)) {
            whole(scenario, expect, run);
        } else if (!isForOthers(name, EXPECT, written)) {
            exit(name, written, run.code().number());
            YamlText.value(written, "steps").ifPresent(steps -> steps(name, steps, run.report()));
        }
    }

    /** A scenario that expects nothing yet gets all that its run has shown. */
    private void whole(MappingNode scenario, Optional<Node> empty, RehearsedRun run) {
        Map<String, Object> steps = new LinkedHashMap<>();
        run.report().steps().forEach(step -> steps.put(step.title(), ScenarioResult.end(run.report(), step.title())));
        steps.values().removeIf("skipped"::equals);
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("exit", run.code().number());
        if (!steps.isEmpty()) {
            all.put("steps", steps);
        }
        if (empty.isPresent()) {
            yaml.remove(scenario, Set.of(EXPECT));
        }
        yaml.append(scenario, EXPECT, all);
    }

    private void exit(String name, MappingNode expect, int code) {
        Optional<Node> written = YamlText.value(expect, "exit");
        if (written.isPresent()) {
            if (!YamlText.text(written.get()).equals(String.valueOf(code))
                    && !isForOthers(name, "exit", written.get())) {
                yaml.replace(written.get(), String.valueOf(code));
            }
        } else if (code != 0) {
            yaml.insert(expect, "exit: " + code);
        }
    }

    private void steps(String name, Node steps, RunReport report) {
        if (!(steps instanceof MappingNode map) || isForOthers(name, "steps", map)) {
            return;
        }
        Set<String> gone = map.getValue().stream()
                .map(NodeTuple::getKeyNode)
                .map(YamlText::text)
                .filter(title -> ScenarioResult.end(report, title).isEmpty())
                .collect(Collectors.toSet());
        for (NodeTuple step : map.getValue()) {
            String title = YamlText.text(step.getKeyNode());
            String end = ScenarioResult.end(report, title);
            if (!gone.contains(title)
                    && step.getValueNode() instanceof ScalarNode value
                    && !value.getValue().equals(end)
                    && !isForOthers(name, title, value)) {
                yaml.replace(value, YamlText.scalar(end));
            }
        }
        yaml.remove(map, gone);
    }
}
