package dev.runbook.run.plan;

import dev.runbook.language.eval.LookupRequest;
import dev.runbook.language.eval.Reader;
import dev.runbook.language.failure.Failed;
import dev.runbook.language.failure.Failure;
import dev.runbook.language.failure.FailureClass;
import dev.runbook.language.signature.Facet;
import dev.runbook.language.value.Value;
import dev.runbook.port.Workspace;
import dev.runbook.provider.Provider;
import dev.runbook.provider.World;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads what can be known before the run, and says of everything else when it will be known or why it was not read. */
final class PlanReader implements Reader {
    private static final Set<Facet> SERVER = Set.of(Facet.CLUSTER, Facet.RELEASES);
    private static final Set<Facet> REPOSITORIES = Set.of(Facet.REPOSITORIES);

    static final String UNTOLD =
            "a plan sends nothing elsewhere that was read from a file or a Secret, or depends on it";

    private final Reader reader;
    private final World world;
    private final Workspace files;
    private final PendingChanges pending;
    private final Disclosure disclosure;
    private final List<UnreadSource> unread;
    private final Map<String, UnreadSource> alone = new HashMap<>();

    PlanReader(PlanEnvironment environment, PendingChanges pending, Disclosure disclosure) {
        this.reader = environment.reader();
        this.world = environment.world();
        this.files = world.client(Workspace.class);
        this.pending = pending;
        this.disclosure = disclosure;
        this.unread = new ArrayList<>(environment.unread());
    }

    /** What could not be read, in the order in which it was tried. */
    List<UnreadSource> unread() {
        return List.copyOf(unread);
    }

    @Override
    public Value read(LookupRequest request) throws InterruptedException {
        Set<Facet> facets = request.signature().reads();
        String text = request.text();
        Optional<String> changed = pending.changed(facets);
        if (changed.isPresent()) {
            return unknown(text, "known after \"" + changed.get() + "\"");
        }
        // A dead server is asked once, not once for each lookup: its limit is long.
        Optional<UnreadSource> known = unreadable(facets).or(() -> Optional.ofNullable(alone.get(text)));
        if (known.isPresent()) {
            return unknown(text, known.get().reason());
        }
        if (disclosure.by(request.lookup())) {
            return keep(new UnreadSource(text, UNTOLD, Set.of(), false));
        }
        List<NamedFiles.NamedFile> named = NamedFiles.of(request.signature(), request.positional(), request.options());
        Optional<String> refusal =
                named.stream().flatMap(file -> file.refusal(files).stream()).findFirst();
        if (refusal.isPresent()) {
            return keep(new UnreadSource(text, refusal.get(), Set.of(), true));
        }
        try {
            Value value = reader.read(request);
            disclosure.note(request, world.lookup(request.signature()), named, files, value);
            return value;
        } catch (Failed failed) {
            UnreadSource why = why(text, facets, failed);
            if (why.facets().isEmpty()) {
                alone.put(text, why);
            }
            unread.add(why);
            return unknown(text, why.reason());
        }
    }

    private Value keep(UnreadSource kept) {
        alone.put(kept.what(), kept);
        unread.add(kept);
        return unknown(kept.what(), kept.reason());
    }

    /** Notes that these facets cannot be read, because of what an action met that was tried in private. */
    void refuse(Set<Facet> facets, Failure failure) {
        if (unreadable(facets).isEmpty()) {
            unread.add(new UnreadSource(name(facets), failure.summary(), facets, true));
        }
    }

    /** Why one of these facets cannot be read, if that is known. */
    Optional<UnreadSource> unreadable(Collection<Facet> facets) {
        return unread.stream()
                .filter(u -> facets.stream().anyMatch(u.facets()::contains))
                .findFirst();
    }

    /** Throws a failure on that says something of the world; what remains only says that it did not answer. */
    private UnreadSource why(String text, Set<Facet> facets, Failed failed) throws InterruptedException {
        for (Provider provider : world.providers()) {
            if (meets(facets, provider.facets())) {
                try {
                    provider.reach(world);
                } catch (Failed absent) {
                    return new UnreadSource(provider.name(), absent.failure().summary(), provider.facets(), false);
                }
            }
        }
        FailureClass kind = failed.failure().kind();
        if (kind == FailureClass.Cancelled) {
            throw new InterruptedException(failed.failure().summary());
        }
        if (kind == FailureClass.Forbidden) {
            return new UnreadSource(text, failed.failure().summary(), Set.of(), true);
        }
        if (kind != FailureClass.Unreachable && kind != FailureClass.Unauthenticated) {
            throw failed;
        }
        Set<Facet> same = meets(facets, SERVER) ? SERVER : meets(facets, REPOSITORIES) ? REPOSITORIES : Set.of();
        return new UnreadSource(
                same.isEmpty() ? text : name(same), failed.failure().summary(), same, true);
    }

    private static boolean meets(Set<Facet> some, Set<Facet> others) {
        return some.stream().anyMatch(others::contains);
    }

    private static String name(Set<Facet> facets) {
        return meets(facets, SERVER) ? "the cluster" : "the chart repository";
    }

    private static Value unknown(String text, String reason) {
        return new Value.Unknown("<" + text + ">", reason);
    }
}
