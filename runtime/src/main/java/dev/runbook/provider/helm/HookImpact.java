package dev.runbook.provider.helm;

import dev.runbook.port.KubeObject;
import dev.runbook.provider.Impact;
import dev.runbook.provider.Impact.Loss;
import dev.runbook.provider.kube.Removal;
import java.util.ArrayList;
import java.util.List;

/** What hooks do to what is there: helm deletes their objects before it makes them anew, or when they have ended. */
final class HookImpact {
    private final ReleaseContents objects;

    HookImpact(ReleaseContents objects) {
        this.objects = objects;
    }

    /** What the hooks of an install make anew. */
    Impact first(List<KubeObject> rendering, Again again) throws InterruptedException {
        List<KubeObject> hooks = HookObjects.deleted(
                rendering, HookObjects.INSTALL, objects.helm().version());
        RegeneratedSecrets secrets = new RegeneratedSecrets(objects);
        List<GeneratedSecret> suspects = secrets.suspects(hooks);
        Impact impact = remade(hooks);
        return suspects.isEmpty()
                ? impact
                : impact.and(secrets.anew(suspects, again.render()).impact());
    }

    /** A second rendering of the same. */
    interface Again {
        List<KubeObject> render() throws InterruptedException;
    }

    /** What goes with objects that a hook deletes before it makes them anew, or has taken over and deletes after. */
    Impact remade(List<KubeObject> hooks) throws InterruptedException {
        List<KubeObject> before = new ArrayList<>();
        List<KubeObject> after = new ArrayList<>();
        for (KubeObject hook : hooks) {
            objects.live(hook).ifPresent((HookObjects.isMadeAnew(hook) ? before : after)::add);
        }
        List<Loss> losses = new ArrayList<>();
        for (Loss loss : Removal.of(objects.cluster(), before, true).losses()) {
            losses.add(new Loss(loss.object(), loss.words() + ", which a hook makes anew"));
        }
        for (Loss loss : UndoneChange.alone(objects, after, List.of())) {
            losses.add(new Loss(loss.object(), loss.words() + ", which a hook takes over and deletes"));
        }
        return Impact.removing(List.of(), losses, List.of());
    }
}
