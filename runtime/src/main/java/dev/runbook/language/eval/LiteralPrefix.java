package dev.runbook.language.eval;

import dev.runbook.language.program.Expr;
import dev.runbook.language.program.Task;
import java.util.List;

/** Tells what the runbook's own text says from what a parameter or a lookup says. */
public final class LiteralPrefix {
    private LiteralPrefix() {}

    /** For each positional argument of an action, whether the runbook's own text says how it begins. */
    public static List<Boolean> begin(Task.Act act) {
        return begin(act.positional());
    }

    /** The same of any arguments. */
    public static List<Boolean> begin(List<Expr> arguments) {
        return arguments.stream().map(LiteralPrefix::begins).toList();
    }

    /** Whether the runbook's own text says how a value begins. */
    private static boolean begins(Expr expr) {
        return switch (expr) {
            case Expr.Constant _ -> true;
            case Expr.Template(var _, List<Expr> parts) -> !parts.isEmpty() && begins(parts.getFirst());
            case Expr.Local _,
                    Expr.ListOf _,
                    Expr.MapOf _,
                    Expr.Invoke _,
                    Expr.IsGiven _,
                    Expr.Capture _,
                    Expr.Not _,
                    Expr.Negate _,
                    Expr.Operation _ -> false;
        };
    }
}
