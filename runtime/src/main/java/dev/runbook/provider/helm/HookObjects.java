package dev.runbook.provider.helm;

import dev.runbook.language.failure.Failed;
import dev.runbook.language.failure.FailureClass;
import dev.runbook.language.value.SemanticVersion;
import dev.runbook.port.ClusterReader;
import dev.runbook.port.KubeObject;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What a chart makes by hooks, and no manifest has: helm deletes an object of that name before it makes it anew, unless
 * the hook says otherwise, and leaves it behind when it uninstalls.
 */
final class HookObjects {
    static final Set<String> INSTALL = Set.of("pre-install", "post-install");
    static final Set<String> UPGRADE = Set.of("pre-upgrade", "post-upgrade");
    static final Set<String> ROLLBACK = Set.of("pre-rollback", "post-rollback");
    static final Set<String> UNINSTALL = Set.of("pre-delete", "post-delete");

    private static final String HOOK = "helm.sh/hook";
    private static final String POLICY = "helm.sh/hook-delete-policy";
    private static final String ANEW = "before-hook-creation";

    /** What most hooks are, and what holds nothing; helm itself deletes no definition for a hook. */
    private static final Set<String> HOLDING_NOTHING = Set.of("Job", "Pod", "CustomResourceDefinition");

    /** Secrets that no hook is named after. */
    private static final Set<String> OWN = Set.of("helm.sh/release.v1", "kubernetes.io/service-account-token");

    private HookObjects() {}

    /** Those among the objects that helm deletes on one of these occasions, before it makes them anew or after. */
    static List<KubeObject> deleted(List<KubeObject> objects, Set<String> occasions, SemanticVersion helm) {
        return objects.stream()
                .filter(object -> words(object, HOOK).anyMatch(occasions::contains))
                .filter(object -> !HOLDING_NOTHING.contains(object.kind()))
                // Helm 3 stops at an object that is there already; helm 4 takes it over, and deletes it when the hook
                // has ended.
                .filter(object -> isMadeAnew(object) || helm.major() > 3)
                .toList();
    }

    /** Whether it goes before the hook, and not after. */
    static boolean isMadeAnew(KubeObject hook) {
        return words(hook, POLICY).findAny().isEmpty() || words(hook, POLICY).anyMatch(ANEW::equals);
    }

    /** Whether there is anything in a namespace that can hold data, helm's own records aside, as far as one may look. */
    static boolean mayTakeData(ClusterReader cluster, String namespace) throws InterruptedException {
        for (String kind : List.of("persistentvolumeclaim", "secret")) {
            try {
                if (cluster.list(cluster.kind(kind), namespace, "").stream()
                        .anyMatch(object -> !OWN.contains(object.text("type").orElse("")))) {
                    return true;
                }
            } catch (Failed failed) {
                if (failed.failure().kind() != FailureClass.Forbidden) {
                    throw failed;
                }
                return true;
            }
        }
        return false;
    }

    private static Stream<String> words(KubeObject object, String annotation) {
        return object.text("metadata", "annotations", annotation).stream()
                .flatMap(text -> Arrays.stream(text.split(",")))
                .map(String::strip)
                .filter(word -> !word.isEmpty());
    }
}
