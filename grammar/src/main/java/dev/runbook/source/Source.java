package dev.runbook.source;

import java.util.Arrays;
import java.util.Objects;

/** A text with the name that its reader knows it by and an index of its lines; equal only to itself. */
public final class Source {
    private final String name;
    private final String text;
    private final int[] lineStarts;

    private Source(String name, String text, int[] lineStarts) {
        this.name = name;
        this.text = text;
        this.lineStarts = lineStarts;
    }

    /**
     * @param name the path as the user wrote it
     * @param text the whole text; lines end in {@code \n} or {@code \r\n}
     */
    public static Source of(String name, String text) {
        Objects.requireNonNull(name, "name");
        int[] starts = new int[(int) text.chars().filter(c -> c == '\n').count() + 1];
        int line = 0;
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) == '\n') {
                starts[++line] = i + 1;
            }
        }
        return new Source(name, text, starts);
    }

    public String name() {
        return name;
    }

    public String text() {
        return text;
    }

    public int lineCount() {
        return lineStarts.length;
    }

    /** The offset of the first character of a line, counted from 1. */
    public int offset(int line) {
        return lineStarts[line - 1];
    }

    /** The text of a line, counted from 1, without its line end. */
    public String line(int number) {
        int start = lineStarts[number - 1];
        int end = number < lineStarts.length ? lineStarts[number] - 1 : text.length();
        if (end > start && text.charAt(end - 1) == '\r') {
            end--;
        }
        return text.substring(start, end);
    }

    /** Where an offset stands; an offset past the end is the end. */
    public Position position(int offset) {
        int at = Math.min(offset, text.length());
        int found = Arrays.binarySearch(lineStarts, at);
        int line = found >= 0 ? found : -found - 2;
        return new Position(line + 1, text.codePointCount(lineStarts[line], at) + 1);
    }

    public Span span(int start, int end) {
        return new Span(this, start, end);
    }

    @Override
    public String toString() {
        return name;
    }
}
