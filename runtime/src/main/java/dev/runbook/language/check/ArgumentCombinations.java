package dev.runbook.language.check;

import dev.runbook.language.failure.Failed;
import dev.runbook.language.failure.Failure;
import dev.runbook.language.program.Expr;
import dev.runbook.language.signature.ArgumentRules;
import dev.runbook.language.signature.Signature;
import dev.runbook.language.value.Value;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a run refuses of the arguments of one call together, although each alone could stand. */
final class ArgumentCombinations {
    private ArgumentCombinations() {}

    /** What the run would fail of, from what stands in the call itself. */
    static Optional<Failure> refused(
            ArgumentRules rules, Signature signature, List<Expr> positional, Map<String, Expr> options) {
        Map<String, Value> named = new LinkedHashMap<>();
        options.forEach((name, value) -> named.put(name, literal(value)));
        List<Value> values =
                positional.stream().map(ArgumentCombinations::literal).toList();
        try {
            rules.together(signature, values, named, Collections.nCopies(values.size(), true));
            return Optional.empty();
        } catch (Failed failed) {
            return Optional.of(failed.failure());
        }
    }

    private static Value literal(Expr expr) {
        return expr instanceof Expr.Constant constant ? constant.value() : KnownScope.UNKNOWN;
    }
}
