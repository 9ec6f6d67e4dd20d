package dev.runbook.provider;

import dev.runbook.language.signature.ArgumentRules;
import dev.runbook.language.signature.Catalogue;
import dev.runbook.language.signature.Signature;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** All that a program is put together from. Actions and lookups are made when the first is asked for: reading a text needs none. */
public final class Providers {
    private final List<Provider> all;
    private final Catalogue catalogue;
    private @Nullable Map<String, Action> actions;
    private @Nullable Map<String, Lookup> lookups;

    /** In the order of the documentation. */
    public Providers(List<Provider> providers) {
        all = List.copyOf(providers);
        Map<String, ArgumentRules> owners = new HashMap<>();
        List<Signature> signatures = new ArrayList<>();
        for (Provider provider : all) {
            ArgumentRules rules = provider.rules();
            for (Signature signature : provider.signatures()) {
                signatures.add(signature);
                owners.put(Catalogue.fullName(signature), rules);
            }
        }
        catalogue = Catalogue.of(signatures, new RulesOfAll(owners));
    }

    /** Everything that runbooks can name. */
    public Catalogue catalogue() {
        return catalogue;
    }

    /** The action of a signature; a signature without one is our bug, and a test holds them equal. */
    public Action action(Signature signature) {
        return found(actionsByName(), signature.name());
    }

    /** The lookup of a signature, likewise. */
    public Lookup lookup(Signature signature) {
        String type =
                signature.receiver().map(receiver -> receiver.title() + ".").orElse("");
        return found(lookupsByName(), type + signature.name());
    }

    private synchronized Map<String, Action> actionsByName() {
        Map<String, Action> known = actions;
        if (known == null) {
            known = all.stream()
                    .flatMap(one -> one.actions().stream())
                    .collect(Collectors.toUnmodifiableMap(Action::name, Function.identity()));
            actions = known;
        }
        return known;
    }

    private synchronized Map<String, Lookup> lookupsByName() {
        Map<String, Lookup> known = lookups;
        if (known == null) {
            known = all.stream()
                    .flatMap(one -> one.lookups().stream())
                    .collect(Collectors.toUnmodifiableMap(Lookup::name, Function.identity()));
            lookups = known;
        }
        return known;
    }

    private static <T> T found(Map<String, T> known, String name) {
        T found = known.get(name);
        if (found == null) {
            throw new IllegalStateException("nothing does " + name);
        }
        return found;
    }

    /** What each provider knows of the failures of its tools. */
    public List<KnownFailures> knownFailures() {
        return all.stream().flatMap(one -> one.knownFailures().stream()).toList();
    }

    public List<Action> actions() {
        return List.copyOf(actionsByName().values());
    }

    public List<Lookup> lookups() {
        return List.copyOf(lookupsByName().values());
    }

    List<Provider> all() {
        return all;
    }

    /** How the parts of a scenario are read, in their order. */
    public List<ScenarioReader> scenarioReaders() {
        return all.stream()
                .flatMap(provider -> provider.scenarioReader().stream())
                .toList();
    }
}
