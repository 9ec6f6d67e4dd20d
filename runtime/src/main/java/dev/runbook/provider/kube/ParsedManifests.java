package dev.runbook.provider.kube;

import dev.runbook.port.KubeObject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * The manifests that were parsed last. A plan asks for the same one for every right and every action, and parsing one takes longer
 * than all else that is done with it.
 */
final class ParsedManifests {
    /** Of a release: as it is, as it will be, and one more. */
    private static final int KEPT = 3;

    private final SequencedMap<String, List<KubeObject>> recent = new LinkedHashMap<>();

    synchronized Optional<List<KubeObject>> of(String text) {
        Optional<List<KubeObject>> known = Optional.ofNullable(recent.remove(text));
        known.ifPresent(objects -> recent.put(text, objects));
        return known;
    }

    synchronized void keep(String text, List<KubeObject> objects) {
        recent.put(text, objects);
        if (recent.size() > KEPT) {
            recent.pollFirstEntry();
        }
    }
}
