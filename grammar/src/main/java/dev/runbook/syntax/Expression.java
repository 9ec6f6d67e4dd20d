package dev.runbook.syntax;

import dev.runbook.source.Span;
import java.util.List;
import java.util.Optional;

/** Something that has a value; reading it changes nothing. */
public sealed interface Expression {
    Span span();

    /** Text in double quotes, its parts in order; an escape is already the character that it stands for. */
    record Text(Span span, List<TextPart> parts) implements Expression {}

    /** Text in single quotes, taken as it stands. */
    record RawText(Span span, String value) implements Expression {}

    record Symbol(Span span, String name) implements Expression {}

    record Int(Span span, long value) implements Expression {}

    record Bool(Span span, boolean value) implements Expression {}

    record Nil(Span span) implements Expression {}

    /**
     * A regular expression.
     *
     * @param flags any of {@code i}, {@code m}, {@code x}, as written
     */
    record Regex(Span span, String pattern, String flags) implements Expression {}

    record ListOf(Span span, List<Expression> items) implements Expression {}

    record MapOf(Span span, List<Entry> entries) implements Expression {}

    /** A bare name: a parameter, a bound name, a root such as {@code helm}, or a failure class. */
    record Reference(Span span, String name) implements Expression {}

    /**
     * A call, or a field: {@code helm.version}, {@code given?(x)}, {@code 10.minutes}, {@code old.gone?}.
     *
     * @param receiver what stands before the dot; empty for a call of a bare name with arguments
     * @param style how the arguments were written
     */
    record Call(Span span, Optional<Expression> receiver, Name name, Arguments arguments, CallStyle style)
            implements Expression {}

    /** {@code failure[:name]}. */
    record Index(Span span, Expression receiver, Expression key) implements Expression {}

    record Unary(Span span, UnaryOperator operator, Expression operand) implements Expression {}

    record Binary(Span span, Expression left, BinaryOperator operator, Expression right) implements Expression {}

    /** Parentheses, kept so that printing gives back what was written. */
    record Grouped(Span span, Expression inner) implements Expression {}

    /** What could not be read, in a file that has mistakes: nothing is known of it, and nothing more is said of it. */
    record Unreadable(Span span) implements Expression {}

    /** One entry of a map; {@code key: value} or {@code "key" => value}. */
    record Entry(Span span, String key, boolean quoted, Expression value) {}
}
