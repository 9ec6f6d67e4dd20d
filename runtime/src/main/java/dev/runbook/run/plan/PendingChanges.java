package dev.runbook.run.plan;

import dev.runbook.language.signature.Facet;
import java.util.Collection;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** How far a plan can see: the parts of the world that an earlier step will have changed by now. */
final class PendingChanges {
    private final Map<Facet, String> changedBy = new EnumMap<>(Facet.class);

    /** A step will change these parts; the last one to do so is the one that is named. */
    void change(Collection<Facet> facets, String step) {
        facets.forEach(facet -> changedBy.put(facet, step));
    }

    /** The step that a reading of these parts has to wait for. */
    Optional<String> changed(Collection<Facet> facets) {
        return facets.stream()
                .sorted()
                .map(changedBy::get)
                .filter(Objects::nonNull)
                .findFirst();
    }

    /** Begins with the first of several branches, of which a run takes one at most. */
    Branches branches() {
        return new Branches();
    }

    /** Several branches from one place: none sees what another changes, and what follows sees what any of them may have. */
    final class Branches {
        private final Map<Facet, String> before = new EnumMap<>(changedBy);
        private final Map<Facet, String> after = new EnumMap<>(changedBy);

        private Branches() {}

        /** Ends a branch and begins with the next. */
        void next() {
            after.putAll(changedBy);
            changedBy.clear();
            changedBy.putAll(before);
        }

        /** Ends the last branch. */
        void end() {
            after.putAll(changedBy);
            changedBy.putAll(after);
        }
    }
}
