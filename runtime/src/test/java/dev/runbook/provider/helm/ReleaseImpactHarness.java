package dev.runbook.provider.helm;

import dev.runbook.language.value.Value;
import dev.runbook.provider.Action;
import dev.runbook.provider.Calls;
import dev.runbook.provider.FakeCluster;
import dev.runbook.provider.Impact;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;

/** A release in a cluster, and what its changes take away, by what a fake helm renders. */
abstract class ReleaseImpactHarness {
    static final String CLAIM = "{apiVersion: v1, kind: PersistentVolumeClaim, metadata: {name: data%s}}";
    static final String KEEP = ", annotations: {helm.sh/resource-policy: keep}";
    static final String INGRESS = "{apiVersion: networking.k8s.io/v1, kind: Ingress, metadata: {name: web}}";
    static final String SECRET = "{apiVersion: v1, kind: Secret, metadata: {name: auth%s}, data: {password: %s}}";
    static final String SET =
            "{apiVersion: apps/v1, kind: StatefulSet, metadata: {name: db%s}, spec: {replicas: %s, selector: {matchLabels: {app: %s}}, template: {metadata: {labels: {app: %s, tier: data}}}}}";

    final Calls calls = new Calls("v3.22.0");
    final FakeCluster cluster = new FakeCluster();

    @BeforeEach
    void release() {
        calls.cluster = cluster;
        calls.writer = cluster;
        calls.files.put("v.yml", "a: b");
        calls.helm.prints(
                "history",
                "[{\"revision\":3,\"status\":\"deployed\",\"chart\":\"shop-1.0.0\"},{\"revision\":4,\"status\":\"failed\",\"chart\":\"shop-2.0.0\"}]");
        calls.helm.prints("get values", "{password: given, nested: {list: [known]}}");
    }

    Impact upgrade() throws InterruptedException {
        return impact(
                "helm.upgrade",
                Calls.texts("shop", "./shop"),
                "version",
                "2.0.0",
                "values",
                "v.yml",
                "install",
                true,
                "atomic",
                true,
                "wait",
                true);
    }

    Impact uninstall() throws InterruptedException {
        return impact("helm.uninstall", Calls.texts("shop"));
    }

    Impact impact(String action, List<Value> positional, Object... options) throws InterruptedException {
        Object[] all = Arrays.copyOf(options, options.length + 2);
        all[options.length] = "namespace";
        all[options.length + 1] = "shop";
        Action named = new HelmProvider()
                .actions().stream()
                        .filter(one -> one.name().equals(action))
                        .findFirst()
                        .orElseThrow();
        return named.impact(calls.call(action, positional, all));
    }

    static List<String> losses(Impact impact) {
        return impact.losses().stream().map(Impact.Loss::words).toList();
    }

    void there(String yaml) {
        cluster.has(yaml);
    }

    void stored(int revision, String... objects) {
        calls.helm.prints("get manifest shop --revision=" + revision, manifest(objects));
    }

    void rendered(String... objects) {
        calls.helm.prints("upgrade", json(objects));
    }

    static String json(String... objects) {
        return "{\"manifest\": \"" + manifest(objects).replace("\n", "\\n") + "\"}";
    }

    static String manifest(String... objects) {
        return Arrays.stream(objects).collect(Collectors.joining("\n---\n", "---\n", "\n"));
    }

    static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
