package dev.runbook.provider;

import dev.runbook.language.signature.Catalogue;
import dev.runbook.language.signature.Signature;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** All that a program is put together from; immutable. */
public final class Providers {
    private final List<Provider> all;
    private final Catalogue catalogue;
    private final Map<String, Action> actions;
    private final Map<String, Lookup> lookups;

    /** In the order of the documentation. */
    public Providers(List<Provider> providers) {
        all = List.copyOf(providers);
        catalogue = Catalogue.of(
                all.stream().flatMap(one -> one.signatures().stream()).toList(), new RulesOfAll(all));
        actions = all.stream()
                .flatMap(one -> one.actions().stream())
                .collect(Collectors.toUnmodifiableMap(Action::name, Function.identity()));
        lookups = all.stream()
                .flatMap(one -> one.lookups().stream())
                .collect(Collectors.toUnmodifiableMap(Lookup::name, Function.identity()));
    }

    /** Everything that runbooks can name. */
    public Catalogue catalogue() {
        return catalogue;
    }

    /** The action of a signature; a signature without one is our bug, and a test holds them equal. */
    public Action action(Signature signature) {
        return found(actions, signature.name());
    }

    /** The lookup of a signature, likewise. */
    public Lookup lookup(Signature signature) {
        String type =
                signature.receiver().map(receiver -> receiver.title() + ".").orElse("");
        return found(lookups, type + signature.name());
    }

    private static <T> T found(Map<String, T> known, String name) {
        T found = known.get(name);
        if (found == null) {
            throw new IllegalStateException("nothing does " + name);
        }
        return found;
    }

    /** The wordings that failures are recognised by. */
    public List<FailureText> failureTexts() {
        return all.stream().flatMap(one -> one.failureTexts().stream()).toList();
    }

    public List<Action> actions() {
        return List.copyOf(actions.values());
    }

    public List<Lookup> lookups() {
        return List.copyOf(lookups.values());
    }

    List<Provider> all() {
        return all;
    }
}
