package dev.runbook.plan;

import dev.runbook.catalogue.Facet;
import dev.runbook.eval.Reader;
import dev.runbook.eval.Scope;
import dev.runbook.failure.Failed;
import dev.runbook.failure.FailureClass;
import dev.runbook.program.Expr;
import dev.runbook.value.Value;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads what can be known before the run, and says of everything else when it will be known. */
final class PlanReader implements Reader {
    private static final Set<FailureClass> SILENT = Set.of(FailureClass.Unreachable, FailureClass.Forbidden);

    private final Reader world;
    private final Horizon horizon;
    private final Map<Facet, String> unreadable = new EnumMap<>(Facet.class);

    PlanReader(Reader world, Horizon horizon) {
        this.world = world;
        this.horizon = horizon;
    }

    @Override
    public Value read(
            Expr.Invoke lookup,
            Optional<Value> receiver,
            List<Value> positional,
            Map<String, Value> options,
            Scope scope)
            throws InterruptedException {
        Set<Facet> facets = lookup.signature().reads();
        String label = "<" + lookup.where().text() + ">";
        Optional<String> changed = horizon.changed(facets);
        if (changed.isPresent()) {
            return new Value.Unknown(label, "known after \"" + changed.get() + "\"");
        }
        // A dead server is asked once, not once for each lookup: its limit is long.
        for (Facet facet : facets) {
            if (unreadable.containsKey(facet)) {
                return new Value.Unknown(label, unreadable.get(facet));
            }
        }
        try {
            return world.read(lookup, receiver, positional, options, scope);
        } catch (Failed failed) {
            if (!SILENT.contains(failed.failure().kind())) {
                throw failed;
            }
            String reason = "not read: " + failed.failure().summary();
            facets.forEach(facet -> unreadable.put(facet, reason));
            return new Value.Unknown(label, reason);
        }
    }
}
