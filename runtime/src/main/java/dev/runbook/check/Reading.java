package dev.runbook.check;

import dev.runbook.catalogue.Signature;
import dev.runbook.program.Expr;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Looks through checked expressions for what they depend on. */
final class Reading {
    private Reading() {}

    /** Whether an expression looks at the world. */
    static boolean looks(Expr expr) {
        return any(expr, e -> e instanceof Expr.Invoke i && i.signature().role() == Signature.Role.LOOKUP);
    }

    /** Whether a name of one of these kinds, and nothing but such names, is needed to know the value. */
    static boolean needsOnly(Expr expr, Scope scope, Predicate<Scope.Kind> allowed) {
        return !looks(expr)
                && !any(expr, e -> e instanceof Expr.Capture)
                && !any(expr, e -> {
                    Scope.Local local = e instanceof Expr.Local name ? scope.internal(name.name()) : null;
                    return local != null && !allowed.test(local.kind());
                });
    }

    private static boolean any(Expr expr, Predicate<Expr> wanted) {
        return wanted.test(expr) || parts(expr).anyMatch(part -> any(part, wanted));
    }

    private static Stream<Expr> parts(Expr expr) {
        return switch (expr) {
            case Expr.Constant e -> Stream.of();
            case Expr.Local e -> Stream.of();
            case Expr.Given e -> Stream.of();
            case Expr.Template e -> e.parts().stream();
            case Expr.ListOf e -> e.items().stream();
            case Expr.MapOf e -> e.entries().values().stream();
            case Expr.Invoke e ->
                Stream.of(
                                e.receiver().stream().toList(),
                                e.positional(),
                                List.copyOf(e.options().values()))
                        .flatMap(List::stream);
            case Expr.Capture e -> Stream.of(e.failure());
            case Expr.Not e -> Stream.of(e.operand());
            case Expr.Negate e -> Stream.of(e.operand());
            case Expr.Operation e -> Stream.of(e.left(), e.right());
        };
    }
}
