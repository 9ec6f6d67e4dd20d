package dev.runbook.language.check;

import dev.runbook.language.program.Where;
import dev.runbook.source.Position;
import dev.runbook.source.Source;
import dev.runbook.source.Span;
import org.jspecify.annotations.Nullable;

/** Makes the places that the program carries; it remembers the last one, so that a very long line stays cheap. */
final class SourcePlaces {
    private static final int LONGEST = 120;
    private static final int SHORT_STEP = 2000;

    private @Nullable Source lastSource;
    private int lastOffset;
    private Position last = new Position(1, 1);

    /** The place of an expression or of a statement of one line. */
    Where where(Span span) {
        return at(span, oneLine(span));
    }

    /** The place of a block, told by its first line. */
    Where head(Span span) {
        String first = span.source().line(position(span).line()).strip();
        return at(span, cut(first));
    }

    private Where at(Span span, String text) {
        Position position = position(span);
        return new Where(span.source().name(), position.line(), position.column(), span.end() - span.start(), text);
    }

    private Position position(Span span) {
        Source source = span.source();
        int distance = span.start() - lastOffset;
        String text = source.text();
        if (source == lastSource
                && distance >= 0
                && distance < SHORT_STEP
                && text.indexOf('\n', lastOffset, span.start()) < 0) {
            last = new Position(last.line(), last.column() + text.codePointCount(lastOffset, span.start()));
        } else if (source != lastSource || distance != 0) {
            last = span.from();
        }
        lastSource = source;
        lastOffset = span.start();
        return last;
    }

    private static String oneLine(Span span) {
        String text = span.source().text().substring(span.start(), Math.min(span.end(), span.start() + 4 * LONGEST));
        return cut(text.strip().replaceAll("\\s*\\R\\s*", " "));
    }

    static String cut(String text) {
        if (text.length() <= LONGEST) {
            return text;
        }
        int end = LONGEST - 1;
        return text.substring(0, Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end) + "…";
    }
}
