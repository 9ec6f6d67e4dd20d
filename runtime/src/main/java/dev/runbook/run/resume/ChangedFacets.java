package dev.runbook.run.resume;

import dev.runbook.language.signature.Catalogue;
import dev.runbook.language.signature.Facet;
import dev.runbook.language.signature.Signature;
import dev.runbook.run.journal.Entry;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which parts of the world a run has begun to change, and when. */
public final class ChangedFacets {
    private final Catalogue catalogue;
    private final Map<Facet, Integer> last = new EnumMap<>(Facet.class);
    private int count;

    ChangedFacets(Catalogue catalogue) {
        this.catalogue = catalogue;
    }

    /** A moment of the run. */
    public final class Snapshot {
        private final int at = count;

        /** Whether the run itself has begun since to change one of these parts. */
        public boolean changedSince(Set<Facet> facets) {
            return facets.stream().anyMatch(facet -> last.getOrDefault(facet, 0) > at);
        }
    }

    Snapshot now() {
        return new Snapshot();
    }

    void take(Entry.TaskIntended intent) {
        if (intent.activity().changes()) {
            count++;
            changed(intent.activity().action()).forEach(facet -> last.put(facet, count));
        }
    }

    /** A program may change anything, and so may an action that this version does not know. */
    private Set<Facet> changed(String action) {
        List<Signature> named = catalogue.named(action);
        return named.isEmpty() || named.getFirst().startsProgram()
                ? EnumSet.allOf(Facet.class)
                : named.getFirst().writes();
    }
}
