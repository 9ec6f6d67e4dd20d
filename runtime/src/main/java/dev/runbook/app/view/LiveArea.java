package dev.runbook.app.view;

import dev.runbook.run.report.TextWidth;
import java.util.List;

/**
 * The last lines of a terminal, which are drawn again and again while something goes on. Everything is one piece of
 * text for one write, so that nothing flickers; the cursor rests at the beginning of the line below.
 */
final class LiveArea {
    private static final String ERASE_BELOW = "\u001b[J";
    private static final String ERASE_TO_END = "\u001b[K";

    private List<ScreenLine> drawn = List.of();

    /** A line: as it is printed, and how many columns it takes. */
    record ScreenLine(String painted, int width) {}

    /**
     * What to write so that the lines stand above and the rows are the last of the screen; empty when they are already.
     *
     * @param columns how wide the terminal is now, which may differ from when the rows were drawn
     */
    String update(List<String> lines, List<ScreenLine> rows, int columns) {
        if (lines.isEmpty() && rows.equals(drawn)) {
            return "";
        }
        StringBuilder text = new StringBuilder();
        // A terminal that became narrower has broken the rows anew, so they take more lines than were drawn.
        int up = drawn.stream()
                .mapToInt(row -> Math.max(1, ceil(row.width(), columns)))
                .sum();
        if (up > 0) {
            text.append('\r').append("\u001b[").append(up).append('A');
        }
        if (!lines.isEmpty() && up > 0) {
            text.append(ERASE_BELOW);
        }
        lines.forEach(line -> text.append(line).append('\n'));
        rows.forEach(row -> text.append(row.painted()).append(ERASE_TO_END).append('\n'));
        if (lines.isEmpty() && !drawn.isEmpty()) {
            text.append(ERASE_BELOW);
        }
        drawn = List.copyOf(rows);
        return text.toString();
    }

    /** A row of text, cut so that it never fills the last column, where terminals differ. */
    static ScreenLine row(int indent, String text, Style look, Style.Tone tone, int columns) {
        String cut = TextWidth.cut(" ".repeat(indent) + text, columns - 1, look.ellipsis());
        return new ScreenLine(look.paint(tone, cut), TextWidth.width(cut));
    }

    private static int ceil(int width, int columns) {
        return (width + columns - 1) / columns;
    }
}
