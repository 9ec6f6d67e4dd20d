package dev.runbook.diagnostic;

import dev.runbook.source.Source;
import dev.runbook.source.Span;
import dev.runbook.text.FileName;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Draws diagnostics for people: what is wrong, the lines with marks under the places, why, and what to do.
 *
 * <p>Each drawing begins with {@code path:line:column}, which terminals and editors can follow, and is plain ASCII
 * but for what it quotes. It ends in a line feed.
 */
public final class DiagnosticRenderer {
    private final Paint paint;
    private final int columns;

    private DiagnosticRenderer(Paint paint, int columns) {
        this.paint = paint;
        this.columns = columns;
    }

    /** For programs and files: no line is broken. */
    public static DiagnosticRenderer plain() {
        return of(false, Integer.MAX_VALUE);
    }

    /**
     * @param colour whether to use the colours of ANSI terminals
     * @param columns how wide what is said of the lines may be
     */
    public static DiagnosticRenderer of(boolean colour, int columns) {
        return new DiagnosticRenderer(colour ? Paint.ANSI : Paint.NONE, columns);
    }

    /** All of them, with an empty line between each two. */
    public String render(Collection<Diagnostic> diagnostics) {
        return diagnostics.stream().map(this::render).collect(Collectors.joining("\n"));
    }

    public String render(Diagnostic diagnostic) {
        Drawing drawing = new Drawing(diagnostic);
        drawing.draw();
        return drawing.out.toString();
    }

    /** A mark under one line. */
    private record Mark(Source source, int line, int start, int end, boolean primary, String text) {
        /** A label as marks: one under its line, or two where it begins and ends on different lines. */
        static Stream<Mark> of(Label label, boolean primary) {
            Span span = label.span();
            Source source = span.source();
            int first = span.from().line();
            int last =
                    span.end() > span.start() ? source.position(span.end() - 1).line() : first;
            if (first == last) {
                return Stream.of(new Mark(source, first, span.start(), span.end(), primary, label.text()));
            }
            int firstEnd = source.offset(first) + source.line(first).length();
            int indent = source.line(last).length()
                    - source.line(last).stripLeading().length();
            int lastStart = Math.min(source.offset(last) + indent, span.end());
            return Stream.of(
                    new Mark(source, first, span.start(), Math.max(firstEnd, span.start()), primary, ""),
                    new Mark(source, last, lastStart, span.end(), primary, label.text()));
        }
    }

    /** One drawing while it is made. */
    private final class Drawing {
        private final Diagnostic diagnostic;
        private final StringBuilder out = new StringBuilder();
        private final List<Mark> marks;
        private final int gutter;

        private Drawing(Diagnostic diagnostic) {
            this.diagnostic = diagnostic;
            this.marks = Stream.concat(
                            Mark.of(diagnostic.primary(), true),
                            diagnostic.secondary().stream().flatMap(label -> Mark.of(label, false)))
                    .toList();
            int highest = marks.stream().mapToInt(Mark::line).max().orElse(1);
            this.gutter = String.valueOf(highest).length();
        }

        private void draw() {
            boolean error = diagnostic.severity() == Severity.ERROR;
            String head = (error ? "error" : "warning") + "[" + diagnostic.code() + "]";
            out.append(error ? paint.error(head) : paint.warning(head))
                    .append(paint.strong(": " + DisplayLine.visible(diagnostic.what())))
                    .append('\n');
            Source source = diagnostic.primary().span().source();
            place("-->", diagnostic.primary().span());
            lines(source);
            others(source).forEach(other -> {
                place(":::", firstSpan(other));
                lines(other);
            });
            row("");
            note("why", diagnostic.why());
            note("fix", diagnostic.fix());
            note("more", "runbook explain " + diagnostic.code());
        }

        private List<Source> others(Source source) {
            return diagnostic.secondary().stream()
                    .map(label -> label.span().source())
                    .filter(other -> !other.equals(source))
                    .distinct()
                    .toList();
        }

        private Span firstSpan(Source source) {
            return diagnostic.secondary().stream()
                    .map(Label::span)
                    .filter(span -> span.source().equals(source))
                    .findFirst()
                    .orElseThrow();
        }

        private void place(String arrow, Span span) {
            out.append(" ".repeat(gutter))
                    .append(paint.frame(arrow))
                    .append(' ')
                    .append(FileName.of(span.place()))
                    .append('\n');
        }

        private void row(String text) {
            out.append(" ".repeat(gutter + 1)).append(paint.frame("|"));
            out.append(text.isEmpty() ? "" : " ").append(text).append('\n');
        }

        private void note(String name, String text) {
            if (!text.isEmpty()) {
                String indent = " ".repeat(gutter + 1);
                String following = "\n" + indent + " ".repeat(name.length() + 4);
                out.append(indent)
                        .append(paint.frame("="))
                        .append(' ')
                        .append(paint.strong(name + ":"))
                        .append(' ')
                        .append(broken(DisplayLine.visible(text), columns - following.length() + 1)
                                .replace("\n", following))
                        .append('\n');
            }
        }

        /** A text broken between its words; a word that is wider stays whole. */
        private static String broken(String text, int room) {
            StringBuilder lines = new StringBuilder();
            int used = 0;
            for (String word : text.splitWithDelimiters("[ \n]", 0)) {
                if (word.equals("\n")) {
                    used = 0;
                } else if (!word.equals(" ") && used > 0 && used + word.length() > room) {
                    lines.setCharAt(lines.length() - 1, '\n');
                    used = word.length();
                } else {
                    used += word.length();
                }
                lines.append(word);
            }
            return lines.toString();
        }

        private void lines(Source source) {
            row("");
            List<Mark> here = new ArrayList<>(
                    marks.stream().filter(mark -> mark.source().equals(source)).toList());
            here.sort(Comparator.comparingInt(Mark::line)
                    .thenComparing(Comparator.comparingInt(Mark::start).reversed()));
            int before = 0;
            DisplayLine shown = new DisplayLine("", 0);
            for (Mark mark : here) {
                int start = source.offset(mark.line());
                if (mark.line() != before) {
                    if (before > 0 && mark.line() > before + 1) {
                        out.append(paint.frame("...")).append('\n');
                    }
                    before = mark.line();
                    shown = new DisplayLine(source.line(before), around(here, before) - start);
                    String number = String.valueOf(before);
                    out.append(" ".repeat(gutter - number.length()))
                            .append(paint.frame(number + " |"))
                            .append((" " + shown.text()).stripTrailing())
                            .append('\n');
                }
                mark(shown, mark, start);
            }
        }

        /** What must be in sight of a line: the primary place when it has one. */
        private int around(List<Mark> here, int line) {
            return here.stream()
                    .filter(mark -> mark.line() == line)
                    .min(Comparator.comparing(mark -> !mark.primary()))
                    .map(Mark::start)
                    .orElse(0);
        }

        private void mark(DisplayLine shown, Mark mark, int lineStart) {
            int from = shown.column(mark.start() - lineStart);
            int to = Math.max(from + 1, shown.column(mark.end() - lineStart));
            String sign = (mark.primary() ? "^" : "-").repeat(to - from)
                    + (mark.text().isEmpty() ? "" : " " + DisplayLine.visible(mark.text()));
            row(" ".repeat(from) + (mark.primary() ? paint.error(sign) : paint.frame(sign)));
        }
    }
}
