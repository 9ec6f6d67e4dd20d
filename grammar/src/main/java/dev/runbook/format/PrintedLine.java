package dev.runbook.format;

import java.util.ArrayList;
import java.util.List;

/** One line of the printed text, before the columns of neighbouring lines are brought together. */
final class PrintedLine {
    /** What a line must be alike in to share its columns with the next. */
    enum LineKind {
        PLAIN,
        DECLARATION,
        BINDING
    }

    private final int indent;
    private final StringBuilder text = new StringBuilder();
    private final List<Integer> marks = new ArrayList<>();
    private LineKind kind = LineKind.PLAIN;
    private String comment = "";
    private boolean blank;

    PrintedLine(int indent) {
        this.indent = indent;
    }

    static PrintedLine blankLine() {
        PrintedLine row = new PrintedLine(0);
        row.blank = true;
        return row;
    }

    int indent() {
        return indent;
    }

    boolean isBlank() {
        return blank;
    }

    void write(String more) {
        text.append(more);
    }

    String text() {
        return text.toString();
    }

    /** The column at which the next character comes. */
    int width() {
        return indent + text.codePointCount(0, text.length());
    }

    /** Begins a column here, if the line turns out to be of a kind that has columns. */
    void mark() {
        marks.add(text.length());
    }

    void become(LineKind wanted) {
        kind = wanted;
    }

    LineKind kind() {
        return kind;
    }

    int columns() {
        return marks.size();
    }

    /** Where a column begins, counted from the line's own indentation. */
    int columnStart(int column) {
        return text.codePointCount(0, marks.get(column));
    }

    /** Moves a column, and those after it, to the right. */
    void pad(int column, int spaces) {
        if (spaces > 0) {
            text.insert(marks.get(column), " ".repeat(spaces));
            for (int i = column; i < marks.size(); i++) {
                marks.set(i, marks.get(i) + spaces);
            }
        }
    }

    /** Whether the line is a comment from its beginning: what is written behind it would become part of it. */
    boolean isComment() {
        return text.length() > 0 && text.charAt(0) == '#';
    }

    boolean hasComment() {
        return !comment.isEmpty();
    }

    void comment(String text) {
        comment = text;
    }

    String comment() {
        return comment;
    }
}
