package dev.runbook.provider.helm;

import dev.runbook.language.failure.Failed;
import dev.runbook.language.failure.Failure;
import dev.runbook.language.failure.FailureClass;
import dev.runbook.language.value.Value;
import dev.runbook.provider.Call;
import dev.runbook.provider.Lookup;
import dev.runbook.provider.RightsNeeded;
import java.util.List;

/** {@code helm.release(name)}. */
public final class HelmRelease implements Lookup {
    @Override
    public String name() {
        return "helm.release";
    }

    @Override
    public Value read(Call call) throws InterruptedException {
        String name = HelmCalls.argument(call, 0, HelmNames::release);
        String namespace = HelmCalls.namespace(call);
        List<Helm.Revision> history = call.client(Helm.class).history(name, namespace);
        if (history.isEmpty() || history.getLast().uninstalled()) {
            throw new Failed(Failure.of(
                    FailureClass.ReleaseNotFound,
                    "release %s in namespace %s was uninstalled; only its history was kept".formatted(name, namespace),
                    "Roll back to one of its revisions to bring it back, or install it again."));
        }
        return HelmEntities.release(name, namespace, revision(call, name, history));
    }

    @Override
    public Value foreseen(Call call, RightsNeeded needed) throws InterruptedException {
        HelmRights.read(call, needed);
        return call.unknown();
    }

    private static Helm.Revision revision(Call call, String name, List<Helm.Revision> history) {
        if (!(call.option("revision").orElse(Value.NIL) instanceof Value.Int(long number))) {
            return history.getLast();
        }
        return history.stream()
                .filter(r -> r.number() == number)
                .findFirst()
                .orElseThrow(() -> new Failed(Failure.of(
                        FailureClass.ReleaseNotFound,
                        "release %s has no revision %d".formatted(name, number),
                        "helm history shows those that it has.")));
    }

    /** The revisions of a release that is there; empty when there is none. */
    static List<Helm.Revision> historyOrNone(Call call) throws InterruptedException {
        try {
            return call.client(Helm.class)
                    .history(HelmCalls.argument(call, 0, HelmNames::release), HelmCalls.namespace(call));
        } catch (Failed e) {
            if (e.failure().kind() == FailureClass.ReleaseNotFound) {
                return List.of();
            }
            throw e;
        }
    }
}
