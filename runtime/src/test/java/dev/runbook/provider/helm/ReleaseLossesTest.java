package dev.runbook.provider.helm;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.runbook.json.Json;
import dev.runbook.language.value.ResourceId;
import dev.runbook.language.value.Resources;
import dev.runbook.language.value.Value;
import dev.runbook.port.KubeObject;
import dev.runbook.provider.Action;
import dev.runbook.provider.Calls;
import dev.runbook.provider.Impact;
import dev.runbook.provider.Provider;
import dev.runbook.provider.kube.CustomKinds;
import dev.runbook.provider.kube.KubeProvider;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * Releases made up by chance: whatever was there before a change and cannot be made again is there after it, or stands
 * among the losses that the change has told; and what is told is true.
 */
class ReleaseLossesTest {
    private static final int RELEASES = Integer.getInteger("losses.releases", 150);
    private static final Set<String> SERVING = Set.of("Ingress", "NetworkPolicy", "Thing", "Zone");

    @Test
    void an_upgrade_takes_nothing_for_good_that_it_does_not_name() throws InterruptedException {
        for (long seed = 1; seed <= RELEASES; seed++) {
            RandomRelease release = new RandomRelease(seed);
            Calls calls = calls(release);
            calls.helm.alternates("upgrade", rendering(release.next), rendering(release.again));
            holdsChange(
                    release,
                    impact(calls, new HelmProvider(), "helm.upgrade", Calls.texts("shop", "./shop")),
                    true,
                    "upgrade of " + seed);
        }
    }

    @Test
    void an_upgrade_that_helm_undoes_takes_nothing_for_good_that_it_does_not_name() throws InterruptedException {
        for (long seed = 1; seed <= RELEASES; seed++) {
            RandomRelease release = new RandomRelease(seed);
            Calls calls = calls(release);
            calls.helm.prints("upgrade", rendering(release.next));
            Impact impact =
                    impact(calls, new HelmProvider(), "helm.upgrade", Calls.texts("shop", "./shop"), "atomic", true);
            Set<String> had = new HashSet<>();
            release.stored.forEach(object -> had.add(key(object)));
            List<KubeObject> deleted = live(release, release.next).stream()
                    .filter(object -> !had.contains(key(object)) && !kept(object))
                    .toList();
            DeletionModel after = new DeletionModel(release.cluster.objects, deleted, false);
            Set<String> named = named(impact);
            for (KubeObject object : release.cluster.objects) {
                if (object.kind().equals("PersistentVolumeClaim") && !after.left.contains(object.uid())) {
                    String taker = after.takenBy.getOrDefault(object.uid(), object.uid());
                    assertTrue(
                            named.contains(taker),
                            "undone " + seed + ": " + object.uid() + " is not among " + named
                                    + words(release, deleted));
                }
            }
        }
    }

    @Test
    void a_rollback_takes_nothing_for_good_that_it_does_not_name() throws InterruptedException {
        for (long seed = 1; seed <= RELEASES; seed++) {
            RandomRelease release = new RandomRelease(seed);
            Calls calls = calls(release);
            calls.helm.prints("get manifest shop --revision=1", RandomRelease.manifest(release.next));
            holdsChange(
                    release,
                    impact(calls, new HelmProvider(), "helm.rollback", List.of(Value.of("shop"), Value.of(1))),
                    false,
                    "rollback of " + seed);
        }
    }

    @Test
    void an_uninstall_takes_nothing_for_good_that_it_does_not_name() throws InterruptedException {
        for (long seed = 1; seed <= RELEASES; seed++) {
            RandomRelease release = new RandomRelease(seed);
            List<KubeObject> deleted =
                    live(release, release.stored.stream().filter(o -> !kept(o)).toList());
            Impact impact = impact(calls(release), new HelmProvider(), "helm.uninstall", Calls.texts("shop"));
            Set<String> lost = new HashSet<>();
            deleted.stream().filter(ReleaseLossesTest::madeUp).forEach(secret -> lost.add(secret.uid()));
            holds(release, deleted, false, lost, impact, "uninstall of " + seed);
        }
    }

    @Test
    void a_deletion_takes_nothing_for_good_that_it_does_not_name() throws InterruptedException {
        for (long seed = 1; seed <= RELEASES; seed++) {
            RandomRelease release = new RandomRelease(seed);
            List<KubeObject> deleted = release.cluster.objects.stream()
                    .filter(object -> release.random().nextInt(4) == 0)
                    .toList();
            boolean orphan = release.random().nextInt(4) == 0;
            List<ResourceId> ids = deleted.stream().map(KubeObject::id).toList();
            Impact impact = impact(
                    calls(release),
                    new KubeProvider(),
                    "resource.delete",
                    List.of(new Resources("them", ids, List.of(), false)),
                    "cascade",
                    orphan ? "orphan" : "background");
            Set<String> lost = new HashSet<>();
            deleted.stream()
                    .filter(object -> object.kind().equals("Secret") || CustomKinds.have(object.apiVersion()))
                    .forEach(object -> lost.add(object.uid()));
            holds(release, deleted, orphan, lost, impact, "deletion in " + seed);
        }
    }

    /** Of a change, helm deletes what it had and no longer has, unless the object itself says that it is kept. */
    private static void holdsChange(RandomRelease release, Impact impact, boolean renders, String which) {
        Set<String> coming = new HashSet<>();
        release.next.forEach(object -> coming.add(key(object)));
        List<KubeObject> deleted = live(release, release.stored).stream()
                .filter(object -> !coming.contains(key(object)) && !kept(object))
                .toList();
        Set<String> lost = new HashSet<>();
        Set<String> values = new HashSet<>();
        release.next.forEach(object -> object.text("data", "password").ifPresent(values::add));
        for (KubeObject object : deleted) {
            boolean open = object.text("spec", "type")
                    .filter(type -> !type.equals("ClusterIP"))
                    .isPresent();
            boolean secret = madeUp(object)
                    && !values.contains(object.text("data", "password").orElse(""));
            if (SERVING.contains(object.kind()) || open || secret) {
                lost.add(object.uid());
            }
        }
        for (int i = 0; i < release.next.size() && renders; i++) {
            KubeObject one = release.next.get(i);
            if (one.kind().equals("Secret")
                    && !one.content().equals(release.again.get(i).content())) {
                live(release, List.of(one)).forEach(object -> lost.add(object.uid()));
            }
        }
        holds(release, deleted, false, lost, impact, which);
    }

    /**
     * What is gone for good is named, and what is named is gone.
     *
     * @param others what is lost besides claims, definitions, namespaces and what these and owners take along
     */
    private static void holds(
            RandomRelease release,
            List<KubeObject> deleted,
            boolean orphan,
            Set<String> others,
            Impact impact,
            String which) {
        DeletionModel after = new DeletionModel(release.cluster.objects, deleted, orphan);
        Set<String> lost = new HashSet<>(others);
        for (KubeObject object : release.cluster.objects) {
            if (after.left.contains(object.uid())) {
                continue;
            }
            Optional<String> taker = Optional.ofNullable(after.takenBy.get(object.uid()));
            if (taker.isPresent()) {
                taker.filter(uid -> definition(release, uid) || somebodys(object))
                        .ifPresent(lost::add);
            } else if (object.kind().equals("PersistentVolumeClaim")
                    || (object.kind().equals("Secret") && !deleted.contains(object))) {
                lost.add(object.uid());
            }
        }
        Set<String> named = named(impact);
        assertTrue(
                named.containsAll(lost),
                () -> which + ": lost " + lost + ", named " + impact.losses() + words(release, deleted));
        named.removeIf(uid -> others.contains(uid) || !after.left.contains(uid));
        assertTrue(named.isEmpty(), () -> which + ": named, and still there " + named + words(release, deleted));
    }

    private static Set<String> named(Impact impact) {
        Set<String> named = new HashSet<>();
        impact.losses().forEach(loss -> named.add(loss.object().uid()));
        return named;
    }

    /** What a namespace or a definition takes along, and no owner makes again. */
    private static boolean somebodys(KubeObject object) {
        return Set.of("Secret", "PersistentVolumeClaim").contains(object.kind())
                || DeletionModel.owners(object).isEmpty();
    }

    private static boolean definition(RandomRelease release, String uid) {
        return release.cluster.objects.stream()
                .anyMatch(object -> object.uid().equals(uid) && object.kind().equals("CustomResourceDefinition"));
    }

    private static String words(RandomRelease release, List<KubeObject> deleted) {
        List<String> lines = new ArrayList<>();
        release.cluster.objects.forEach(object -> lines.add(Json.line(object.content())));
        return "\ndeleted: " + deleted.stream().map(KubeObject::uid).toList() + "\nthere:\n" + String.join("\n", lines);
    }

    private static boolean madeUp(KubeObject object) {
        return object.kind().equals("Secret")
                && !object.text("data", "password")
                        .equals(Optional.of(
                                Base64.getEncoder().encodeToString("given".getBytes(StandardCharsets.UTF_8))));
    }

    private static boolean kept(KubeObject object) {
        return object.text("metadata", "annotations", "helm.sh/resource-policy").isPresent();
    }

    private static List<KubeObject> live(RandomRelease release, List<KubeObject> written) {
        Set<String> keys = new HashSet<>();
        written.forEach(object -> keys.add(key(object)));
        return release.cluster.objects.stream()
                .filter(object -> keys.contains(key(object)))
                .toList();
    }

    private static String key(KubeObject object) {
        return object.kind() + " " + object.namespace() + "/" + object.name();
    }

    private static Calls calls(RandomRelease release) {
        Calls calls = new Calls("v3.22.0");
        calls.cluster = release.cluster;
        calls.helm.prints("history", "[{\"revision\":2,\"status\":\"deployed\",\"chart\":\"shop-1.0.0\"}]");
        calls.helm.prints("get values", "{password: given}");
        calls.helm.prints("get manifest shop --revision=2", RandomRelease.manifest(release.stored));
        return calls;
    }

    private static String rendering(List<KubeObject> objects) {
        return Json.line(Map.of("manifest", RandomRelease.manifest(objects)));
    }

    private static Impact impact(
            Calls calls, Provider provider, String action, List<Value> positional, Object... options)
            throws InterruptedException {
        List<Object> all = new ArrayList<>(List.of(options));
        if (action.startsWith("helm.")) {
            all.addAll(List.of("namespace", RandomRelease.HOME));
        }
        Action named = provider.actions().stream()
                .filter(one -> one.name().equals(action))
                .findFirst()
                .orElseThrow();
        return named.impact(calls.call(action, positional, all.toArray()));
    }
}
