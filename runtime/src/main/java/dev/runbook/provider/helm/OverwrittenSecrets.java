package dev.runbook.provider.helm;

import com.google.re2j.Pattern;
import dev.runbook.language.value.ResourceId;
import dev.runbook.language.value.Value;
import dev.runbook.port.ClusterReader;
import dev.runbook.port.KubeObject;
import dev.runbook.provider.Call;
import dev.runbook.provider.Impact;
import dev.runbook.provider.Impact.Loss;
import dev.runbook.provider.helm.ManifestObjects.ManifestKey;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Values of Secrets that an upgrade writes over or takes away: what a chart has made up once, and what somebody has
 * written by hand. What a chart has made of its values stands in these.
 */
final class OverwrittenSecrets {
    /** How what a template makes up looks, where the chart cannot be rendered once more: one word with no sense. */
    private static final Pattern MADE_UP =
            Pattern.compile("[A-Za-z]*[A-Z0-9][A-Za-z0-9+/]{7,}=*|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    private final Call call;
    private final ReleaseContents objects;
    private final Map<ManifestKey, KubeObject> leaving;
    private final SecretChange change;
    private final String namespace;

    /** What becomes of a Secret of the release that comes again. */
    enum SecretChange {
        /** Helm writes what the next manifest has, and leaves what it has never written. */
        UPGRADE("written over"),
        /** The same; what the release has written itself stands in the revision that is left. */
        ROLLBACK("written over"),
        /** It goes with all that is in it, and is made again. */
        REINSTALL("not made again");

        private final String words;

        SecretChange(String words) {
            this.words = words;
        }
    }

    OverwrittenSecrets(Call call, ReleaseContents objects, Map<ManifestKey, KubeObject> leaving, SecretChange change) {
        this.call = call;
        this.objects = objects;
        this.leaving = leaving;
        this.change = change;
        this.namespace = HelmCalls.namespace(call);
    }

    /**
     * A Secret with the values that go.
     *
     * @param live as it is, with nothing but those
     * @param stored what helm wrote there
     */
    private record Overwritten(KubeObject live, Map<String, String> stored) {}

    /**
     * What goes.
     *
     * @param revision that is left
     * @param after the objects that come
     * @param anew the keys that are known to be made up anew, and are not told twice
     */
    Impact impact(int revision, List<KubeObject> after, Map<ResourceId, Set<String>> anew) throws InterruptedException {
        List<Overwritten> all = new ArrayList<>();
        for (KubeObject secret : after) {
            if (secret.kind().equals("Secret")) {
                objects.live(secret)
                        .flatMap(now -> of(now, secret, anew.getOrDefault(now.id(), Set.of())))
                        .ifPresent(all::add);
            }
        }
        if (all.isEmpty()) {
            return Impact.NONE;
        }
        KnownSecrets known = new KnownSecrets(
                call.client(Helm.class).allValues(HelmCalls.argument(call, 0, HelmNames::release), namespace, revision),
                after);
        List<KubeObject> going = new ArrayList<>();
        for (KubeObject secret : leaving.values()) {
            if (secret.kind().equals("Secret")) {
                objects.live(secret).ifPresent(going::add);
            }
        }
        known.add(KnownSecrets.staying(call.client(ClusterReader.class), namespace, going, after));
        return Impact.removing(List.of(), losses(all, known), List.of());
    }

    /** What of a Secret goes when it becomes another; empty where it is not one of the release, or stays as it is. */
    private Optional<Overwritten> of(KubeObject live, KubeObject coming, Set<String> told) {
        KubeObject before = leaving.get(ManifestKey.of(coming, namespace));
        if (before == null) {
            return Optional.empty();
        }
        Map<String, String> stored = SecretData.of(before);
        Map<String, String> next = SecretData.of(coming);
        Map<String, String> going = new TreeMap<>();
        SecretData.of(live).forEach((key, value) -> {
            // What helm has never written there, it leaves there.
            boolean written = change == SecretChange.REINSTALL || stored.containsKey(key) || next.containsKey(key);
            if (written && !told.contains(key) && !value.equals(next.get(key))) {
                going.put(key, value);
            }
        });
        return going.isEmpty() ? Optional.empty() : Optional.of(new Overwritten(only(live, going), stored));
    }

    /** Those of them that stand nowhere else, and that no values bring back. */
    private List<Loss> losses(List<Overwritten> all, KnownSecrets known) throws InterruptedException {
        List<Overwritten> unknown =
                all.stream().filter(one -> known.lost(one.live()).isPresent()).toList();
        if (unknown.isEmpty()) {
            return List.of();
        }
        Optional<Map<ManifestKey, KubeObject>> again = again();
        List<Loss> losses = new ArrayList<>();
        for (Overwritten one : unknown) {
            Map<String, String> made = again.map(rendering -> rendering.get(ManifestKey.of(one.live(), namespace)))
                    .map(SecretData::of)
                    .orElse(Map.of());
            Map<String, String> lost = new TreeMap<>(SecretData.of(one.live()));
            lost.entrySet().removeIf(value -> {
                String now = value.getValue();
                boolean byHand = !now.equals(one.stored().get(value.getKey()));
                boolean madeUp = again.isPresent() ? !now.equals(made.get(value.getKey())) : MADE_UP.matches(now);
                return !byHand && (change == SecretChange.ROLLBACK || !madeUp);
            });
            known.lost(only(one.live(), lost))
                    .ifPresent(words -> losses.add(new Loss(one.live().id(), words + ", and is " + change.words)));
        }
        return losses;
    }

    /** What the installed chart makes of its values where it finds nothing; empty where not all of it is kept. */
    private Optional<Map<ManifestKey, KubeObject>> again() throws InterruptedException {
        Call asked = call.with("release", Value.of(HelmCalls.argument(call, 0, HelmNames::release)));
        Optional<InstalledRelease> installed = InstalledRelease.of(asked);
        return installed.isEmpty()
                ? Optional.empty()
                : new ValuesRendering(asked)
                        .installed(installed.get().stored(), true)
                        .map(objects::byKey);
    }

    private static KubeObject only(KubeObject secret, Map<String, String> values) {
        Map<String, Object> content = new LinkedHashMap<>(secret.content());
        Map<String, Object> data = new TreeMap<>();
        values.forEach((key, value) ->
                data.put(key, Base64.getEncoder().encodeToString(value.getBytes(StandardCharsets.UTF_8))));
        content.put("data", data);
        content.remove("stringData");
        return new KubeObject(content);
    }
}
