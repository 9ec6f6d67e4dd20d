package dev.runbook.run.lease;

import dev.runbook.language.failure.Failed;
import dev.runbook.language.failure.Failure;
import dev.runbook.language.failure.FailureClass;
import dev.runbook.port.Leases;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The Leases of a cluster in memory, with the troubles that a real one can have. */
final class FakeLeases implements Leases {
    final Map<String, Lease> all = new LinkedHashMap<>();
    final Set<String> namespaces = new HashSet<>(Set.of("default", "coder"));
    boolean silent;
    boolean losesAnswers;
    boolean deletionForbidden;
    private int version;

    /** A Lease of another operator, as it is after it was renewed. */
    Lease ofAnna(String namespace, String name) {
        return ofAnna(namespace, name, Duration.ofSeconds(30));
    }

    Lease ofAnna(String namespace, String name, Duration lasts) {
        LeaseHolder anna = new LeaseHolder("anna", "laptop", 42, "1@boot", "run-of-anna", "/home/anna");
        return put(new Lease(
                namespace,
                name,
                "",
                anna.identity(),
                lasts,
                Instant.parse("2026-11-23T20:00:00Z"),
                0,
                anna.notes("7 Upgrade Coder", Optional.empty())));
    }

    private Lease put(Lease lease) {
        version++;
        Lease stored = new Lease(
                lease.namespace(),
                lease.name(),
                String.valueOf(version),
                lease.holder(),
                lease.lasts(),
                lease.since(),
                lease.transitions(),
                lease.notes());
        all.put(lease.namespace() + "/" + lease.name(), stored);
        return stored;
    }

    private void ask() {
        if (silent) {
            throw new Failed(Failure.of(FailureClass.Unreachable, "the API server does not answer"));
        }
    }

    @Override
    public synchronized Optional<Lease> find(String namespace, String name) {
        ask();
        return Optional.ofNullable(all.get(namespace + "/" + name));
    }

    @Override
    public synchronized Written create(Lease lease) {
        ask();
        if (!namespaces.contains(lease.namespace())) {
            return new Written.NoNamespace();
        }
        return find(lease.namespace(), lease.name()).isPresent()
                ? new Written.Conflict()
                : new Written.Saved(put(lease));
    }

    @Override
    public synchronized Written replace(Lease lease) {
        ask();
        boolean same = find(lease.namespace(), lease.name())
                .filter(there -> there.version().equals(lease.version()))
                .isPresent();
        if (!same) {
            return new Written.Conflict();
        }
        Lease done = put(lease);
        if (losesAnswers) {
            throw new Failed(Failure.of(FailureClass.Unreachable, "no answer in time"));
        }
        return new Written.Saved(done);
    }

    @Override
    public synchronized void delete(Lease lease) {
        ask();
        if (deletionForbidden) {
            throw new Failed(Failure.of(FailureClass.Forbidden, "may not delete leases"));
        }
        find(lease.namespace(), lease.name())
                .filter(there -> there.version().equals(lease.version()))
                .ifPresent(there -> all.remove(there.namespace() + "/" + there.name()));
    }
}
