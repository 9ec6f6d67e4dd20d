package dev.runbook.language.check;

import dev.runbook.diagnostic.Code;
import dev.runbook.syntax.Statement;
import java.util.List;

/** Warns of statements that nothing can reach. */
final class Reachability {
    private Reachability() {}

    static void warn(List<Statement> statements, CheckDiagnostics diagnostics) {
        for (int i = 0; i + 1 < statements.size(); i++) {
            if (leaves(statements.get(i))) {
                diagnostics
                        .at(Code.RB0271, FirstLine.of(statements.get(i + 1)))
                        .label("never reached")
                        .and(FirstLine.of(statements.get(i)), "nothing goes on after this")
                        .says(
                                "this can never run",
                                "What comes before it always leaves the block.",
                                "Remove it, move it up, or put a condition on what comes before it.");
                return;
            }
        }
    }

    private static boolean leaves(Statement statement) {
        if (statement instanceof Statement.Verb verb) {
            return verb.kind() == Statement.VerbKind.FAIL || verb.kind() == Statement.VerbKind.FINISH;
        }
        if (statement instanceof Statement.Conditional conditional) {
            return conditional.otherwise().filter(Reachability::leaves).isPresent()
                    && conditional.branches().stream().allMatch(branch -> leaves(branch.body()));
        }
        return statement instanceof Statement.Raise || statement instanceof Statement.Retry;
    }

    private static boolean leaves(List<Statement> body) {
        return body.stream().anyMatch(Reachability::leaves);
    }
}
