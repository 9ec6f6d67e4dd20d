package dev.runbook.app.view;

import dev.runbook.app.view.Style.Tone;
import dev.runbook.run.report.TextWidth;
import dev.runbook.text.SafeText;
import java.util.ArrayList;
import java.util.List;

/** Gathers the lines that one fact gives: indented, wrapped, safe to print and then painted. */
final class LineBuffer {
    /** Wider lines are hard to read; narrower ones than this cannot be filled sensibly. */
    static final int WIDEST = 100;

    private static final int NARROWEST = 40;

    private final Style look;
    private final int columns;
    private final List<String> lines = new ArrayList<>();

    LineBuffer(Style look, int columns) {
        this.look = look;
        this.columns = Math.clamp(columns, NARROWEST, WIDEST);
    }

    /** An empty line, and no second one after it. */
    LineBuffer blank() {
        if (lines.isEmpty() || !lines.getLast().isEmpty()) {
            lines.add("");
        }
        return this;
    }

    /** Wrapped text. */
    LineBuffer say(int indent, Tone tone, String text) {
        return say(indent, "", tone, tone, text);
    }

    /** A mark or a label and then wrapped text, the further lines under the first. */
    LineBuffer say(int indent, String label, Tone labelTone, Tone tone, String text) {
        String lead = label.isEmpty() ? "" : label + " ";
        int left = indent + TextWidth.width(lead);
        String first = " ".repeat(indent) + look.paint(labelTone, label) + (label.isEmpty() ? "" : " ");
        for (String line : TextWidth.wrap(safe(text), columns - left)) {
            lines.add((first + look.paint(tone, line)).stripTrailing());
            first = " ".repeat(left);
        }
        return this;
    }

    /** Lines that stay as they are. */
    LineBuffer copy(int indent, Tone tone, List<String> texts) {
        texts.forEach(text -> lines.add(" ".repeat(indent) + look.paint(tone, SafeText.output(text))));
        return this;
    }

    /** A line that is ready: wrapped, and painted; what is in it of others is made safe. */
    LineBuffer raw(String line) {
        lines.add(line);
        return this;
    }

    int columns() {
        return columns;
    }

    Style look() {
        return look;
    }

    List<String> lines() {
        return lines;
    }

    private static String safe(String text) {
        return String.join("\n", text.lines().map(SafeText::line).toList());
    }
}
