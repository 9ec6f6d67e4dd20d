package dev.runbook.provider.helm;

import dev.runbook.language.value.ResourceId;
import dev.runbook.port.KubeObject;
import dev.runbook.provider.Impact;
import dev.runbook.provider.helm.ManifestObjects.ManifestKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Secrets whose values a chart makes up, and another rendering makes up anew. */
final class RegeneratedSecrets {
    private final ReleaseContents objects;

    RegeneratedSecrets(ReleaseContents objects) {
        this.objects = objects;
    }

    /** Those that differ from what is there. */
    List<GeneratedSecret> suspects(List<KubeObject> rendered) throws InterruptedException {
        List<GeneratedSecret> suspects = new ArrayList<>();
        for (KubeObject secret : rendered) {
            if (secret.kind().equals("Secret")) {
                objects.live(secret)
                        .flatMap(now -> GeneratedSecret.suspect(now, secret))
                        .ifPresent(suspects::add);
            }
        }
        return suspects;
    }

    /**
     * What is made up anew.
     *
     * @param keys of which Secrets' data
     */
    record MadeUpAnew(Impact impact, Map<ResourceId, Set<String>> keys) {
        static final MadeUpAnew NOTHING = new MadeUpAnew(Impact.NONE, Map.of());
    }

    /** Which of the Secrets that differ are made up once more by a second rendering. */
    MadeUpAnew anew(List<GeneratedSecret> suspects, List<KubeObject> rendered) {
        Map<ManifestKey, KubeObject> again = objects.byKey(rendered);
        Impact anew = Impact.NONE;
        Map<ResourceId, Set<String>> keys = new HashMap<>();
        for (GeneratedSecret suspect : suspects) {
            KubeObject second = again.get(objects.key(suspect.rendered()));
            if (second != null) {
                anew = anew.and(suspect.impact(second));
                keys.put(suspect.object(), suspect.anew(second));
            }
        }
        return new MadeUpAnew(anew, keys);
    }
}
