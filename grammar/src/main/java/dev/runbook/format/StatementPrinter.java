package dev.runbook.format;

import dev.runbook.source.Span;
import dev.runbook.syntax.Arguments;
import dev.runbook.syntax.Block;
import dev.runbook.syntax.Expression;
import dev.runbook.syntax.Name;
import dev.runbook.syntax.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Prints statements and the comments and empty lines between them. */
final class StatementPrinter {
    private static final int STEP = 2;

    private final PrintBuffer page;
    private final CommentQueue comments;
    private final ExpressionPrinter expressions;

    StatementPrinter(PrintBuffer page, CommentQueue comments) {
        this.page = page;
        this.comments = comments;
        this.expressions = new ExpressionPrinter(page, comments);
    }

    /**
     * Prints the statements of a body, with all comments up to its end.
     *
     * @param from the offset after the head of the body
     * @param to the offset of the word that ends the body
     * @return the offset after the last thing printed
     */
    int body(List<Statement> statements, int from, int to, int indent) {
        int end = from;
        boolean first = true;
        for (Statement statement : statements) {
            int start = statement.span().start();
            while (comments.hasBefore(start)) {
                end = ownLine(end, first, indent);
                first = false;
            }
            between(end, start, first);
            first = false;
            page.begin(indent);
            statement(statement, indent);
            end = trailing(statement.span().end(), indent);
        }
        while (comments.hasBefore(to)) {
            end = ownLine(end, first, indent);
            first = false;
        }
        return end;
    }

    private int ownLine(int end, boolean first, int indent) {
        Span comment = comments.take();
        between(end, comment.start(), first);
        page.begin(indent);
        page.write(CommentQueue.text(comment));
        return comment.end();
    }

    /** An empty line where the text has one or more. */
    private void between(int end, int start, boolean first) {
        if (!first && comments.lineBreaks(end, start) > 1) {
            page.blankLine();
        }
    }

    /** The comment behind what has been printed; the offset after it. */
    private int trailing(int end, int indent) {
        // Those that lost their place, such as behind a parenthesis that is not printed, come first.
        while (comments.hasBefore(end)) {
            page.comment(CommentQueue.text(comments.take()), indent);
        }
        if (comments.nextIsOnLineOf(end)) {
            Span comment = comments.take();
            page.comment(CommentQueue.text(comment), indent);
            return comment.end();
        }
        return end;
    }

    private void statement(Statement statement, int indent) {
        switch (statement) {
            case Statement.Title s -> word("runbook", s.title());
            case Statement.Extends s -> word("extends", s.path());
            case Statement.Include s -> word("include", s.path());
            case Statement.InNamespace s -> word("in_namespace", s.namespace());
            case Statement.Remove s -> word("remove", s.address());
            case Statement.Raise s -> word("raise", s.failure());
            case Statement.Pause s -> word("wait", s.duration());
            case Statement.Set s -> named("set", s.name(), List.of(expressions.item(s.value())));
            case Statement.Perform s ->
                named(
                        "perform",
                        s.name(),
                        s.arguments().stream().map(expressions::item).toList());
            case Statement.Param s -> declaration("param", s.name(), s.about(), s.options());
            case Statement.Secret s -> declaration("secret", s.name(), s.about(), s.options());
            case Statement.Binding s -> binding(s, indent);
            case Statement.Modified s -> {
                statement(s.statement(), indent);
                page.write(s.unless() ? " unless " : " if ");
                expressions.print(s.condition());
            }
            case Statement.Verb s -> {
                page.write(s.kind().name().toLowerCase(Locale.ROOT));
                spaced(expressions.items(s.arguments()));
            }
            case Statement.Retry s -> {
                // Ruby has `retry` without options only.
                page.write(s.options().isEmpty() ? "retry" : "try_again");
                spaced(options(s.options()));
            }
            case Statement.WaitUntil s -> {
                page.write("wait");
                spaced(options(s.options()));
                page.write(" until ");
                expressions.print(s.condition());
            }
            case Statement.Action s -> expressions.print(s.call());
            case Statement.Unreadable s -> page.write(s.span().text());
            case Statement.Step s -> {
                page.write("step ");
                List<ExpressionPrinter.ListItem> items = new ArrayList<>();
                items.add(expressions.item(s.title()));
                items.addAll(options(s.options()));
                expressions.list(items);
                page.write(" do");
                block(s.block(), s.block().span().start() + 2, indent);
            }
            case Statement.Edit s -> {
                word(s.kind().name().toLowerCase(Locale.ROOT), s.address());
                page.write(" do");
                block(s.block(), s.block().span().start() + 2, indent);
            }
            case Statement.Procedure s -> procedure(s, indent);
            case Statement.Conditional s -> conditional(s, indent);
            case Statement.For s -> {
                page.write("for " + s.name() + " in ");
                expressions.print(s.list());
                page.write(" do");
                int from = trailing(s.list().span().end(), indent + STEP);
                body(s.body(), from, s.span().end() - 3, indent + STEP);
                end(indent);
            }
        }
    }

    private void word(String word, Expression expression) {
        page.write(word + " ");
        expressions.print(expression);
    }

    private void spaced(List<ExpressionPrinter.ListItem> items) {
        if (!items.isEmpty()) {
            page.write(" ");
            expressions.list(items);
        }
    }

    private List<ExpressionPrinter.ListItem> options(List<Arguments.Option> options) {
        return options.stream().map(expressions::item).toList();
    }

    /** A word, a symbol and what follows it after a comma. */
    private void named(String word, Name name, List<ExpressionPrinter.ListItem> items) {
        page.write(word + " ");
        List<ExpressionPrinter.ListItem> all = new ArrayList<>();
        all.add(new ExpressionPrinter.ListItem(name.span(), () -> page.write(":" + name)));
        all.addAll(items);
        expressions.list(all);
    }

    private void declaration(String word, Name name, Optional<Expression> about, List<Arguments.Option> options) {
        int rows = page.rowCount();
        List<ExpressionPrinter.ListItem> items = new ArrayList<>();
        about.ifPresent(text -> items.add(marked(expressions.item(text))));
        for (int i = 0; i < options.size(); i++) {
            ExpressionPrinter.ListItem item = expressions.item(options.get(i));
            items.add(i == 0 ? marked(item) : item);
        }
        named(word, name, items);
        if (page.rowCount() == rows) {
            page.become(PrintedLine.LineKind.DECLARATION);
        }
    }

    private ExpressionPrinter.ListItem marked(ExpressionPrinter.ListItem item) {
        return new ExpressionPrinter.ListItem(item.span(), () -> {
            page.mark();
            item.print().run();
        });
    }

    private void binding(Statement.Binding binding, int indent) {
        int rows = page.rowCount();
        page.write(binding.name() + " ");
        page.mark();
        page.write("=");
        Span value = binding.value().span();
        expressions.gap(binding.name().span().end(), value.start(), indent + STEP, " ");
        expressions.print(binding.value());
        if (page.rowCount() == rows) {
            page.become(PrintedLine.LineKind.BINDING);
        }
    }

    private void end(int indent) {
        page.begin(indent);
        page.write("end");
    }

    private void procedure(Statement.Procedure procedure, int indent) {
        page.write("procedure :" + procedure.name() + " do");
        int head = procedure.block().span().start() + 2;
        List<Name> names = procedure.parameters();
        if (!names.isEmpty()) {
            page.write(" |");
            expressions.list(names.stream().map(expressions::item).toList());
            page.write("|");
            // The bar is right behind the last name.
            head = comments.nextWord(names.getLast().span().end()) + 1;
        }
        block(procedure.block(), head, indent);
    }

    /**
     * Prints what stands after `do`.
     *
     * @param head the offset after the line that begins the block
     */
    private void block(Block block, int head, int indent) {
        int stop = block.span().end() - 3;
        List<Integer> clauses = new ArrayList<>();
        block.rescues().forEach(rescue -> clauses.add(rescue.span().start()));
        block.ensure().ifPresent(ensure -> clauses.add(ensure.span().start()));
        clauses.add(stop);
        int end = body(block.body(), trailing(head, indent + STEP), clauses.get(0), indent + STEP);
        int next = 1;
        for (Block.Rescue rescue : block.rescues()) {
            int after = rescueHead(rescue, end, indent);
            end = body(rescue.body(), trailing(after, indent + STEP), clauses.get(next++), indent + STEP);
        }
        if (block.ensure().isPresent()) {
            Block.Ensure ensure = block.ensure().get();
            between(end, ensure.span().start(), false);
            page.begin(indent);
            page.write("ensure");
            body(ensure.body(), trailing(ensure.span().start() + 6, indent + STEP), stop, indent + STEP);
        }
        end(indent);
    }

    private int rescueHead(Block.Rescue rescue, int end, int indent) {
        between(end, rescue.span().start(), false);
        page.begin(indent);
        page.write("rescue");
        int after = rescue.span().start() + 6;
        if (!rescue.patterns().isEmpty()) {
            spaced(rescue.patterns().stream().map(expressions::item).toList());
            after = rescue.patterns().getLast().span().end();
        }
        if (rescue.name().isPresent()) {
            Name name = rescue.name().get();
            page.write(" =>");
            expressions.gap(after, name.span().start(), indent + 2 * STEP, " ");
            page.write(name.text());
            after = name.span().end();
        }
        return after;
    }

    private void conditional(Statement.Conditional conditional, int indent) {
        int stop = conditional.span().end() - 3;
        List<Statement.Branch> branches = conditional.branches();
        int end = 0;
        for (int i = 0; i < branches.size(); i++) {
            Statement.Branch branch = branches.get(i);
            if (i > 0) {
                between(end, branch.span().start(), false);
                page.begin(indent);
            }
            page.write((i > 0 ? "elsif" : conditional.unless() ? "unless" : "if") + " ");
            expressions.print(branch.condition());
            int next = i + 1 < branches.size()
                    ? branches.get(i + 1).span().start()
                    : conditional.otherwise().isPresent()
                            ? comments.nextWord(branch.span().end())
                            : stop;
            int from = trailing(branch.condition().span().end(), indent + STEP);
            end = body(branch.body(), from, next, indent + STEP);
        }
        if (conditional.otherwise().isPresent()) {
            int word = comments.nextWord(branches.getLast().span().end());
            between(end, word, false);
            page.begin(indent);
            page.write("else");
            body(conditional.otherwise().get(), trailing(word + 4, indent + STEP), stop, indent + STEP);
        }
        end(indent);
    }
}
