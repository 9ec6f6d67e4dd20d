package dev.runbook.provider.helm;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What hooks take away, which helm deletes and makes anew. */
class HookImpactTest extends ReleaseImpactHarness {
    private static final String HOOK = "annotations: {helm.sh/hook: 'pre-install,pre-upgrade'%s}";

    @Test
    void what_a_hook_makes_anew_goes_before() throws InterruptedException {
        stored(3, INGRESS);
        there(CLAIM.formatted(", namespace: shop, uid: c1"));
        there(SECRET.formatted(", namespace: shop, uid: s1", base64("old")));
        calls.helm.alternates("upgrade", hooks("one", ""), hooks("two", ""));
        assertEquals(
                List.of(
                        "secret/auth, of which the chart makes up anew: password",
                        "persistentvolumeclaim/data, which a hook makes anew"),
                losses(upgrade()));
        calls.helm.alternates(
                "upgrade",
                hooks("one", ", helm.sh/hook-delete-policy: hook-failed"),
                hooks("two", ", helm.sh/hook-delete-policy: hook-failed"));
        assertEquals(List.of(), losses(upgrade()));
    }

    @Test
    void what_the_hooks_of_a_rollback_take_goes_when_an_upgrade_fails() throws InterruptedException {
        stored(3, INGRESS);
        rendered(INGRESS);
        there(CLAIM.formatted(", namespace: shop, uid: c1"));
        calls.helm.prints(
                "get hooks shop --revision=3",
                "---\n" + CLAIM.formatted(", annotations: {helm.sh/hook: pre-rollback}") + "\n");
        assertEquals(List.of("persistentvolumeclaim/data, which a hook makes anew"), losses(upgrade()));
    }

    @Test
    void an_install_is_rendered_before_only_where_there_is_anything_that_a_hook_may_take() throws InterruptedException {
        calls.helm.fails("history", "Error: release: not found");
        there(SECRET.formatted(", namespace: shop, uid: r1", base64("old"))
                .replace("kind: Secret", "kind: Secret, type: helm.sh/release.v1"));
        assertEquals(List.of(), losses(upgrade()));
        assertEquals(List.of("helm history shop --output=json --namespace=shop"), calls.helm.commands());
        there(CLAIM.formatted(", namespace: shop, uid: c1"));
        calls.helm.prints("template", manifest(CLAIM.formatted(", " + HOOK.formatted(""))));
        assertEquals(List.of("persistentvolumeclaim/data, which a hook makes anew"), losses(upgrade()));
    }

    private static String hooks(String password, String policy) {
        String hook = ", " + HOOK.formatted(policy);
        return "{\"manifest\": \"%s\", \"hooks\": [{\"manifest\": \"%s\"}, {\"manifest\": \"%s\"}]}"
                .formatted(
                        manifest(INGRESS).replace("\n", "\\n"),
                        CLAIM.formatted(hook),
                        SECRET.formatted(hook, base64(password)));
    }
}
