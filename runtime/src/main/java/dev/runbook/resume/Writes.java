package dev.runbook.resume;

import dev.runbook.catalogue.Catalogue;
import dev.runbook.catalogue.Effect;
import dev.runbook.catalogue.Facet;
import dev.runbook.catalogue.Signature;
import dev.runbook.journal.Entry;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which parts of the world a run has begun to change, and when. */
public final class Writes {
    private final Map<Facet, Integer> last = new EnumMap<>(Facet.class);
    private int count;

    /** A moment of the run. */
    public final class Moment {
        private final int at = count;

        /** Whether the run itself has begun since to change one of these parts. */
        public boolean changedSince(Set<Facet> facets) {
            return facets.stream().anyMatch(facet -> last.getOrDefault(facet, 0) > at);
        }
    }

    Moment now() {
        return new Moment();
    }

    void take(Entry.TaskIntended intent) {
        if (!intent.effect().equals(Effect.READS.name())) {
            count++;
            changed(intent.action()).forEach(facet -> last.put(facet, count));
        }
    }

    /** A program may change anything. */
    private static Set<Facet> changed(String action) {
        List<Signature> named = action.equals("run") ? List.of() : Known.CATALOGUE.named(action);
        return named.isEmpty() ? EnumSet.allOf(Facet.class) : named.getFirst().writes();
    }

    /** Made when a run is carried on, and not before. */
    private static final class Known {
        static final Catalogue CATALOGUE = Catalogue.shipped();
    }
}
