package dev.runbook.source;

/**
 * A stretch of one source.
 *
 * @param start offset of the first character
 * @param end offset after the last character; never before {@code start}
 */
public record Span(Source source, int start, int end) {
    public Span {
        if (start < 0 || end < start) {
            throw new IllegalArgumentException("span " + start + ".." + end);
        }
    }

    public String text() {
        return source.text().substring(start, end);
    }

    public Position from() {
        return source.position(start);
    }

    public Position to() {
        return source.position(end);
    }

    /** From the start of this span to the end of a later one of the same source. */
    public Span through(Span last) {
        return new Span(source, start, Math.max(end, last.end));
    }

    /** {@code path:line:column}, which terminals and editors can follow. */
    public String place() {
        return source.name() + ":" + from();
    }

    @Override
    public String toString() {
        return place();
    }
}
