package dev.runbook.provider.helm;

import dev.runbook.port.KubeObject;
import dev.runbook.provider.Call;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What is there, would be made by an upgrade, and belongs to no release. */
final class UnownedObjects {
    private UnownedObjects() {}

    /** The objects that the upgrade would make, that are there, and that belong to no release. */
    static List<KubeObject> of(Call call) throws InterruptedException {
        ReleaseContents objects = new ReleaseContents(call);
        List<KubeObject> unowned = new ArrayList<>();
        for (KubeObject object : UpgradeRendering.whoeverOwns(call)) {
            objects.live(object).filter(live -> nobodys(objects, live)).ifPresent(unowned::add);
        }
        return unowned;
    }

    /** Whether helm would refuse it, and no other release would miss it. */
    private static boolean nobodys(ReleaseContents objects, KubeObject object) {
        String owner = object.text("metadata", "annotations", "meta.helm.sh/release-name")
                .orElse("");
        boolean marked = object.text("metadata", "labels", "app.kubernetes.io/managed-by")
                .equals(Optional.of("Helm"));
        boolean here = object.text("metadata", "annotations", "meta.helm.sh/release-namespace")
                .equals(Optional.of(objects.namespace()));
        return owner.isEmpty() || (owner.equals(objects.release()) && here && !marked);
    }
}
