package dev.runbook;

import dev.runbook.source.Span;
import dev.runbook.syntax.Comment;
import dev.runbook.syntax.Name;
import dev.runbook.syntax.SyntaxTree;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** A syntax tree as text, without its places: two trees that say the same have the same dump. */
public final class SyntaxDump {
    private SyntaxDump() {}

    public static String of(SyntaxTree tree) {
        return tree.statements().stream().map(s -> node(s, "")).collect(Collectors.joining("\n")) + "\n";
    }

    public static List<String> comments(SyntaxTree tree) {
        return tree.comments().stream()
                .map(Comment::span)
                .map(Span::text)
                .map(String::strip)
                .toList();
    }

    private static String node(Object value, String indent) {
        return switch (value) {
            case List<?> list when list.isEmpty() -> "[]";
            case List<?> list ->
                list.stream()
                        .map(item -> "\n" + indent + "- " + node(item, indent + "  "))
                        .collect(Collectors.joining());
            case Optional<?> optional -> optional.isEmpty() ? "none" : node(optional.get(), indent);
            case String text -> "\"" + text.replace("\n", "\\n").replace("\u001b", "\\e") + "\"";
            case Name name -> name.text();
            case Record node -> node.getClass().getSimpleName() + fields(node, indent);
            default -> value.toString();
        };
    }

    private static String fields(Record node, String indent) {
        List<String> fields = new ArrayList<>();
        for (RecordComponent component : node.getClass().getRecordComponents()) {
            if (component.getType() != Span.class) {
                try {
                    Object value = component.getAccessor().invoke(node);
                    fields.add(component.getName() + "=" + node(value, indent + "  "));
                } catch (ReflectiveOperationException e) {
                    throw new LinkageError(e.getMessage(), e);
                }
            }
        }
        return "(" + String.join(", ", fields) + ")";
    }
}
