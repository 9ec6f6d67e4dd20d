package dev.runbook.parse;

import dev.runbook.parse.RunbookGrammarParser.*;
import dev.runbook.source.Source;
import dev.runbook.source.Span;
import dev.runbook.syntax.Arguments;
import dev.runbook.syntax.BinaryOperator;
import dev.runbook.syntax.CallStyle;
import dev.runbook.syntax.Expression;
import dev.runbook.syntax.Name;
import dev.runbook.syntax.TextPart;
import dev.runbook.syntax.UnaryOperator;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.tree.TerminalNode;
import org.jspecify.annotations.Nullable;

/** Turns the parse tree of an expression into the syntax tree's. */
final class ExpressionBuilder extends RunbookGrammarBaseVisitor<Expression> {
    private static final Map<String, BinaryOperator> BINARY = Arrays.stream(BinaryOperator.values())
            .collect(Collectors.toMap(BinaryOperator::symbol, Function.identity()));

    private final Source source;

    ExpressionBuilder(Source source) {
        this.source = source;
    }

    // Places and names ------------------------------------------------------------------------------------

    Span span(Token token) {
        return source.span(token.getStartIndex(), token.getStopIndex() + 1);
    }

    Span span(ParserRuleContext rule) {
        return span(rule.start).through(span(rule.stop));
    }

    Name name(TerminalNode word) {
        return new Name(span(word.getSymbol()), word.getText());
    }

    /** The name that a symbol holds; its span leaves out the colon. */
    Name symbolName(TerminalNode symbol) {
        Span whole = span(symbol.getSymbol());
        return new Name(
                source.span(whole.start() + 1, whole.end()), symbol.getText().substring(1));
    }

    private Name labelName(TerminalNode label) {
        Span whole = span(label.getSymbol());
        String text = label.getText();
        return new Name(source.span(whole.start(), whole.end() - 1), text.substring(0, text.length() - 1));
    }

    // Arguments -------------------------------------------------------------------------------------------

    Expression expression(ParserRuleContext rule) {
        return rule.accept(this);
    }

    List<Expression> expressions(List<ExpressionContext> rules) {
        return rules.stream().map(this::expression).toList();
    }

    List<Arguments.Option> options(List<OptionContext> rules) {
        return rules.stream().map(this::option).toList();
    }

    private Arguments.Option option(OptionContext rule) {
        return new Arguments.Option(span(rule), labelName(rule.LABEL()), expression(rule.expression()));
    }

    Arguments arguments(@Nullable ArgumentsContext rule) {
        if (rule == null) {
            return Arguments.NONE;
        }
        List<Expression> positional = new ArrayList<>();
        List<Arguments.Option> options = new ArrayList<>();
        for (ArgumentContext argument : rule.argument()) {
            if (argument.option() == null) {
                positional.add(expression(argument.expression()));
            } else {
                options.add(option(argument.option()));
            }
        }
        return new Arguments(positional, options);
    }

    // Calls and conditions --------------------------------------------------------------------------------

    @Override
    public Expression visitCall(CallContext rule) {
        Expression expression = expression(rule.expression());
        return rule.arguments() == null
                ? expression
                : command(expression, arguments(rule.arguments()), span(rule).end());
    }

    /** Gives arguments without parentheses to the name or field that stands before them. */
    private Expression command(Expression callee, Arguments arguments, int end) {
        Span span = source.span(callee.span().start(), end);
        return switch (callee) {
            case Expression.Unary not ->
                new Expression.Unary(span, not.operator(), command(not.operand(), arguments, end));
            case Expression.Call field ->
                new Expression.Call(span, field.receiver(), field.name(), arguments, CallStyle.COMMAND);
            case Expression.Reference name ->
                new Expression.Call(
                        span, Optional.empty(), new Name(name.span(), name.name()), arguments, CallStyle.COMMAND);
            default -> throw new IllegalStateException("arguments after " + callee.span());
        };
    }

    @Override
    public Expression visitNotWord(NotWordContext rule) {
        return new Expression.Unary(span(rule), UnaryOperator.NOT_WORD, expression(rule.condition()));
    }

    @Override
    public Expression visitAndOrWord(AndOrWordContext rule) {
        return binary(rule);
    }

    @Override
    public Expression visitCallCondition(CallConditionContext rule) {
        return expression(rule.call());
    }

    // Operators -------------------------------------------------------------------------------------------

    private Expression binary(ParserRuleContext rule) {
        Expression left = expression((ParserRuleContext) rule.getChild(0));
        BinaryOperator operator =
                Objects.requireNonNull(BINARY.get(rule.getChild(1).getText()), "every operator is in the tree's list");
        Expression right = expression((ParserRuleContext) rule.getChild(2));
        return new Expression.Binary(span(rule), left, operator, right);
    }

    @Override
    public Expression visitSum(SumContext rule) {
        return binary(rule);
    }

    @Override
    public Expression visitComparison(ComparisonContext rule) {
        return binary(rule);
    }

    @Override
    public Expression visitEquality(EqualityContext rule) {
        return binary(rule);
    }

    @Override
    public Expression visitAnd(AndContext rule) {
        return binary(rule);
    }

    @Override
    public Expression visitOr(OrContext rule) {
        return binary(rule);
    }

    @Override
    public Expression visitNot(NotContext rule) {
        return new Expression.Unary(span(rule), UnaryOperator.NOT, expression(rule.expression()));
    }

    @Override
    public Expression visitNegate(NegateContext rule) {
        return new Expression.Unary(span(rule), UnaryOperator.MINUS, expression(rule.expression()));
    }

    @Override
    public Expression visitField(FieldContext rule) {
        return new Expression.Call(
                span(rule),
                Optional.of(expression(rule.expression())),
                name(rule.NAME()),
                arguments(rule.arguments()),
                rule.CALL_OPEN() == null ? CallStyle.BARE : CallStyle.PARENTHESES);
    }

    @Override
    public Expression visitIndex(IndexContext rule) {
        return new Expression.Index(span(rule), expression(rule.expression(0)), expression(rule.expression(1)));
    }

    // Values ----------------------------------------------------------------------------------------------

    @Override
    public Expression visitPrimary(PrimaryContext rule) {
        return expression(rule.value());
    }

    @Override
    public Expression visitTextValue(TextValueContext rule) {
        return expression(rule.text());
    }

    @Override
    public Expression visitText(TextContext rule) {
        List<TextPart> parts = new ArrayList<>();
        for (var child : rule.children) {
            if (child instanceof TerminalNode piece) {
                literal(piece.getSymbol()).ifPresent(parts::add);
            } else if (child instanceof ConditionContext inner) {
                Expression expression = expression(inner);
                parts.add(new TextPart.Interpolation(expression.span(), expression));
            }
        }
        return new Expression.Text(span(rule), parts);
    }

    /** The characters of a piece of a string, without the signs that it begins and ends with. */
    private Optional<TextPart> literal(Token piece) {
        String text = piece.getText();
        int tail = text.endsWith("#{") ? 2 : 1;
        String inside = text.substring(1, text.length() - tail);
        if (inside.isEmpty()) {
            return Optional.empty();
        }
        Span span = source.span(piece.getStartIndex() + 1, piece.getStopIndex() + 1 - tail);
        return Optional.of(new TextPart.Literal(span, Escapes.decode(inside)));
    }

    @Override
    public Expression visitRawText(RawTextContext rule) {
        return new Expression.RawText(span(rule), raw(rule.getText()));
    }

    private static String raw(String text) {
        return Escapes.decodeRaw(text.substring(1, text.length() - 1));
    }

    @Override
    public Expression visitSymbol(SymbolContext rule) {
        return new Expression.Symbol(span(rule), rule.getText().substring(1));
    }

    @Override
    public Expression visitNumber(NumberContext rule) {
        return new Expression.Int(span(rule), Long.parseLong(rule.getText().replace("_", "")));
    }

    @Override
    public Expression visitBool(BoolContext rule) {
        return new Expression.Bool(span(rule), rule.getText().equals("true"));
    }

    @Override
    public Expression visitNil(NilContext rule) {
        return new Expression.Nil(span(rule));
    }

    @Override
    public Expression visitRegex(RegexContext rule) {
        String text = rule.getText();
        int close = text.lastIndexOf('/');
        return new Expression.Regex(
                span(rule), text.substring(1, close).replace("\\/", "/"), text.substring(close + 1));
    }

    @Override
    public Expression visitList(ListContext rule) {
        return new Expression.ListOf(span(rule), expressions(rule.expression()));
    }

    @Override
    public Expression visitMap(MapContext rule) {
        return new Expression.MapOf(
                span(rule), rule.entry().stream().map(this::entry).toList());
    }

    private Expression.Entry entry(EntryContext rule) {
        Expression value = expression(rule.expression());
        if (rule.LABEL() != null) {
            return new Expression.Entry(span(rule), labelName(rule.LABEL()).text(), false, value);
        }
        String key = rule.TEXT() == null
                ? raw(rule.RAW_TEXT().getText())
                : Escapes.decode(
                        rule.TEXT().getText().substring(1, rule.TEXT().getText().length() - 1));
        return new Expression.Entry(span(rule), key, true, value);
    }

    @Override
    public Expression visitNamedCall(NamedCallContext rule) {
        return new Expression.Call(
                span(rule), Optional.empty(), name(rule.NAME()), arguments(rule.arguments()), CallStyle.PARENTHESES);
    }

    @Override
    public Expression visitReference(ReferenceContext rule) {
        return new Expression.Reference(span(rule), rule.getText());
    }

    @Override
    public Expression visitFailureClass(FailureClassContext rule) {
        return new Expression.Reference(span(rule), rule.getText());
    }

    @Override
    public Expression visitUnreadableValue(UnreadableValueContext rule) {
        return new Expression.Unreadable(span(rule));
    }

    @Override
    public Expression visitGroup(GroupContext rule) {
        return new Expression.Grouped(span(rule), expression(rule.condition()));
    }
}
