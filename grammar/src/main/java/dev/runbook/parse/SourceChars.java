package dev.runbook.parse;

import dev.runbook.source.Source;
import org.antlr.v4.runtime.CharStream;
import org.antlr.v4.runtime.IntStream;
import org.antlr.v4.runtime.misc.Interval;

/** A source as ANTLR reads it, counted in the same units as spans, which ANTLR's own streams are not. */
final class SourceChars implements CharStream {
    private final Source source;
    private final String text;
    private int at;

    SourceChars(Source source) {
        this.source = source;
        this.text = source.text();
    }

    @Override
    public void consume() {
        if (at >= text.length()) {
            throw new IllegalStateException("cannot consume EOF");
        }
        at++;
    }

    @Override
    public int LA(int ahead) {
        int wanted = ahead > 0 ? at + ahead - 1 : at + ahead;
        if (wanted < 0 || wanted >= text.length()) {
            return IntStream.EOF;
        }
        char c = text.charAt(wanted);
        return (c < ' ' || c >= 0x7f) && Characters.unseen(text, wanted) ? ' ' : c;
    }

    @Override
    public int mark() {
        return -1;
    }

    @Override
    public void release(int marker) {
        // The whole text is in memory: there is nothing to let go of.
    }

    @Override
    public int index() {
        return at;
    }

    @Override
    public void seek(int index) {
        at = Math.min(index, text.length());
    }

    @Override
    public int size() {
        return text.length();
    }

    @Override
    public String getText(Interval interval) {
        int start = Math.min(interval.a, text.length());
        int end = Math.min(interval.b + 1, text.length());
        return end <= start ? "" : text.substring(start, end);
    }

    @Override
    public String getSourceName() {
        return source.name();
    }
}
