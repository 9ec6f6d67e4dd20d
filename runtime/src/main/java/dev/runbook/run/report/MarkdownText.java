package dev.runbook.run.report;

import dev.runbook.text.SafeText;
import java.util.List;
import java.util.stream.Stream;

/** Text in Markdown that stays text, whatever others have put into it. */
public final class MarkdownText {
    /** A space of no width. */
    private static final String NO_MENTION = "\u200B";

    private MarkdownText() {}

    /** Keeps a text from becoming markup; it becomes one line. */
    public static String escape(String written) {
        String line = String.join(" ", written.lines().map(SafeText::line).toList());
        String text = line.replaceAll("&(?=[#\\w]+;)", "&amp;").replaceAll("([\\\\`*_\\[\\]<>#])", "\\\\$1");
        // What shows tickets makes links and mentions of bare text; a mention it finds behind any escape.
        return text.replace("://", ":\\//")
                .replaceAll("(?i)\\b(www)\\.", "$1\\\\.")
                .replaceAll("(?<!\\w)@(?=\\w)", "@" + NO_MENTION);
    }

    /** The same for a cell of a table. */
    public static String cell(String text) {
        return escape(text).replace("|", "\\|");
    }

    /** A text as it is, within a line. */
    public static String code(String text) {
        String ticks = ticks(text, 1);
        return ticks.length() > 1 ? ticks + " " + text + " " + ticks : "`" + text + "`";
    }

    /** Lines as they are, with what stands before and behind them. */
    public static List<String> block(List<String> lines) {
        String fence = ticks(String.join("\n", lines), 4);
        return Stream.of(
                        List.of(fence + "text"),
                        lines.stream().map(SafeText::line).toList(),
                        List.of(fence))
                .flatMap(List::stream)
                .toList();
    }

    /** More ticks than stand anywhere in a text, so that it cannot end the quotation. */
    private static String ticks(String text, int least) {
        int most = 0;
        int here = 0;
        for (int i = 0; i < text.length(); i++) {
            here = text.charAt(i) == '`' ? here + 1 : 0;
            most = Math.max(most, here);
        }
        return "`".repeat(most == 0 ? least : Math.max(most + 1, Math.max(least, 2)));
    }
}
