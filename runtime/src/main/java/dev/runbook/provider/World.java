package dev.runbook.provider;

import dev.runbook.language.signature.Signature;
import dev.runbook.port.Observer.Pending;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;

/** What actions and lookups reach the world with: the clients of the providers, each by the type that it is asked for by; immutable. */
public final class World {
    private final Providers providers;
    private final Map<Class<?>, Object> clients;

    /** Without any client. */
    public World(Providers providers) {
        this(providers, Map.of());
    }

    private World(Providers providers, Map<Class<?>, Object> clients) {
        this.providers = providers;
        this.clients = Map.copyOf(clients);
    }

    /** The same world with another client. */
    public <T> World with(Class<T> type, T client) {
        Map<Class<?>, Object> others = new HashMap<>(clients);
        others.put(type, client);
        return new World(providers, others);
    }

    /** The client of a type; a world without it is our bug. */
    public <T> T client(Class<T> type) {
        Object client = clients.get(type);
        if (client == null) {
            throw new IllegalStateException("this world has no " + type.getSimpleName());
        }
        return type.cast(client);
    }

    public List<Provider> providers() {
        return providers.all();
    }

    /** What an operator can do about things that a wait still sees missing, the most telling first. */
    public List<String> advice(List<Pending> missing) {
        return providers.all().stream()
                .flatMap(provider -> provider.advice(missing).stream())
                .toList();
    }

    /** What each provider knows of the failures of its tools. */
    public List<KnownFailures> knownFailures() {
        return providers.knownFailures();
    }

    public Action action(Signature signature) {
        return providers.action(signature);
    }

    public Lookup lookup(Signature signature) {
        return providers.lookup(signature);
    }

    /** The world for one look at it: each question is asked once and then answered from memory. */
    public World caching() {
        return changed((provider, world) -> provider.caching(world));
    }

    /** Whether a client of such a world has answered something that it remembers. */
    public boolean hasCachedAnswers() {
        return providers.all().stream().anyMatch(provider -> provider.hasCachedAnswers(this));
    }

    /** The same world, but no question takes longer than that. */
    public World limitedTo(Duration longest) {
        return changed((provider, world) -> provider.limitedTo(world, longest));
    }

    /**
     * The world for one wait: what cannot have a new answer yet is not asked again.
     *
     * @param every how often the wait asks
     */
    public World polledEvery(Duration every) {
        return changed((provider, world) -> provider.polledEvery(world, every));
    }

    private World changed(BiFunction<Provider, World, World> change) {
        World changed = this;
        for (Provider provider : providers.all()) {
            changed = change.apply(provider, changed);
        }
        return changed;
    }
}
