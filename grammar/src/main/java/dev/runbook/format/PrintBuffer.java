package dev.runbook.format;

import java.util.ArrayList;
import java.util.List;

/** The text while it is printed, line by line. */
final class PrintBuffer {
    private final List<PrintedLine> rows = new ArrayList<>();
    private PrintedLine row = new PrintedLine(0);

    /** Begins a line. */
    void begin(int indent) {
        row = new PrintedLine(indent);
        rows.add(row);
    }

    void blankLine() {
        if (!rows.isEmpty() && !rows.getLast().isBlank()) {
            rows.add(PrintedLine.blankLine());
        }
    }

    void write(String text) {
        row.write(text);
    }

    void mark() {
        row.mark();
    }

    /** The column at which the next character comes. */
    int column() {
        return row.width();
    }

    /** The indentation of the line that is being written. */
    int indent() {
        return row.indent();
    }

    /** How many lines there are; two calls tell whether what was written between them took one line. */
    int rowCount() {
        return rows.size();
    }

    void become(PrintedLine.LineKind kind) {
        row.become(kind);
    }

    /** Puts a comment at the end of the current line, or on a line of its own when there is one already. */
    void comment(String text, int indent) {
        if (row.hasComment() || row.isComment()) {
            begin(indent);
            write(text);
        } else {
            row.comment(text);
        }
    }

    String text() {
        ColumnAlignment.align(rows);
        StringBuilder out = new StringBuilder();
        for (PrintedLine line : rows) {
            out.append(" ".repeat(line.text().isEmpty() ? 0 : line.indent())).append(line.text());
            if (line.hasComment()) {
                out.append(line.comment());
            }
            out.append('\n');
        }
        return out.toString();
    }
}
