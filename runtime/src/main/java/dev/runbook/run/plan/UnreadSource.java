package dev.runbook.run.plan;

import dev.runbook.language.signature.Facet;
import java.util.Set;

/**
 * A part of the world that the plan could not read, said once for all the lookups that needed it.
 *
 * @param what in a few words: {@code the cluster}
 * @param why one line
 * @param facets what cannot be known because of it; empty when it was one lookup alone
 * @param due whether it should have answered, so that the plan lacks what it was asked for; not so where nothing is
 *     configured or wanted
 */
public record UnreadSource(String what, String why, Set<Facet> facets, boolean due) {
    public UnreadSource {
        facets = Set.copyOf(facets);
    }

    /** Everything, because nobody wanted it read. */
    public static UnreadSource everything(String why) {
        return new UnreadSource("the world", why, Set.of(Facet.values()), false);
    }

    /** What is said in the place of a value. */
    String reason() {
        return "not read: " + what;
    }
}
