package dev.runbook.syntax;

import dev.runbook.source.Span;
import java.util.List;
import java.util.Optional;

/** One line or block of a runbook. */
public sealed interface Statement {
    Span span();

    /** {@code runbook "Title"}. */
    record Title(Span span, Expression title) implements Statement {}

    /** {@code extends "file.rb"}. */
    record Extends(Span span, Expression path) implements Statement {}

    /** {@code include "file.rb"}. */
    record Include(Span span, Expression path) implements Statement {}

    /** {@code set :name, value}, in an overlay. */
    record Set(Span span, Name name, Expression value) implements Statement {}

    /** {@code param :name, "about", options}. */
    record Param(Span span, Name name, Optional<Expression> about, List<Arguments.Option> options)
            implements Statement {}

    /** {@code secret :name, "about", options}. */
    record Secret(Span span, Name name, Optional<Expression> about, List<Arguments.Option> options)
            implements Statement {}

    /** {@code in_namespace expression}. */
    record InNamespace(Span span, Expression namespace) implements Statement {}

    /** {@code name = expression}. */
    record Binding(Span span, Name name, Expression value) implements Statement {}

    /** {@code step "Title", options do … end}. */
    record Step(Span span, Expression title, List<Arguments.Option> options, Block block) implements Statement {}

    /** {@code before/after/replace "Address" do … end}. */
    record Edit(Span span, EditKind kind, Expression address, Block block) implements Statement {}

    /** {@code remove "Address"}. */
    record Remove(Span span, Expression address) implements Statement {}

    /** {@code procedure :name do |a, b| … end}. */
    record Procedure(Span span, Name name, List<Name> parameters, Block block) implements Statement {}

    /** {@code perform :name, x, y}. */
    record Perform(Span span, Name name, List<Expression> arguments) implements Statement {}

    /** {@code if … elsif … else … end} or {@code unless … else … end}; the first branch of an unless is negated. */
    record Conditional(Span span, boolean unless, List<Branch> branches, Optional<List<Statement>> otherwise)
            implements Statement {}

    /** {@code statement if condition} or {@code statement unless condition}. */
    record Modified(Span span, Statement statement, boolean unless, Expression condition) implements Statement {}

    /** {@code for name in list do … end}. */
    record For(Span span, Name name, Expression list, List<Statement> body) implements Statement {}

    /** {@code wait up_to: duration until condition}. */
    record WaitUntil(Span span, List<Arguments.Option> options, Expression condition) implements Statement {}

    /** {@code wait duration}. */
    record Pause(Span span, Expression duration) implements Statement {}

    /** {@code retry} or {@code retry attempts: 2}. */
    record Retry(Span span, List<Arguments.Option> options) implements Statement {}

    /** {@code raise failure}. */
    record Raise(Span span, Expression failure) implements Statement {}

    /** A statement that is one of the language's own verbs with plain arguments. */
    record Verb(Span span, VerbKind kind, Arguments arguments) implements Statement {}

    /** An action of the catalogue: {@code helm.upgrade release, chart} or {@code run "true"}. */
    record Action(Span span, Expression.Call call) implements Statement {}

    /**
     * A line that could not be read, in a file that has mistakes.
     *
     * @param block what stands below it, if it looks like the head of a block
     */
    record Unreadable(Span span, Optional<Block> block) implements Statement {}

    /** One arm of a conditional. */
    record Branch(Span span, Expression condition, List<Statement> body) {}

    /** What an overlay does at an address. */
    enum EditKind {
        BEFORE,
        AFTER,
        REPLACE
    }

    /** {@code assert}, {@code confirm}, {@code manual}, {@code note}, {@code fail} and {@code finish}. */
    enum VerbKind {
        ASSERT,
        CONFIRM,
        MANUAL,
        NOTE,
        FAIL,
        FINISH
    }
}
