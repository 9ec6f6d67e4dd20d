package dev.runbook.app.foresee;

import dev.runbook.language.eval.Reader;
import dev.runbook.language.signature.Facet;
import dev.runbook.language.signature.Signature;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Lookups of what is outside the cluster: databases, names, pages, and the programs for them. They are asked for real until the run
 * would have changed what they ask about, which it does not do in a shadow.
 */
final class OutsideReads {
    /** What a shadow does not show. */
    static final Set<Facet> OUTSIDE = Set.of(Facet.WEB, Facet.DNS, Facet.DATABASE);

    private static final Set<Facet> SHADOWED = Set.of(Facet.RELEASES, Facet.CLUSTER, Facet.REPOSITORIES);

    /** With one of these, anything outside may be otherwise. */
    private static final Set<Facet> DECIDING =
            Set.of(Facet.RELEASES, Facet.CLUSTER, Facet.WEB, Facet.DNS, Facet.DATABASE);

    private final Reader asking;
    private final Set<Facet> changed = ConcurrentHashMap.newKeySet();

    /** @param asking asks the world as it is */
    OutsideReads(Reader asking) {
        this.asking = asking;
    }

    /** Whether something is outside, wholly: what is done with the cluster besides is done in the shadow. */
    static boolean concern(Collection<Facet> facets) {
        return !Collections.disjoint(facets, OUTSIDE) && Collections.disjoint(facets, SHADOWED);
    }

    /** The world itself answers; another reader does for what would have been changed by then. */
    Reader orElse(Reader otherwise) {
        return request -> (asks(request.signature()) ? asking : otherwise).read(request);
    }

    /** Whether a lookup is asked for real. */
    boolean asks(Signature lookup) {
        return lookup.reads().stream().anyMatch(facet -> facet == Facet.PROGRAMS || OUTSIDE.contains(facet))
                && Collections.disjoint(lookup.reads(), changed);
    }

    /** A task begins that would change this: a database may live in the cluster, and a program may do anything. */
    void change(Collection<Facet> facets) {
        if (Collections.disjoint(facets, DECIDING)) {
            changed.addAll(facets);
        } else {
            changeAll();
        }
    }

    /** Somebody is asked to do something: nobody knows what that changes. */
    void changeAll() {
        changed.addAll(EnumSet.allOf(Facet.class));
    }
}
