package dev.runbook.rehearsal.cel;

import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** The names by which expressions know fields whose own names CEL cannot read. */
final class FieldEscape {
    private static final Set<String> RESERVED = Set.of(
            "true",
            "false",
            "null",
            "in",
            "as",
            "break",
            "const",
            "continue",
            "else",
            "for",
            "function",
            "if",
            "import",
            "let",
            "loop",
            "package",
            "namespace",
            "return",
            "var",
            "void",
            "while");
    private static final Pattern READABLE = Pattern.compile("[a-zA-Z_./-][a-zA-Z0-9_./-]*");
    private static final Pattern ESCAPED = Pattern.compile("__|[./-]");

    private FieldEscape() {}

    /** The name in expressions; empty for a field that none can name. */
    static Optional<String> of(String field) {
        if (RESERVED.contains(field)) {
            return Optional.of("__" + field + "__");
        }
        return READABLE.matcher(field).matches()
                ? Optional.of(ESCAPED.matcher(field).replaceAll(FieldEscape::word))
                : Optional.empty();
    }

    private static String word(MatchResult found) {
        return switch (found.group()) {
            case "." -> "__dot__";
            case "-" -> "__dash__";
            case "/" -> "__slash__";
            default -> "__underscores__";
        };
    }
}
