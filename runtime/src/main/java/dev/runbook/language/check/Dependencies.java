package dev.runbook.language.check;

import dev.runbook.language.program.Expr;
import java.util.function.Predicate;

/** Looks through checked expressions for what they depend on. */
final class Dependencies {
    private Dependencies() {}

    /** Whether a name of one of these kinds, and nothing but such names, is needed to know the value. */
    static boolean needsOnly(Expr expr, NameScope scope, Predicate<NameScope.SymbolKind> allowed) {
        return !expr.looks()
                && !any(expr, e -> e instanceof Expr.Capture)
                && !any(expr, e -> {
                    NameScope.DeclaredName local = e instanceof Expr.Local name ? scope.internal(name.name()) : null;
                    return local != null && !allowed.test(local.kind());
                });
    }

    private static boolean any(Expr expr, Predicate<Expr> wanted) {
        return wanted.test(expr) || expr.inner().anyMatch(part -> any(part, wanted));
    }
}
