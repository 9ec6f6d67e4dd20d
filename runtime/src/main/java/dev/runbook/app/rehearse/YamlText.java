package dev.runbook.app.rehearse;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** A text of YAML that is changed in places: comments and layout stay, as does each line that nothing is changed in. */
final class YamlText {
    private final String text;
    private final Optional<Node> root;
    private final Set<Node> shared = Collections.newSetFromMap(new IdentityHashMap<>());
    private final List<Edit> edits = new ArrayList<>();

    /** What takes the place of a part of the text. */
    private record Edit(int from, int to, String instead) {}

    YamlText(String text) {
        this.text = text;
        this.root =
                Optional.ofNullable(new Yaml(new SafeConstructor(new LoaderOptions())).compose(new StringReader(text)));
        root.ifPresent(node -> count(node, Collections.newSetFromMap(new IdentityHashMap<>())));
    }

    Optional<Node> root() {
        return root;
    }

    /** Whether an alias means the same part of the text elsewhere. */
    boolean isShared(Node node) {
        return shared.contains(node);
    }

    /** The value of a key of a map; empty where it has none. */
    static Optional<Node> value(Node map, String key) {
        return tuple(map, key).map(NodeTuple::getValueNode);
    }

    static List<Node> items(Node node) {
        return node instanceof SequenceNode list ? list.getValue() : List.of();
    }

    static String text(Node node) {
        return node instanceof ScalarNode scalar ? scalar.getValue() : "";
    }

    /** A text as YAML has it on one line, whatever stands beside it. */
    static String scalar(String text) {
        return text.matches("[A-Za-z0-9][A-Za-z0-9 _./'()+-]*")
                        && !text.matches("(?i)y|n|yes|no|true|false|on|off|null|[0-9][0-9_.:eE+-]*")
                        && text.equals(text.strip())
                ? text
                : '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    /** Another value in the place of one on a line. */
    void replace(Node value, String written) {
        if (!text(value).equals(written)) {
            edits.add(new Edit(offset(value.getStartMark()), offset(value.getEndMark()), written));
        }
    }

    /** Takes keys of a map away, with the lines that they stand on where they have lines of their own. */
    void remove(MappingNode map, Set<String> keys) {
        List<NodeTuple> all = map.getValue();
        int at = 0;
        while (at < all.size()) {
            int next = at;
            while (next < all.size() && keys.contains(text(all.get(next).getKeyNode()))) {
                next++;
            }
            if (next > at) {
                remove(map, at, next);
            }
            at = next + 1;
        }
    }

    /** Those beside each other go at once: what stands between them has no other end. */
    private void remove(MappingNode map, int first, int behind) {
        List<NodeTuple> all = map.getValue();
        int from = offset(all.get(first).getKeyNode().getStartMark());
        int to = end(all.get(behind - 1));
        if (map.getFlowStyle() == DumperOptions.FlowStyle.BLOCK) {
            edits.add(new Edit(text.lastIndexOf('\n', from) + 1, lineEnd(to), ""));
        } else if (behind < all.size()) {
            edits.add(new Edit(from, offset(all.get(behind).getKeyNode().getStartMark()), ""));
        } else {
            edits.add(new Edit(first == 0 ? from : end(all.get(first - 1)), to, ""));
        }
    }

    /** Puts a line, or the same within braces, before what a map has. */
    void insert(MappingNode map, String line) {
        if (map.getValue().isEmpty()) {
            edits.add(new Edit(offset(map.getStartMark()) + 1, offset(map.getStartMark()) + 1, line));
            return;
        }
        Mark first = map.getValue().getFirst().getKeyNode().getStartMark();
        String between =
                map.getFlowStyle() == DumperOptions.FlowStyle.BLOCK ? "\n" + " ".repeat(first.getColumn()) : ", ";
        edits.add(new Edit(offset(first), offset(first), line + between));
    }

    /** Puts a key with its value behind what a map has. */
    void append(MappingNode map, String key, Map<String, ?> value) {
        NodeTuple last = map.getValue().getLast();
        int end = end(last);
        if (map.getFlowStyle() == DumperOptions.FlowStyle.BLOCK) {
            String indent = " ".repeat(last.getKeyNode().getStartMark().getColumn());
            int at = lineEnd(end);
            String before = at > 0 && text.charAt(at - 1) == '\n' ? "" : "\n";
            edits.add(new Edit(at, at, before + indent + key + ":\n" + block(value, indent + "  ")));
        } else {
            edits.add(new Edit(end, end, ", " + key + ": " + flow(value)));
        }
    }

    /**
     * Puts an item behind those of a list, and behind the comments that end the text; false where the list has no lines of its
     * own.
     *
     * @param item makes its lines, which begin so many columns from the left
     */
    boolean append(Node list, IntFunction<String> item) {
        if (!(list instanceof SequenceNode sequence)
                || sequence.getFlowStyle() != DumperOptions.FlowStyle.BLOCK
                || sequence.getValue().isEmpty()) {
            return false;
        }
        int at = lineEnd(end(sequence));
        if (text.substring(at)
                .lines()
                .allMatch(line -> line.isBlank() || line.stripLeading().startsWith("#"))) {
            at = text.length();
        }
        String before = at > 0 && text.charAt(at - 1) != '\n' ? "\n\n" : "\n";
        edits.add(new Edit(at, at, before + item.apply(sequence.getStartMark().getColumn())));
        return true;
    }

    /** The text with all changes. */
    String changed() {
        StringBuilder result = new StringBuilder(text);
        edits.stream()
                .sorted(Comparator.comparingInt(Edit::from).reversed())
                .forEach(edit -> result.replace(edit.from(), edit.to(), edit.instead()));
        return result.toString();
    }

    private static String block(Map<String, ?> map, String indent) {
        return map.entrySet().stream()
                .map(entry -> indent + scalar(entry.getKey()) + ":"
                        + (entry.getValue() instanceof Map<?, ?> inner
                                ? "\n" + block(keyed(inner), indent + "  ")
                                : " " + plain(entry.getValue()) + "\n"))
                .collect(Collectors.joining());
    }

    private static String flow(Map<String, ?> map) {
        return map.entrySet().stream()
                .map(entry -> scalar(entry.getKey()) + ": "
                        + (entry.getValue() instanceof Map<?, ?> inner ? flow(keyed(inner)) : plain(entry.getValue())))
                .collect(Collectors.joining(", ", "{", "}"));
    }

    private static Map<String, ?> keyed(Map<?, ?> map) {
        return map.entrySet().stream()
                .collect(Collectors.toMap(
                        entry -> String.valueOf(entry.getKey()),
                        Map.Entry::getValue,
                        (first, _) -> first,
                        LinkedHashMap::new));
    }

    private static String plain(Object value) {
        return value instanceof Number number ? number.toString() : scalar(String.valueOf(value));
    }

    private static Optional<NodeTuple> tuple(Node map, String key) {
        return map instanceof MappingNode mapping
                ? mapping.getValue().stream()
                        .filter(tuple -> text(tuple.getKeyNode()).equals(key))
                        .findFirst()
                : Optional.empty();
    }

    private void count(Node node, Set<Node> seen) {
        if (!seen.add(node)) {
            share(node);
            return;
        }
        inner(node).forEach(one -> count(one, seen));
    }

    private void share(Node node) {
        if (shared.add(node)) {
            inner(node).forEach(this::share);
        }
    }

    private static List<Node> inner(Node node) {
        return switch (node) {
            case MappingNode map ->
                map.getValue().stream().map(NodeTuple::getValueNode).toList();
            case SequenceNode list -> list.getValue();
            default -> List.of();
        };
    }

    /** Where a key and its value end. An alias has the marks of what it means, which stands before. */
    private int end(NodeTuple tuple) {
        int key = offset(tuple.getKeyNode().getEndMark());
        int value = end(tuple.getValueNode());
        return value > key ? value : lineEnd(key) - 1;
    }

    private int end(Node node) {
        return switch (node) {
            case MappingNode map
            when map.getFlowStyle() == DumperOptions.FlowStyle.BLOCK ->
                map.getValue().isEmpty()
                        ? offset(map.getEndMark())
                        : end(map.getValue().getLast());
            case SequenceNode list
            when list.getFlowStyle() == DumperOptions.FlowStyle.BLOCK ->
                list.getValue().isEmpty()
                        ? offset(list.getEndMark())
                        : end(list.getValue().getLast());
            default -> offset(node.getEndMark());
        };
    }

    /** Behind the end of the line. */
    private int lineEnd(int from) {
        int end = text.indexOf('\n', Math.max(0, from - (from > 0 && text.charAt(from - 1) == '\n' ? 1 : 0)));
        return end < 0 ? text.length() : end + 1;
    }

    private int offset(Mark mark) {
        return text.offsetByCodePoints(0, mark.getIndex());
    }
}
