package dev.runbook.parse;

import dev.runbook.diagnostic.Code;
import dev.runbook.diagnostic.Label;
import dev.runbook.parse.RunbookGrammarParser.*;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.tree.ParseTree;
import org.antlr.v4.runtime.tree.TerminalNode;
import org.jspecify.annotations.Nullable;

/** What the grammar lets through although it cannot stand, because a rule could not say why. */
final class SyntaxChecks {
    /** Ruby's reserved words; a name that is one of them could be given but never read. */
    private static final Set<String> RUBY_WORDS = Set.of(
            "do", "end", "rescue", "ensure", "retry", "if", "unless", "elsif", "else", "for", "in", "until", "and",
            "or", "not", "true", "false", "nil", "while", "def", "class", "module", "alias", "undef", "super", "self",
            "yield", "begin", "case", "when", "then", "return", "break", "next", "redo");

    private final SyntaxDiagnostics problems;

    SyntaxChecks(SyntaxDiagnostics problems) {
        this.problems = problems;
    }

    void walk(ParserRuleContext rule) {
        look(rule);
        if (rule.children != null) {
            for (ParseTree child : rule.children) {
                if (child instanceof ParserRuleContext inner) {
                    walk(inner);
                }
            }
        }
    }

    private void look(ParserRuleContext rule) {
        switch (rule) {
            case ArgumentsContext arguments -> {
                order(arguments);
                twice(arguments.argument().stream()
                        .map(ArgumentContext::option)
                        .filter(o -> o != null)
                        .toList());
            }
            case StepHeadContext step -> twice(step.option());
            case WaitUntilContext wait -> twice(wait.option());
            case RetryingContext retry -> twice(retry.option());
            case ParameterContext parameter -> {
                declared(parameter.SYMBOL());
                twice(parameter.option());
            }
            case SecretContext secret -> {
                declared(secret.SYMBOL());
                twice(secret.option());
            }
            case MapContext map -> keysTwice(map);
            case ProcedureHeadContext procedure -> procedure.NAME().forEach(this::bound);
            case ForHeadContext loop -> bound(loop.NAME());
            case RescueHeadContext rescue -> bound(rescue.NAME());
            case BindingContext binding -> bound(binding.NAME());
            case CallContext call -> callee(call);
            case ActionContext action -> action(action.call());
            case EqualityContext equality -> chain(equality, equality.expression(0));
            case ComparisonContext order -> chain(order, order.expression(0));
            default -> {}
        }
    }

    private void order(ArgumentsContext rule) {
        OptionContext option = null;
        for (ArgumentContext argument : rule.argument()) {
            if (argument.option() != null) {
                option = argument.option();
            } else if (option != null) {
                problems.add(
                        Code.RB0117,
                        new Label(problems.span(argument.start, argument.stop), "this value has no name"),
                        List.of(new Label(problems.span(option.start, option.stop), "an option comes before it")),
                        "a value comes after an option",
                        "Values come first, in their order; options come last, each with its name.",
                        "Move it before the options, or give it the name of an option.");
                return;
            }
        }
    }

    private void twice(List<OptionContext> options) {
        Map<String, Token> seen = new HashMap<>();
        for (OptionContext option : options) {
            twice(seen, option.LABEL().getText(), option.LABEL().getSymbol());
        }
    }

    private void keysTwice(MapContext map) {
        Map<String, Token> seen = new HashMap<>();
        for (EntryContext entry : map.entry()) {
            String text = entry.start.getText();
            String key = entry.LABEL() == null ? text.substring(1) : text;
            twice(seen, key.substring(0, key.length() - 1) + ":", entry.start);
        }
    }

    private void twice(Map<String, Token> seen, String label, Token token) {
        Token first = seen.putIfAbsent(label, token);
        if (first != null) {
            problems.add(
                    Code.RB0118,
                    new Label(problems.span(token), "again here"),
                    List.of(new Label(problems.span(first), "given here")),
                    "`" + TokenText.cut(label) + "` is given twice",
                    "Only one of them could count, and nothing says which.",
                    "Remove one.");
        }
    }

    /** A name that is declared by a symbol. */
    private void declared(TerminalNode symbol) {
        String name = symbol.getText().substring(1);
        if (RUBY_WORDS.contains(name)) {
            name(
                    symbol.getSymbol(),
                    name,
                    "It is a word of the language, so its value could never be read.",
                    "Choose another name.");
        } else if (Character.isUpperCase(name.charAt(0))) {
            name(
                    symbol.getSymbol(),
                    name,
                    "Names with a capital are failure classes.",
                    "Begin it with a small letter.");
        } else {
            question(symbol.getSymbol(), name);
        }
    }

    private void bound(@Nullable TerminalNode name) {
        if (name != null) {
            question(name.getSymbol(), name.getText());
        }
    }

    private void question(Token token, String name) {
        if (name.endsWith("?")) {
            name(
                    token,
                    name,
                    "A question mark ends the name of something that is asked, such as `ready?`.",
                    "Write the name without it.");
        }
    }

    private void name(Token token, String name, String why, String fix) {
        problems.add(Code.RB0120, token, "`" + TokenText.cut(name) + "` cannot be the name of a value", why, fix);
    }

    /** Only a name or a field can have arguments without parentheses. */
    private void callee(CallContext call) {
        if (call.arguments() == null) {
            return;
        }
        ExpressionContext callee = call.expression();
        // In Ruby, which must be able to read this, `x = !given? y` is a mistake although `if !given? y` is none.
        while (callee instanceof NotContext not && !(call.getParent() instanceof BindingContext)) {
            callee = not.expression();
        }
        if (isCallable(callee)) {
            return;
        }
        Token last = callee.stop;
        Token next = call.arguments().start;
        ParseTree right = callee;
        while (right instanceof ExpressionContext e && e.getChildCount() > 1 && !isCallable(right)) {
            right = e.getChild(e.getChildCount() - 1);
        }
        if (isCallable(right)) {
            SyntaxErrors.needsParentheses(problems, last, next);
        } else {
            SyntaxErrors.missingComma(problems, last, next);
        }
    }

    private static boolean isCallable(ParseTree tree) {
        return switch (tree) {
            case FieldContext field -> field.CALL_OPEN() == null;
            case PrimaryContext plain -> plain.value() instanceof ReferenceContext;
            default -> false;
        };
    }

    private void action(CallContext call) {
        ExpressionContext expression = call.expression();
        boolean named = expression instanceof PrimaryContext plain && plain.value() instanceof NamedCallContext;
        if (call.arguments() == null && !named && !isCallable(expression) && !(expression instanceof FieldContext)) {
            problems.add(
                    Code.RB0126,
                    new Label(problems.span(call.start, call.stop), ""),
                    "this line has a value but does nothing with it",
                    "A statement acts, binds a name or checks something.",
                    "Write `name = ...` to keep the value, or `assert ..., \"message\"` to check it.");
        } else if (call.arguments() != null && expression instanceof NotContext) {
            problems.add(
                    Code.RB0126,
                    new Label(problems.span(call.start, call.stop), ""),
                    "this line has a value but does nothing with it",
                    "A statement acts, binds a name or checks something.",
                    "Write `assert ..., \"message\"` to check it.");
        }
    }

    private void chain(ParserRuleContext rule, ExpressionContext left) {
        if (left instanceof EqualityContext || left instanceof ComparisonContext) {
            // An order inside an equality compares two answers, which is odd but has a meaning.
            if (rule instanceof EqualityContext && left instanceof ComparisonContext) {
                return;
            }
            List<Label> others = new ArrayList<>();
            others.add(new Label(problems.span((Token) left.getChild(1).getPayload()), "the first"));
            problems.add(
                    Code.RB0122,
                    new Label(problems.span((Token) rule.getChild(1).getPayload()), "the second"),
                    others,
                    "two comparisons are chained",
                    "The second would compare a value with the answer of the first.",
                    "Join two comparisons with `&&`: `a < b && b < c`.");
        }
    }
}
