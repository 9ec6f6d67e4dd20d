package dev.runbook.lookup;

import dev.runbook.catalogue.Signature;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Every lookup by its name in the catalogue. */
public final class Lookups {
    private static final Map<String, Lookup> BY_NAME =
            all().stream().collect(Collectors.toUnmodifiableMap(Lookup::name, Function.identity()));

    private Lookups() {}

    /** All lookups, in the order of the documentation. */
    public static List<Lookup> all() {
        return Stream.of(
                        Stream.<Lookup>of(
                                new HelmVersionNumber(),
                                new HelmRepoKnown(),
                                new HelmRelease(),
                                new HelmReleaseExists(),
                                new HelmChart(),
                                new HelmHistory(),
                                new HelmLastDeployed(),
                                new HelmPending(),
                                new HelmCheckValues(),
                                new FileExists(),
                                new FileRead(),
                                new DnsLookup(),
                                new DnsPointsAt(),
                                new DnsRecordType(),
                                new DnsMayUpdate(),
                                new HttpGet(),
                                new HttpOk()),
                        ClusterLookups.all().stream(),
                        PostgresLookups.all().stream())
                .flatMap(lookups -> lookups)
                .toList();
    }

    /** The lookup of a signature; a signature without one is our bug, and a test holds them equal. */
    public static Lookup of(Signature signature) {
        String name = signature.receiver().map(type -> type.title() + ".").orElse("") + signature.name();
        Lookup lookup = BY_NAME.get(name);
        if (lookup == null) {
            throw new IllegalStateException("no lookup for " + name);
        }
        return lookup;
    }
}
