package dev.runbook.format;

import dev.runbook.source.Span;
import dev.runbook.syntax.Comment;
import dev.runbook.syntax.SyntaxTree;
import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.Optional;

/** Whether two texts say the same: the same tree, wherever its parts stand, and the same comments in the same order. */
final class TreeEquality {
    private TreeEquality() {}

    static boolean of(SyntaxTree a, SyntaxTree b) {
        return same(a.statements(), b.statements()) && comments(a).equals(comments(b));
    }

    private static List<String> comments(SyntaxTree tree) {
        return tree.comments().stream()
                .map(Comment::span)
                .map(span -> span.text().strip())
                .toList();
    }

    private static boolean same(Object a, Object b) {
        if (a instanceof List<?> left && b instanceof List<?> right) {
            if (left.size() != right.size()) {
                return false;
            }
            for (int i = 0; i < left.size(); i++) {
                if (!same(left.get(i), right.get(i))) {
                    return false;
                }
            }
            return true;
        }
        if (a instanceof Optional<?> left && b instanceof Optional<?> right) {
            return left.isPresent() == right.isPresent() && (left.isEmpty() || same(left.get(), right.get()));
        }
        return (a instanceof Record left && b instanceof Record right) ? sameParts(left, right) : a.equals(b);
    }

    private static boolean sameParts(Record a, Record b) {
        if (a.getClass() != b.getClass()) {
            return false;
        }
        for (RecordComponent part : a.getClass().getRecordComponents()) {
            try {
                if (part.getType() != Span.class
                        && !same(
                                part.getAccessor().invoke(a), part.getAccessor().invoke(b))) {
                    return false;
                }
            } catch (ReflectiveOperationException e) {
                throw new LinkageError("a record of the tree hides its parts", e);
            }
        }
        return true;
    }
}
