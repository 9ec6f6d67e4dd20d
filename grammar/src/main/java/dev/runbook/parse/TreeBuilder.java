package dev.runbook.parse;

import dev.runbook.parse.RunbookGrammarParser.*;
import dev.runbook.source.Source;
import dev.runbook.source.Span;
import dev.runbook.syntax.Arguments;
import dev.runbook.syntax.Block;
import dev.runbook.syntax.CallStyle;
import dev.runbook.syntax.Expression;
import dev.runbook.syntax.Name;
import dev.runbook.syntax.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.tree.TerminalNode;
import org.jspecify.annotations.Nullable;

/** Turns the parse tree of a whole file into statements; nothing in it can fail any more. */
final class TreeBuilder extends RunbookGrammarBaseVisitor<Statement> {
    private final ExpressionBuilder expressions;

    TreeBuilder(Source source) {
        this.expressions = new ExpressionBuilder(source);
    }

    List<Statement> statements(List<StatementContext> rules) {
        List<Statement> statements = new ArrayList<>(rules.size());
        for (StatementContext rule : rules) {
            statements.add(visitStatement(rule));
        }
        return statements;
    }

    private Expression expression(ParserRuleContext rule) {
        return expressions.expression(rule);
    }

    private Optional<Expression> optional(@Nullable ParserRuleContext rule) {
        return Optional.ofNullable(rule).map(this::expression);
    }

    private Span span(ParserRuleContext rule) {
        return expressions.span(rule);
    }

    /** From the beginning of a block statement to its `end`. */
    private Span span(ParserRuleContext rule, TerminalNode end) {
        return expressions.span(rule.start).through(expressions.span(end.getSymbol()));
    }

    /** From the head of a clause to the last of its statements. */
    private Span span(ParserRuleContext head, List<Statement> body) {
        // The last word of a head is its NEWLINE.
        Span line = expressions.span(head.start);
        for (int i = 0; i + 1 < head.getChildCount(); i++) {
            line = head.getChild(i) instanceof TerminalNode word
                    ? line.through(expressions.span(word.getSymbol()))
                    : line.through(span((ParserRuleContext) head.getChild(i)));
        }
        return body.isEmpty() ? line : line.through(body.getLast().span());
    }

    @Override
    public Statement visitStatement(StatementContext rule) {
        if (rule.plain() == null) {
            return rule.getChild(0).accept(this);
        }
        Statement plain = rule.plain().getChild(0).accept(this);
        ModifierContext modifier = rule.modifier();
        if (modifier == null) {
            return plain;
        }
        Expression condition = expression(modifier.condition());
        return new Statement.Modified(
                plain.span().through(condition.span()), plain, modifier.UNLESS() != null, condition);
    }

    @Override
    public Statement visitUnreadable(UnreadableContext rule) {
        Optional<Block> block = Optional.ofNullable(rule.block()).map(b -> block(rule.DO(), b));
        return new Statement.Unreadable(expressions.span(rule.UNREADABLE().getSymbol()), block);
    }

    // What a file is ------------------------------------------------------------------------------------------

    @Override
    public Statement visitTitle(TitleContext rule) {
        return new Statement.Title(span(rule), expression(rule.expression()));
    }

    @Override
    public Statement visitExtension(ExtensionContext rule) {
        return new Statement.Extends(span(rule), expression(rule.expression()));
    }

    @Override
    public Statement visitInclusion(InclusionContext rule) {
        return new Statement.Include(span(rule), expression(rule.expression()));
    }

    @Override
    public Statement visitSetting(SettingContext rule) {
        return new Statement.Set(span(rule), expressions.symbolName(rule.SYMBOL()), expression(rule.expression()));
    }

    @Override
    public Statement visitParameter(ParameterContext rule) {
        return new Statement.Param(
                span(rule),
                expressions.symbolName(rule.SYMBOL()),
                optional(rule.expression()),
                expressions.options(rule.option()));
    }

    @Override
    public Statement visitSecret(SecretContext rule) {
        return new Statement.Secret(
                span(rule),
                expressions.symbolName(rule.SYMBOL()),
                optional(rule.expression()),
                expressions.options(rule.option()));
    }

    @Override
    public Statement visitNamespace(NamespaceContext rule) {
        return new Statement.InNamespace(span(rule), expression(rule.expression()));
    }

    @Override
    public Statement visitRemoval(RemovalContext rule) {
        return new Statement.Remove(span(rule), expression(rule.expression()));
    }

    // Blocks --------------------------------------------------------------------------------------------------

    private Block block(TerminalNode begin, BlockContext rule) {
        List<Block.Rescue> rescues = rule.rescue().stream().map(this::rescue).toList();
        Optional<Block.Ensure> ensure = Optional.ofNullable(rule.ensure()).map(this::ensure);
        Span span = expressions
                .span(begin.getSymbol())
                .through(expressions.span(rule.END().getSymbol()));
        return new Block(span, statements(rule.statement()), rescues, ensure);
    }

    private Block.Rescue rescue(RescueContext rule) {
        RescueHeadContext head = rule.rescueHead();
        Optional<Name> name = Optional.ofNullable(head.NAME()).map(expressions::name);
        List<Statement> body = statements(rule.statement());
        return new Block.Rescue(span(head, body), expressions.expressions(head.expression()), name, body);
    }

    private Block.Ensure ensure(EnsureContext rule) {
        List<Statement> body = statements(rule.statement());
        return new Block.Ensure(span(rule.ensureHead(), body), body);
    }

    @Override
    public Statement visitStep(StepContext rule) {
        StepHeadContext head = rule.stepHead();
        return new Statement.Step(
                span(rule, rule.block().END()),
                expression(head.expression()),
                expressions.options(head.option()),
                block(head.DO(), rule.block()));
    }

    @Override
    public Statement visitEdit(EditContext rule) {
        EditHeadContext head = rule.editHead();
        return new Statement.Edit(
                span(rule, rule.block().END()),
                Statement.EditKind.valueOf(head.start.getText().toUpperCase(Locale.ROOT)),
                expression(head.expression()),
                block(head.DO(), rule.block()));
    }

    @Override
    public Statement visitProcedure(ProcedureContext rule) {
        ProcedureHeadContext head = rule.procedureHead();
        return new Statement.Procedure(
                span(rule, rule.block().END()),
                expressions.symbolName(head.SYMBOL()),
                head.NAME().stream().map(expressions::name).toList(),
                block(head.DO(), rule.block()));
    }

    @Override
    public Statement visitConditional(ConditionalContext rule) {
        List<Statement.Branch> branches = new ArrayList<>();
        IfHeadContext first = rule.ifHead();
        branches.add(branch(first, first.condition(), rule.statement()));
        for (ElsifContext next : rule.elsif()) {
            branches.add(branch(next.elsifHead(), next.elsifHead().condition(), next.statement()));
        }
        Optional<List<Statement>> otherwise =
                Optional.ofNullable(rule.otherwise()).map(o -> statements(o.statement()));
        return new Statement.Conditional(span(rule, rule.END()), first.UNLESS() != null, branches, otherwise);
    }

    private Statement.Branch branch(ParserRuleContext head, ConditionContext condition, List<StatementContext> rules) {
        List<Statement> body = statements(rules);
        return new Statement.Branch(span(head, body), expression(condition), body);
    }

    @Override
    public Statement visitLoop(LoopContext rule) {
        ForHeadContext head = rule.forHead();
        return new Statement.For(
                span(rule, rule.END()),
                expressions.name(head.NAME()),
                expression(head.expression()),
                statements(rule.statement()));
    }

    // One line ------------------------------------------------------------------------------------------------

    @Override
    public Statement visitPerforming(PerformingContext rule) {
        return new Statement.Perform(
                span(rule), expressions.symbolName(rule.SYMBOL()), expressions.expressions(rule.expression()));
    }

    @Override
    public Statement visitWaitUntil(WaitUntilContext rule) {
        return new Statement.WaitUntil(span(rule), expressions.options(rule.option()), expression(rule.condition()));
    }

    @Override
    public Statement visitPause(PauseContext rule) {
        return new Statement.Pause(span(rule), expression(rule.expression()));
    }

    @Override
    public Statement visitRetrying(RetryingContext rule) {
        return new Statement.Retry(span(rule), expressions.options(rule.option()));
    }

    @Override
    public Statement visitRaising(RaisingContext rule) {
        return new Statement.Raise(span(rule), expression(rule.expression()));
    }

    @Override
    public Statement visitVerb(VerbContext rule) {
        return new Statement.Verb(
                span(rule),
                Statement.VerbKind.valueOf(rule.start.getText().toUpperCase(Locale.ROOT)),
                expressions.arguments(rule.arguments()));
    }

    @Override
    public Statement visitBinding(BindingContext rule) {
        return new Statement.Binding(span(rule), expressions.name(rule.NAME()), expression(rule.call()));
    }

    @Override
    public Statement visitAction(ActionContext rule) {
        Expression expression = expression(rule.call());
        Expression.Call call = switch (expression) {
            case Expression.Call c -> c;
            case Expression.Reference name ->
                new Expression.Call(
                        name.span(),
                        Optional.empty(),
                        new Name(name.span(), name.name()),
                        Arguments.NONE,
                        CallStyle.BARE);
            default -> throw new IllegalStateException("no action at " + expression.span());
        };
        return new Statement.Action(span(rule), call);
    }
}
