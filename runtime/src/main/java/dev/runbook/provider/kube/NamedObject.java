package dev.runbook.provider.kube;

import dev.runbook.language.value.ResourceId;
import dev.runbook.language.value.Resources;
import dev.runbook.port.KubeObject;
import java.util.List;
import java.util.Optional;

/**
 * An object that was asked for: as it is, or what it would be called.
 *
 * @param object empty when it is not there
 */
record NamedObject(ResourceId asked, Optional<KubeObject> object) {

    static NamedObject of(KubeObject object) {
        return new NamedObject(object.id(), Optional.of(object));
    }

    /** The set of these objects as a value. */
    static Resources resources(String label, List<NamedObject> snapshots, boolean single) {
        return new Resources(
                label,
                snapshots.stream()
                        .map(s -> s.object().map(KubeObject::id).orElse(s.asked()))
                        .toList(),
                Addresses.of(
                        snapshots.stream().flatMap(s -> s.object().stream()).toList()),
                single);
    }
}
