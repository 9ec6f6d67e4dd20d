package dev.runbook.language.check;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.runbook.diagnostic.Code;
import dev.runbook.syntax.Expression;
import java.util.Map;
import java.util.Optional;

/**
 * Compiles regular expressions for RE2/J, which takes linear time on any text, so that no pattern can hang on a
 * command's output. {@code ^} and {@code $} stand for the ends of lines and {@code m} lets a dot match line ends, as in Ruby.
 */
final class Regexes {
    /** What RE2 leaves out, each with what to do instead. */
    private static final Map<String, String> LEFT_OUT = Map.of(
            "(?=", "looks ahead",
            "(?!", "looks ahead",
            "(?<=", "looks behind",
            "(?<!", "looks behind",
            "(?>", "is an atomic group");

    private Regexes() {}

    static Optional<Pattern> compile(Expression.Regex regex, CheckDiagnostics diagnostics) {
        int flags = Pattern.MULTILINE;
        if (regex.flags().contains("i")) {
            flags |= Pattern.CASE_INSENSITIVE;
        }
        if (regex.flags().contains("m")) {
            flags |= Pattern.DOTALL;
        }
        String pattern = regex.flags().contains("x") ? withoutSpace(regex.pattern()) : regex.pattern();
        try {
            return Optional.of(Pattern.compile(pattern, flags));
        } catch (PatternSyntaxException e) {
            explain(regex, e, diagnostics);
            return Optional.empty();
        }
    }

    private static void explain(Expression.Regex regex, PatternSyntaxException e, CheckDiagnostics diagnostics) {
        String pattern = regex.pattern();
        Optional<Map.Entry<String, String>> construct = LEFT_OUT.entrySet().stream()
                .filter(entry -> pattern.contains(entry.getKey()))
                .findFirst();
        String linear =
                "Patterns run on an engine that takes linear time on any output, and it leaves this out because it"
                        + " cannot be done in linear time.";
        if (construct.isPresent()) {
            diagnostics
                    .at(Code.RB0244, regex.span())
                    .says(
                            "`" + construct.get().getKey() + "` "
                                    + construct.get().getValue() + ", which patterns here cannot",
                            linear,
                            "Match the text itself; two patterns separated by a comma are tried one after the other.");
        } else if (com.google.re2j.Pattern.compile("\\\\[1-9]|\\\\k<")
                .matcher(pattern)
                .find()) {
            diagnostics
                    .at(Code.RB0244, regex.span())
                    .says(
                            "the pattern refers back to what it has matched, which patterns here cannot",
                            linear,
                            "Write the text out a second time, or capture both and compare them.");
        } else if (com.google.re2j.Pattern.compile("[*+?}]\\+").matcher(pattern).find()) {
            diagnostics
                    .at(Code.RB0244, regex.span())
                    .says(
                            "the pattern has a possessive repetition, which patterns here do not know",
                            "It only saves other engines from backtracking, and this one never backtracks.",
                            "Remove the second `+`.");
        } else {
            diagnostics
                    .at(Code.RB0244, regex.span())
                    .says(
                            "the regular expression is wrong: " + e.getDescription()
                                    + (e.getPattern().isEmpty()
                                            ? ""
                                            : ": `" + SourcePlaces.cut(written(e, pattern)) + "`"),
                            "",
                            "Put a backslash before a character that is meant literally, and close every bracket.");
        }
    }

    /** What the engine names, without the flags that it was given beside the pattern and puts before it. */
    private static String written(PatternSyntaxException e, String pattern) {
        return pattern.startsWith("(?") ? e.getPattern() : e.getPattern().replaceFirst("^\\(\\?[a-z]+\\)", "");
    }

    /** The flag x: space and comments mean nothing outside brackets, unless a backslash stands before. */
    private static String withoutSpace(String pattern) {
        StringBuilder kept = new StringBuilder();
        boolean inClass = false;
        for (int i = 0; i < pattern.length(); i++) {
            char c = pattern.charAt(i);
            boolean meaningless = !inClass && Character.isWhitespace(c);
            if (c == '\\' && i + 1 < pattern.length()) {
                kept.append(c).append(pattern.charAt(++i));
            } else if (!inClass && c == '#') {
                int end = pattern.indexOf('\n', i);
                i = end < 0 ? pattern.length() : end;
            } else if (!meaningless) {
                inClass = c == '[' || (inClass && c != ']');
                kept.append(c);
            }
        }
        return kept.toString();
    }
}
