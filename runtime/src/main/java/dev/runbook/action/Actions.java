package dev.runbook.action;

import dev.runbook.catalogue.Signature;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Every action by its name in the catalogue. */
public final class Actions {
    private static final Map<String, Action> BY_NAME =
            all().stream().collect(Collectors.toUnmodifiableMap(Action::name, Function.identity()));

    private Actions() {}

    /** All actions, in the order of the documentation. */
    public static List<Action> all() {
        return Stream.of(
                        Stream.<Action>of(
                                new HelmRepoAdd(),
                                new HelmRepoUpdate(),
                                new HelmGetValues(),
                                new HelmUpgrade(),
                                new HelmRollback(),
                                new HelmUninstall(),
                                new DnsUpdate(),
                                new RunProgram(),
                                new FileWrite(),
                                new FileCopy(),
                                new FileDelete()),
                        ClusterActions.all().stream(),
                        PostgresActions.all().stream())
                .flatMap(actions -> actions)
                .toList();
    }

    /** The action of a signature; a signature without one is our bug, and a test holds them equal. */
    public static Action of(Signature signature) {
        Action action = BY_NAME.get(signature.name());
        if (action == null) {
            throw new IllegalStateException("no action for " + signature.name());
        }
        return action;
    }
}
