package dev.runbook.preflight;

import dev.runbook.catalogue.Facet;
import dev.runbook.catalogue.Signature;
import dev.runbook.program.CheckedRunbook;
import dev.runbook.program.Uses;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * What a runbook cannot do without, by the actions and lookups that it names.
 *
 * @param helm whether it calls helm
 * @param cluster whether it asks or changes the cluster, itself or through helm
 */
public record Needs(boolean helm, boolean cluster) {
    private static final String RELEASE = "release";
    private static final Set<Facet> OF_CLUSTER = EnumSet.of(Facet.RELEASES, Facet.CLUSTER);

    /** What this one needs. */
    public static Needs of(CheckedRunbook runbook) {
        List<Uses.Use> uses = Uses.of(runbook).toList();
        return new Needs(
                uses.stream().anyMatch(Needs::callsHelm),
                uses.stream().anyMatch(use -> touches(use.signature(), OF_CLUSTER)));
    }

    /** Helm's own actions and lookups, and those that ask helm what belongs to a release. */
    private static boolean callsHelm(Uses.Use use) {
        return use.signature().name().startsWith("helm.")
                || use.options().contains(RELEASE)
                || use.signature().positional().stream().anyMatch(p -> p.name().equals(RELEASE));
    }

    private static boolean touches(Signature signature, Collection<Facet> facets) {
        return !Collections.disjoint(signature.reads(), facets) || !Collections.disjoint(signature.writes(), facets);
    }
}
