package dev.runbook.rehearsal.cel;

import dev.cel.common.CelIssue;
import dev.cel.common.CelSourceLocation;
import dev.cel.common.CelValidationResult;
import java.util.List;
import java.util.regex.Pattern;

/** What the compiler finds, in the words of the server's. */
final class CompilerWords {
    private static final Pattern CANDIDATES = Pattern.compile(" \\(candidates: .*\\)$", Pattern.DOTALL);
    private static final Pattern NOT_HERE =
            Pattern.compile("undeclared reference to '(" + String.join("|", CelExpression.NOT_HERE) + ")'.*");
    private static final Pattern OF_THE_GRAMMAR = Pattern.compile(
            "(mismatched input|extraneous input|no viable alternative|token recognition error|missing) .*",
            Pattern.DOTALL);

    private CompilerWords() {}

    static CelInvalidException of(CelValidationResult checked) {
        List<CelIssue> issues = checked.getErrors();
        boolean ours = issues.stream()
                .anyMatch(issue -> NOT_HERE.matcher(issue.getMessage()).matches());
        return new CelInvalidException(
                String.join(
                        "\n",
                        issues.stream().map(issue -> shown(issue, checked)).toList()),
                ours);
    }

    private static String shown(CelIssue issue, CelValidationResult checked) {
        CelSourceLocation at = issue.getSourceLocation();
        String message = CANDIDATES.matcher(issue.getMessage()).replaceFirst("");
        if (OF_THE_GRAMMAR.matcher(message).matches()) {
            message = "Syntax error: " + message;
        }
        int column = at.getColumn();
        String line = checked.getSource().getSnippet(at.getLine()).orElse("");
        return "ERROR: <input>:%d:%d: %s\n | %s\n | %s^"
                .formatted(at.getLine(), column + 1, message, line, ".".repeat(Math.max(column, 0)));
    }
}
