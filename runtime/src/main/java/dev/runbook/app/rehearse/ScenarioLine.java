package dev.runbook.app.rehearse;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;

/** Finds the line of a file of scenarios that a message is about, by what the message names. */
final class ScenarioLine {
    private static final Pattern SCENARIO = Pattern.compile("scenario (.+?)(?:[,:]| has | is )");
    private static final Pattern NAMED = Pattern.compile("`([^`]+)`|\"([^\"]+)\"");

    private ScenarioLine() {}

    /** The line, counted from 1; empty where the message names nothing that the text has. */
    static Optional<Integer> of(String text, String message) {
        Matcher named = SCENARIO.matcher(message);
        if (!named.find()) {
            return Optional.empty();
        }
        try {
            return new YamlText(text)
                    .root().flatMap(root -> YamlText.value(root, "scenarios")).stream()
                            .flatMap(all -> YamlText.items(all).stream())
                            .filter(one -> YamlText.value(one, "name")
                                    .map(YamlText::text)
                                    .filter(named.group(1)::equals)
                                    .isPresent())
                            .findFirst()
                            .map(scenario -> line(scenario, words(message)));
        } catch (YAMLException unreadable) {
            return Optional.empty();
        }
    }

    /** What stands in quotes before the hint at what was meant. */
    private static List<String> words(String message) {
        return NAMED.matcher(message.split(" Did you mean | Write ", 2)[0])
                .results()
                .map(found -> found.group(1) == null ? found.group(2) : found.group(1))
                .toList();
    }

    /** Each word is looked for in what the one before it names. */
    private static int line(Node scenario, List<String> words) {
        Node in = scenario;
        int line = scenario.getStartMark().getLine();
        for (String word : words) {
            Optional<Node> found =
                    nodes(in).filter(node -> YamlText.text(node).contains(word)).findFirst();
            if (found.isPresent()) {
                line = found.get().getStartMark().getLine();
                in = behind(in, found.get());
            }
        }
        return line + 1;
    }

    /** The value of a key, or what was found itself. */
    @SuppressWarnings("ReferenceEquality") // which node it is, and not one that reads alike
    private static Node behind(Node in, Node found) {
        return maps(in).flatMap(map -> map.getValue().stream())
                .filter(tuple -> tuple.getKeyNode() == found)
                .map(NodeTuple::getValueNode)
                .findFirst()
                .orElse(in);
    }

    private static Stream<MappingNode> maps(Node node) {
        return nodes(node).filter(MappingNode.class::isInstance).map(MappingNode.class::cast);
    }

    private static Stream<Node> nodes(Node node) {
        return Stream.concat(
                Stream.of(node),
                node instanceof MappingNode map
                        ? map.getValue().stream()
                                .flatMap(tuple ->
                                        Stream.concat(Stream.of(tuple.getKeyNode()), nodes(tuple.getValueNode())))
                        : YamlText.items(node).stream().flatMap(ScenarioLine::nodes));
    }
}
