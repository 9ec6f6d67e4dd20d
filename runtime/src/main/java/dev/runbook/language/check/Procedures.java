package dev.runbook.language.check;

import static dev.runbook.language.signature.Type.Basic.ANY;

import dev.runbook.diagnostic.Code;
import dev.runbook.language.program.Expr;
import dev.runbook.language.program.Task;
import dev.runbook.language.program.Where;
import dev.runbook.source.Span;
import dev.runbook.syntax.Block;
import dev.runbook.syntax.Expression;
import dev.runbook.syntax.Name;
import dev.runbook.syntax.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Splices procedures in where they are performed. The steps of a performance have one part more in their addresses:
 * the procedure's name with its arguments as written, {@code restart(web)}, and {@code #2} behind the second of the same.
 */
final class Procedures {
    /** Steps that procedures may come to in all: they can double with each level, and a plan must stay readable. */
    private static final int MOST_STATEMENTS = 20_000;

    private static final int LONGEST = 60;

    private final CheckContext context;
    private final CheckDiagnostics diagnostics;
    private final Expressions expressions;
    private final Declarations declaring;
    private final Statements statements;
    private final NameScope inputs;
    private final Set<String> performed = new HashSet<>();
    private int spliced;
    private boolean full;

    Procedures(
            CheckContext context,
            Expressions expressions,
            Declarations declaring,
            Statements statements,
            NameScope inputs) {
        this.context = context;
        this.diagnostics = context.diagnostics();
        this.expressions = expressions;
        this.declaring = declaring;
        this.statements = statements;
        this.inputs = inputs;
    }

    Optional<Task> perform(Statement.Perform perform, NameScope scope, StatementContext site) {
        Where where = context.places().where(perform.span());
        List<Expr> arguments = new ArrayList<>();
        for (Expression argument : perform.arguments()) {
            arguments.add(expressions.open(argument, scope, "a procedure knows it by its own name"));
        }
        Statement.Procedure procedure = context.procedures().get(perform.name().text());
        if (procedure == null) {
            if (diagnostics.unchecked().of(perform.name().text())) {
                return Optional.empty();
            }
            diagnostics
                    .at(Code.RB0225, perform.name().span())
                    .says(
                            "there is no procedure `" + perform.name() + "`",
                            "",
                            context.procedures().isEmpty()
                                    ? "Declare it at the top level: procedure :" + perform.name() + " do … end"
                                    : diagnostics.didYouMean(
                                            perform.name().text(),
                                            context.procedures().keySet(),
                                            "There are"));
            return Optional.empty();
        }
        context.usage().use(procedure.name().span());
        if (site.performing().containsKey(procedure.name().text())) {
            circle(perform, site);
            return Optional.empty();
        }
        if (!countFits(perform, procedure) || tooLarge(perform, procedure)) {
            return Optional.empty();
        }
        performed.add(procedure.name().text());
        return Optional.of(splice(perform, procedure, where, arguments, scope, site));
    }

    private Task splice(
            Statement.Perform perform,
            Statement.Procedure procedure,
            Where where,
            List<Expr> arguments,
            NameScope scope,
            StatementContext site) {
        Set<String> taken = new HashSet<>(site.taken());
        scope.names().forEach(name -> {
            NameScope.DeclaredName local = scope.find(name);
            if (local != null && !local.kind().input()) {
                taken.add(local.internal());
            }
        });
        StatementContext inside = site.inside(site.siblings().ordinal(component(perform)))
                .performing(perform, taken)
                .at(site.key());
        NameScope own = inputs.inner();
        List<Task.Bind> binds = new ArrayList<>();
        for (int i = 0; i < arguments.size(); i++) {
            Expr argument = arguments.get(i);
            Name parameter = procedure.parameters().get(i);
            String name =
                    declaring.bind(parameter, argument.type(), NameScope.SymbolKind.ARGUMENT, own, inside, Set.of());
            binds.add(new Task.Bind(argument.where(), site.key(), name, argument));
        }
        List<Task> body = statements.inSameScope(plain(procedure), own, inside);
        return new Task.Procedure(where, site.key(), procedure.name().text(), List.copyOf(binds), body);
    }

    /** Looks at the procedures that nothing performs as it can be, with parameters of which nothing is known; gives what they do. */
    List<Task> checkUnused(Map<String, Statement.Procedure> procedures) {
        List<Task> unused = new ArrayList<>();
        procedures.forEach((name, procedure) -> {
            if (performed.contains(name)) {
                return;
            }
            NameScope own = inputs.inner();
            StatementContext site = StatementContext.top().inside(name);
            procedure
                    .parameters()
                    .forEach(p -> declaring.bind(p, ANY, NameScope.SymbolKind.ARGUMENT, own, site, Set.of()));
            unused.addAll(statements.inSameScope(plain(procedure), own, site));
        });
        return unused;
    }

    private List<Statement> plain(Statement.Procedure procedure) {
        Block block = procedure.block();
        block.rescues().stream()
                .map(Block.Rescue::span)
                .findFirst()
                .or(() -> block.ensure().map(Block.Ensure::span))
                .ifPresent(clause -> diagnostics
                        .at(Code.RB0211, FirstLine.of(clause))
                        .and(procedure.name().span(), "this is a procedure")
                        .says(
                                "a procedure has no clauses of its own",
                                "`rescue` and `ensure` belong to a step.",
                                "Put a step around the statements and give it the clause."));
        return block.body();
    }

    private void circle(Statement.Perform perform, StatementContext site) {
        CheckDiagnostics.DiagnosticBuilder finding = diagnostics.at(Code.RB0226, perform.span());
        List<String> chain = new ArrayList<>(site.performing().keySet());
        List<String> round = chain.subList(chain.indexOf(perform.name().text()), chain.size());
        round.stream().skip(1).forEach(name -> {
            Statement.Perform by = site.performing().get(name);
            if (by != null) {
                finding.and(by.span(), "this performs `" + name + "`");
            }
        });
        String path = round.stream().map(n -> "`" + n + "`").collect(Collectors.joining(" performs "));
        finding.label("and this performs `" + perform.name() + "` again")
                .says(
                        path + " performs `" + perform.name() + "`",
                        "Every runbook ends, so a procedure never comes back to itself.",
                        "Go through a list with `for`, or try a step again with `retries:`.");
    }

    private boolean countFits(Statement.Perform perform, Statement.Procedure procedure) {
        int given = perform.arguments().size();
        int wanted = procedure.parameters().size();
        if (given == wanted) {
            return true;
        }
        String takes = wanted == 0
                ? "takes no arguments"
                : "takes "
                        + procedure.parameters().stream()
                                .map(p -> "`" + p + "`")
                                .collect(Collectors.joining(", "));
        Span at = given > wanted
                ? perform.arguments()
                        .get(wanted)
                        .span()
                        .through(perform.arguments().getLast().span())
                : perform.name().span();
        diagnostics
                .at(given > wanted ? Code.RB0231 : Code.RB0230, at)
                .and(procedure.name().span(), "it " + takes)
                .says(
                        "`" + procedure.name() + "` " + takes + ", and here "
                                + (given == 1 ? "is one argument" : "are " + given + " arguments"),
                        "",
                        given > wanted ? "Remove what is too much." : "Add what is missing.");
        return false;
    }

    private boolean tooLarge(Statement.Perform perform, Statement.Procedure procedure) {
        spliced += count(procedure.block().body());
        if (spliced <= MOST_STATEMENTS) {
            return false;
        }
        if (full) {
            return true;
        }
        full = true;
        diagnostics
                .at(Code.RB0213, perform.span())
                .and(procedure.name().span(), "with this procedure it gets too large")
                .says(
                        "with its procedures spliced in, the runbook has more than " + MOST_STATEMENTS + " statements",
                        "A procedure that performs another twice doubles it, and nobody reads such a plan.",
                        "Perform fewer, or go through a list with `for`.");
        return true;
    }

    private static int count(List<Statement> body) {
        int count = 1;
        for (Statement statement : body) {
            count++;
            for (List<Statement> inner : NestedStatements.of(statement)) {
                count += count(inner);
            }
        }
        return count;
    }

    private static String component(Statement.Perform perform) {
        if (perform.arguments().isEmpty()) {
            return perform.name().text();
        }
        String arguments = perform.arguments().stream()
                .map(a -> ConstantText.of(a).orElseGet(() -> a.span().text()))
                .map(text -> text.strip().replaceAll("\\s+", " "))
                .collect(Collectors.joining(", "));
        String shown =
                arguments.length() <= LONGEST ? arguments : SourcePlaces.cut(arguments.substring(0, LONGEST)) + "…";
        return perform.name() + "(" + shown + ")";
    }
}
