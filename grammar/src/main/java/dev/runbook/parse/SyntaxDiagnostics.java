package dev.runbook.parse;

import dev.runbook.diagnostic.Code;
import dev.runbook.diagnostic.Diagnostic;
import dev.runbook.diagnostic.Label;
import dev.runbook.source.Source;
import dev.runbook.source.Span;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import org.antlr.v4.runtime.Token;

/** The mistakes of one source that have been found so far. */
final class SyntaxDiagnostics {
    /** More than anybody reads; a file that is no runbook at all has one on every line. */
    private static final int MOST = 500;

    private final Source source;
    private final List<Diagnostic> found = new ArrayList<>();

    SyntaxDiagnostics(Source source) {
        this.source = source;
    }

    Source source() {
        return source;
    }

    boolean none() {
        return found.isEmpty();
    }

    /** How many there are now, to come back to with {@link #keepOne}. */
    int count() {
        return found.size();
    }

    /** Whether there is one of a kind among those from a number on. */
    boolean anySince(int from, Predicate<Code> kind) {
        return found.subList(from, found.size()).stream().anyMatch(d -> kind.test(d.code()));
    }

    boolean any(Predicate<Diagnostic> kind) {
        return found.stream().anyMatch(kind);
    }

    /** Whether a mistake begins inside a word. */
    boolean anyIn(Token token) {
        return found.stream().anyMatch(d -> begins(d, token.getStartIndex(), token.getStopIndex()));
    }

    /** Whether a character that cannot be seen stands between two places, so that what is around it may read otherwise. */
    boolean unseenBetween(int start, int end) {
        return found.stream().anyMatch(d -> d.code() == Code.RB0130 && begins(d, start, end));
    }

    private static boolean begins(Diagnostic diagnostic, int start, int end) {
        int at = diagnostic.primary().span().start();
        return at >= start && at <= end;
    }

    /**
     * Of the mistakes of a line that could not be read, keeps the one that the others follow from: a string that never
     * ends if there is one, otherwise the first.
     *
     * @param from how many mistakes there were before the line
     */
    void keepOne(int from) {
        List<Diagnostic> ofLine = found.subList(from, found.size());
        ofLine.stream()
                .min(Comparator.comparing((Diagnostic d) -> d.code() != Code.RB0103)
                        .thenComparingInt(d -> d.primary().span().start()))
                .ifPresent(kept -> {
                    ofLine.clear();
                    found.add(kept);
                });
    }

    List<Diagnostic> inOrder() {
        return found.stream()
                .sorted(Comparator.comparingInt(d -> d.primary().span().start()))
                .toList();
    }

    Span span(Token token) {
        int end = Math.min(source.text().length(), token.getStopIndex() + 1);
        int start = Math.min(token.getStartIndex(), source.text().length());
        return source.span(start, Math.max(start, end));
    }

    Span span(Token first, Token last) {
        return span(first).through(span(last));
    }

    /** A word's place, cut at the end of its first line. */
    Span firstLine(Token token) {
        Span whole = span(token);
        int end = source.text().indexOf('\n', whole.start(), Math.max(whole.start(), whole.end()));
        return end < 0 ? whole : source.span(whole.start(), end);
    }

    void add(Code code, Label primary, String what, String why, String fix) {
        add(code, primary, List.of(), what, why, fix);
    }

    void add(Code code, Label primary, List<Label> secondary, String what, String why, String fix) {
        if (found.size() < MOST) {
            found.add(new Diagnostic(code, primary, secondary, what, why, fix));
        }
    }

    void add(Code code, Token at, String label, String what, String why, String fix) {
        add(code, new Label(span(at), label), what, why, fix);
    }

    void add(Code code, Token at, String what, String why, String fix) {
        add(code, at, "", what, why, fix);
    }
}
