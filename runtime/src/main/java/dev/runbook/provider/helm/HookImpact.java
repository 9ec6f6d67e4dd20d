package dev.runbook.provider.helm;

import dev.runbook.port.KubeObject;
import dev.runbook.provider.Impact;
import dev.runbook.provider.Impact.Loss;
import dev.runbook.provider.kube.Removal;
import java.util.ArrayList;
import java.util.List;

/** What hooks do to what is there: helm deletes their objects before it makes them anew. */
final class HookImpact {
    private final ReleaseContents objects;

    HookImpact(ReleaseContents objects) {
        this.objects = objects;
    }

    /** What the hooks of an install make anew. */
    Impact first(List<KubeObject> rendering, Again again) throws InterruptedException {
        List<KubeObject> hooks = HookObjects.anew(rendering, HookObjects.INSTALL);
        RegeneratedSecrets secrets = new RegeneratedSecrets(objects);
        List<GeneratedSecret> suspects = secrets.suspects(hooks);
        Impact impact = remade(hooks);
        return suspects.isEmpty() ? impact : impact.and(secrets.anew(suspects, again.render()));
    }

    /** A second rendering of the same. */
    interface Again {
        List<KubeObject> render() throws InterruptedException;
    }

    /** What goes with objects that a hook deletes before it makes them anew. */
    Impact remade(List<KubeObject> hooks) throws InterruptedException {
        List<KubeObject> going = new ArrayList<>();
        for (KubeObject hook : hooks) {
            objects.live(hook).ifPresent(going::add);
        }
        List<Loss> losses = Removal.of(objects.cluster(), going, true).losses().stream()
                .map(loss -> new Loss(loss.object(), loss.words() + ", which a hook makes anew"))
                .toList();
        return Impact.removing(List.of(), losses, List.of());
    }
}
