package dev.runbook.format;

import dev.runbook.source.Source;
import dev.runbook.source.Span;
import dev.runbook.syntax.Comment;
import java.util.List;

/** The comments of a text that are still to be printed, in their order, and where the text breaks its lines. */
final class CommentQueue {
    private final Source source;
    private final List<Comment> comments;
    private int next;

    CommentQueue(Source source, List<Comment> comments) {
        this.source = source;
        this.comments = comments;
    }

    /** Whether a comment that is still to be printed begins before an offset. */
    boolean hasBefore(int offset) {
        return next < comments.size() && peek().start() < offset;
    }

    /** The next comment, which is there. */
    Span peek() {
        return comments.get(next).span();
    }

    Span take() {
        return comments.get(next++).span();
    }

    static String text(Span comment) {
        return comment.text().stripTrailing();
    }

    /** Whether the next comment begins on the line on which an offset is. */
    boolean nextIsOnLineOf(int offset) {
        return next < comments.size() && lineBreaks(Math.min(offset, peek().start()), peek().start()) == 0;
    }

    boolean breaksLine(int from, int to) {
        return lineBreaks(from, to) > 0;
    }

    /** How many lines end between two offsets; 2 stands for more. */
    int lineBreaks(int from, int to) {
        int end = Math.max(from, to);
        int first = source.text().indexOf('\n', from, end);
        if (first < 0) {
            return 0;
        }
        return source.text().indexOf('\n', first + 1, end) < 0 ? 1 : 2;
    }

    /** The offset of the first character after an offset that is neither space nor of a comment. */
    int nextWord(int offset) {
        String text = source.text();
        int at = offset;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == '#') {
                int end = text.indexOf('\n', at);
                at = end < 0 ? text.length() : end;
            } else if (Character.isWhitespace(c)) {
                at++;
            } else {
                return at;
            }
        }
        return at;
    }
}
