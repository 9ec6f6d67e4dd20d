package dev.runbook.language.eval;

import dev.runbook.language.failure.Failed;
import dev.runbook.language.failure.Failure;
import dev.runbook.language.failure.FailureClass;
import dev.runbook.language.program.Expr;
import dev.runbook.language.value.SemanticVersion;
import dev.runbook.language.value.Value;
import java.util.Optional;

/** How values compare: versions as SemVer says, also with a text; everything else with its own kind. */
final class Comparison {
    private Comparison() {}

    static boolean equal(Value left, Value right) {
        if (left instanceof Value.Version(SemanticVersion version)) {
            return version(right).map(other -> version.compareTo(other) == 0).orElse(false);
        }
        if (right instanceof Value.Version) {
            return equal(right, left);
        }
        if (isText(left) && isText(right)) {
            return SecretTexts.content(left).equals(SecretTexts.content(right));
        }
        return left.equals(right);
    }

    /** The name of a secret says where it was read, and is no part of it. */
    private static boolean isText(Value value) {
        return value instanceof Value.Text || value instanceof Value.Secret;
    }

    static boolean ordered(Expr.Operation operation, Value left, Value right) {
        int difference = compare(operation, left, right);
        return switch (operation.operator()) {
            case LESS -> difference < 0;
            case AT_MOST -> difference <= 0;
            case MORE -> difference > 0;
            case AT_LEAST -> difference >= 0;
            case EQUAL, NOT_EQUAL, MATCHES, MATCHES_NOT, AND, OR, PLUS, MINUS ->
                throw new IllegalStateException(operation.operator() + " is no ordering");
        };
    }

    private static int compare(Expr.Operation operation, Value left, Value right) {
        if (left instanceof Value.Int(long a) && right instanceof Value.Int(long b)) {
            return Long.compare(a, b);
        }
        if (left instanceof Value.Duration(var a) && right instanceof Value.Duration(var b)) {
            return a.compareTo(b);
        }
        if (left instanceof Value.Version || right instanceof Value.Version) {
            Optional<SemanticVersion> a = version(left);
            Optional<SemanticVersion> b = version(right);
            if (a.isPresent() && b.isPresent()) {
                return a.get().compareTo(b.get());
            }
        } else if (left instanceof Value.Text(String a) && right instanceof Value.Text(String b)) {
            return a.compareTo(b);
        }
        throw new Failed(Failure.of(
                FailureClass.AssertionFailed,
                "cannot compare " + ValueText.quoted(left) + " with " + ValueText.quoted(right) + " in "
                        + operation.where().text()
                        + " (" + operation.where().place() + ")",
                "Compare values of the same type."));
    }

    private static Optional<SemanticVersion> version(Value value) {
        return switch (value) {
            case Value.Version(SemanticVersion version) -> Optional.of(version);
            case Value.Text(String text) -> SemanticVersion.parse(text);
            default -> Optional.empty();
        };
    }
}
