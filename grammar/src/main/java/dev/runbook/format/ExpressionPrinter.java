package dev.runbook.format;

import dev.runbook.source.Span;
import dev.runbook.syntax.Arguments;
import dev.runbook.syntax.CallStyle;
import dev.runbook.syntax.Expression;
import dev.runbook.syntax.Name;
import dev.runbook.syntax.UnaryOperator;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Prints expressions; it breaks a line where its writer did, and nowhere else. */
final class ExpressionPrinter {
    private static final int STEP = 2;

    private final PrintBuffer page;
    private final CommentQueue comments;
    /** How many brackets are open in what is printed. */
    private int brackets;

    ExpressionPrinter(PrintBuffer page, CommentQueue comments) {
        this.page = page;
        this.comments = comments;
    }

    /** Something that stands in a row with others of its kind, and how it is printed. */
    record ListItem(Span span, Runnable print) {}

    ListItem item(Expression expression) {
        return new ListItem(expression.span(), () -> print(expression));
    }

    ListItem item(Arguments.Option option) {
        return new ListItem(option.span(), () -> {
            int column = page.column();
            page.write(option.name().text() + ":");
            gapInside(option.name().span().end(), option.value().span().start(), column + STEP, " ");
            print(option.value());
        });
    }

    ListItem item(Name name) {
        return new ListItem(name.span(), () -> page.write(name.text()));
    }

    private ListItem item(Expression.Entry entry) {
        return new ListItem(entry.span(), () -> {
            int column = page.column();
            String written = entry.span().text();
            int key = entry.quoted() ? quoted(written) : entry.key().length();
            page.write(written.substring(0, key) + (entry.quoted() ? " =>" : ":"));
            gap(entry.span().start() + key, entry.value().span().start(), column + STEP, " ");
            print(entry.value());
        });
    }

    /** The length of the string that a text begins with. */
    private static int quoted(String text) {
        int at = 1;
        while (text.charAt(at) != text.charAt(0)) {
            at += text.charAt(at) == '\\' ? 2 : 1;
        }
        return at + 1;
    }

    List<ListItem> items(Arguments arguments) {
        List<ListItem> items = new ArrayList<>();
        arguments.positional().forEach(value -> items.add(item(value)));
        arguments.options().forEach(option -> items.add(item(option)));
        items.sort(Comparator.comparingInt(item -> item.span().start()));
        return items;
    }

    /**
     * What stands between two words: a line break with the comments around it where the text has one.
     *
     * @param from the offset after the word before
     * @param to the offset of the word after
     * @param column where the next line begins
     * @param otherwise what is written when there is no break
     */
    void gap(int from, int to, int column, String otherwise) {
        gap(from, to, column, column, otherwise);
    }

    /** A gap where only an open bracket lets a line go on; the text may have one that is not printed. */
    private void gapInside(int from, int to, int column, String otherwise) {
        if (brackets > 0) {
            gap(from, to, column, otherwise);
        } else {
            page.write(otherwise);
        }
    }

    /** The same, with the comments at a column of their own. */
    private void gap(int from, int to, int commentColumn, int column, String otherwise) {
        if (!comments.breaksLine(from, to)) {
            page.write(otherwise);
            return;
        }
        if (comments.hasBefore(to) && comments.nextIsOnLineOf(from)) {
            page.comment(CommentQueue.text(comments.take()), commentColumn);
        }
        while (comments.hasBefore(to)) {
            page.begin(commentColumn);
            page.write(CommentQueue.text(comments.take()));
        }
        page.begin(column);
    }

    /** Prints things with commas between them; each line begins below the first of them. */
    void list(List<ListItem> items) {
        int column = page.column();
        int end = -1;
        for (ListItem item : items) {
            if (end >= 0) {
                page.write(",");
                gap(end, item.span().start(), column, " ");
            }
            item.print().run();
            end = item.span().end();
        }
    }

    /**
     * Prints things between brackets.
     *
     * @param from the offset after the bracket that opens
     * @param to the offset of the bracket that closes
     * @param space what stands inside the brackets where the line does not break
     */
    private void bracketed(String open, List<ListItem> items, String close, int from, int to, String space) {
        int indent = page.indent();
        brackets++;
        page.write(open);
        if (items.isEmpty()) {
            if (comments.hasBefore(to)) {
                gap(from, to, indent + STEP, indent, "");
            }
        } else {
            gap(from, items.getFirst().span().start(), indent + STEP, space);
            list(items);
            gap(items.getLast().span().end(), to, indent + STEP, indent, space);
        }
        page.write(close);
        brackets--;
    }

    void print(Expression expression) {
        Span span = expression.span();
        switch (expression) {
            // What is inside a literal is its writer's; it is printed as it stands.
            case Expression.Text text -> page.write(text.span().text());
            case Expression.RawText text -> page.write(text.span().text());
            case Expression.Symbol symbol -> page.write(symbol.span().text());
            case Expression.Int number -> page.write(number.span().text());
            case Expression.Regex regex -> page.write(regex.span().text());
            case Expression.Bool truth -> page.write(String.valueOf(truth.value()));
            case Expression.Nil nil -> page.write("nil");
            case Expression.Unreadable gap -> page.write(gap.span().text());
            case Expression.Reference reference -> page.write(reference.name());
            case Expression.ListOf list ->
                bracketed(
                        "[", list.items().stream().map(this::item).toList(), "]", span.start() + 1, span.end() - 1, "");
            case Expression.MapOf map ->
                bracketed(
                        "{",
                        map.entries().stream().map(this::item).toList(),
                        "}",
                        span.start() + 1,
                        span.end() - 1,
                        " ");
            case Expression.Grouped group ->
                bracketed("(", List.of(item(group.inner())), ")", span.start() + 1, span.end() - 1, "");
            case Expression.Call call -> call(call);
            case Expression.Index index -> {
                print(index.receiver());
                bracketed(
                        "[",
                        List.of(item(index.key())),
                        "]",
                        index.receiver().span().end() + 1,
                        span.end() - 1,
                        "");
            }
            case Expression.Unary unary -> {
                int column = page.column();
                String symbol = unary.operator().symbol();
                page.write(symbol);
                String space = unary.operator() == UnaryOperator.NOT_WORD ? " " : "";
                gapInside(span.start() + symbol.length(), unary.operand().span().start(), column + STEP, space);
                print(unary.operand());
            }
            case Expression.Binary binary -> {
                int column = page.column();
                print(binary.left());
                page.write(" " + binary.operator().symbol());
                gap(binary.left().span().end(), binary.right().span().start(), column, " ");
                print(binary.right());
            }
        }
    }

    private void call(Expression.Call call) {
        int indent = page.indent();
        call.receiver().ifPresent(receiver -> {
            print(receiver);
            gap(receiver.span().end(), call.name().span().start(), indent + STEP, "");
            page.write(".");
        });
        page.write(call.name().text());
        int end = call.name().span().end();
        List<ListItem> items = items(call.arguments());
        if (call.style() == CallStyle.PARENTHESES) {
            bracketed("(", items, ")", end + 1, call.span().end() - 1, "");
        } else if (call.style() == CallStyle.COMMAND) {
            gapInside(end, items.getFirst().span().start(), indent + STEP, " ");
            list(items);
        }
    }
}
