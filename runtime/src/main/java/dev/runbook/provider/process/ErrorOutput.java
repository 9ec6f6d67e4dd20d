package dev.runbook.provider.process;

import com.google.re2j.Pattern;
import java.util.List;

/**
 * What a program wrote to standard error, without the lines that are no errors.
 *
 * @param kept the lines that may say what went wrong; all of them when nothing else is left
 */
record ErrorOutput(List<String> kept) {
    private static final int FEW = 3;

    /** Warnings, deprecation notes and log lines that helm, client-go and kubectl mix into their error output. */
    private static final List<Pattern> NOISE = List.of(
            Pattern.compile("^[WI]\\d{4} \\d\\d:\\d\\d:\\d\\d"),
            Pattern.compile("warnings\\.go:\\d+\\]"),
            Pattern.compile("^(?i)warning: "),
            Pattern.compile("^level=(DEBUG|INFO|WARN)\\b.* msg=\"(unable to|Warning|.*deprecated)"),
            Pattern.compile("^time=\\S+ level=(DEBUG|INFO)\\b"),
            Pattern.compile("^level=(DEBUG|INFO)\\b"),
            Pattern.compile("^Flag --\\S+ has been deprecated"),
            Pattern.compile("^(walk|coalesce|table)\\.go:\\d+: "),
            Pattern.compile("^\\d{4}/\\d\\d/\\d\\d \\d\\d:\\d\\d:\\d\\d (warning|info|WARNING)"));

    static ErrorOutput of(String text) {
        List<String> lines =
                text.lines().map(String::strip).filter(l -> !l.isEmpty()).toList();
        List<String> errors = lines.stream()
                .filter(l -> NOISE.stream().noneMatch(n -> n.matcher(l).find()))
                .toList();
        return new ErrorOutput(errors.isEmpty() ? lines : errors);
    }

    /** Everything on one line, quotes that a log escaped made plain, wrapped text joined. */
    String joined() {
        return oneLine(String.join(" ", kept));
    }

    /**
     * From the first line that says {@code Error:} to the end, on one line. Where none does: all of a few lines, and of
     * many the last, where programs say why they give up. Of a program that has panicked, what it panicked of.
     */
    String error() {
        for (int i = 0; i < kept.size(); i++) {
            if (kept.get(i).startsWith("panic: ")) {
                return oneLine(kept.get(i));
            }
            if (kept.get(i).startsWith("Error: ")) {
                return oneLine(String.join(" ", kept.subList(i, kept.size())));
            }
        }
        return kept.size() <= FEW ? joined() : oneLine(kept.getLast());
    }

    private static String oneLine(String text) {
        return text.replace("\\\"", "\"").replaceAll("\\s+", " ").strip();
    }
}
