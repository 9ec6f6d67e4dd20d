package dev.runbook.provider.helm;

import dev.runbook.language.failure.Failed;
import dev.runbook.language.failure.Failure;
import dev.runbook.language.failure.FailureClass;
import dev.runbook.text.FileName;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** A values file with quotes around some of its values; nothing else of the text changes, comments stay. */
final class QuotedValues {
    private final Set<String> wanted;
    private final List<ScalarNode> found = new ArrayList<>();

    private QuotedValues(List<String> keys) {
        this.wanted = new HashSet<>(keys);
    }

    static String of(String text, List<String> keys, String file) {
        QuotedValues values = new QuotedValues(keys);
        try {
            Optional.ofNullable(new org.yaml.snakeyaml.Yaml(new LoaderOptions()).compose(new StringReader(text)))
                    .ifPresent(top -> values.find("", top));
        } catch (YAMLException broken) {
            throw failed(FileName.of(file) + " is not YAML any more");
        }
        if (!values.wanted.isEmpty()) {
            throw failed(FileName.of(file) + " has no value " + String.join(", ", values.wanted));
        }
        int[] points = text.codePoints().toArray();
        StringBuilder quoted = new StringBuilder();
        int at = 0;
        values.found.sort(Comparator.comparingInt(node -> node.getStartMark().getIndex()));
        for (ScalarNode node : values.found) {
            Mark begin = node.getStartMark();
            Mark end = node.getEndMark();
            quoted.append(new String(points, at, begin.getIndex() - at)).append('"');
            quoted.append(new String(points, begin.getIndex(), end.getIndex() - begin.getIndex()))
                    .append('"');
            at = end.getIndex();
        }
        return quoted.append(new String(points, at, points.length - at)).toString();
    }

    private static Failed failed(String summary) {
        return new Failed(Failure.of(FailureClass.CommandFailed, summary, "Look into the file, and check it again."));
    }

    private void find(String path, Node node) {
        switch (node) {
            case MappingNode map -> {
                for (NodeTuple field : map.getValue()) {
                    if (field.getKeyNode() instanceof ScalarNode key) {
                        find(path.isEmpty() ? key.getValue() : path + "." + key.getValue(), field.getValueNode());
                    }
                }
            }
            case SequenceNode list -> {
                for (int i = 0; i < list.getValue().size(); i++) {
                    find(path + "[" + i + "]", list.getValue().get(i));
                }
            }
            case ScalarNode scalar
            when wanted.remove(path) -> {
                // One that has its quotes needs no more, so that this can be done twice.
                if (scalar.getScalarStyle() == ScalarStyle.PLAIN) {
                    found.add(scalar);
                }
            }
            default -> {
                // Another value.
            }
        }
    }
}
