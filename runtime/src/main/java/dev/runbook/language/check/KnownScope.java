package dev.runbook.language.check;

import dev.runbook.language.eval.Evaluator;
import dev.runbook.language.eval.Scope;
import dev.runbook.language.failure.Failed;
import dev.runbook.language.program.Expr;
import dev.runbook.language.value.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The names of a place with what is known of their values, and the expressions that these were written as. */
final class KnownScope {
    static final Value UNKNOWN = new Value.Unknown("", "known in the run alone");

    private static final Evaluator EVALUATOR = new Evaluator(request -> UNKNOWN);

    private final Scope scope;
    private final Map<String, Expr> written;

    KnownScope(Map<String, Value> inputs, Map<String, Expr> written) {
        this(Scope.of(inputs, UNKNOWN), new HashMap<>(written));
    }

    private KnownScope(Scope scope, Map<String, Expr> written) {
        this.scope = scope;
        this.written = written;
    }

    KnownScope inner() {
        return new KnownScope(scope.inner(), new HashMap<>(written));
    }

    void bind(String name, Value value) {
        scope.bind(name, value);
        written.remove(name);
    }

    void bind(String name, Value value, Expr expr) {
        scope.bind(name, value);
        // What a procedure is given may be called like its parameter.
        if (!(expr instanceof Expr.Local local) || !local.name().equals(name)) {
            written.put(name, expr);
        }
    }

    /** The value of an expression; unknown as well where the run would fail to compute it. */
    Value value(Expr expr) {
        try {
            return evaluate(expr);
        } catch (Failed failed) {
            return UNKNOWN;
        }
    }

    /** The value of an expression; throws what a run would fail of. */
    Value evaluate(Expr expr) {
        if (!bound(expr)) {
            return UNKNOWN;
        }
        try {
            return EVALUATOR.evaluate(expr, scope);
        } catch (InterruptedException e) {
            throw new IllegalStateException("nothing here waits", e);
        }
    }

    /** A mistake may have kept a name from being bound. */
    private boolean bound(Expr expr) {
        return switch (expr) {
            case Expr.Local(var _, var _, String name) -> scope.has(name);
            case Expr.IsGiven(var _, String name) -> scope.has(name);
            case Expr.Constant _,
                    Expr.Template _,
                    Expr.ListOf _,
                    Expr.MapOf _,
                    Expr.Invoke _,
                    Expr.Capture _,
                    Expr.Not _,
                    Expr.Negate _,
                    Expr.Operation _ -> expr.inner().allMatch(this::bound);
        };
    }

    /** The expression behind a name, and behind that, as far as it can be followed. */
    Expr origin(Expr expr) {
        Expr at = expr;
        for (int i = 0; i < written.size(); i++) {
            if (!(at instanceof Expr.Local local) || !written.containsKey(local.name())) {
                return at;
            }
            at = written.get(local.name());
        }
        return at;
    }

    /** The expressions of a list's items where they are written out; otherwise the list's own for each. */
    List<Expr> items(Expr list, int size) {
        Expr origin = origin(list);
        if (origin instanceof Expr.ListOf written && written.items().size() == size) {
            return written.items();
        }
        List<Expr> same = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            same.add(origin);
        }
        return same;
    }
}
