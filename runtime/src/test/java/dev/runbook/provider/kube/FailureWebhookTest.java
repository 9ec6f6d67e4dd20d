package dev.runbook.provider.kube;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.runbook.language.value.ResourceId;
import dev.runbook.language.value.Resources;
import dev.runbook.language.value.Value;
import dev.runbook.provider.Calls;
import dev.runbook.provider.FakeCluster;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What stands behind a webhook that did not answer. */
class FailureWebhookTest {
    private static final String SAID = "failed calling webhook \"rules.example.com\": failed to call webhook: Post"
            + " \"https://rules.shop.svc:443/validate?timeout=2s\": no endpoints available for service \"rules\"";
    private static final String POD =
            "{apiVersion: v1, kind: Pod, metadata: {name: %s, namespace: shop, uid: %<s, labels: {app: rules}}}";

    private final Calls calls = new Calls("v3.22.0");
    private final FakeCluster cluster = new FakeCluster();

    private List<String> behind(String output) throws InterruptedException {
        calls.cluster = cluster;
        Value failure = new Value.Entity("failure", Map.of("output", Value.of(output)));
        return assertInstanceOf(Resources.class, new FailureWebhook().read(calls.member(failure, "webhook")))
                .members()
                .stream()
                .map(ResourceId::shortName)
                .toList();
    }

    @Test
    void it_is_the_pods_that_its_service_selects() throws InterruptedException {
        assertEquals(List.of("service/rules"), behind(SAID), "the service that is not there");
        cluster.has(
                "{apiVersion: v1, kind: Service, metadata: {name: rules, namespace: shop, uid: s}, spec: {selector: {app: rules}}}");
        assertEquals(List.of("pod/rules"), behind(SAID), "a pod that is still missing");
        cluster.has(POD.formatted("rules-1")).has(POD.formatted("rules-2"));
        assertEquals(List.of("pod/rules-1", "pod/rules-2"), behind(SAID));
    }

    @Test
    void a_webhook_at_an_address_of_its_own_has_none() throws InterruptedException {
        assertEquals(List.of(), behind(SAID.replace("rules.shop.svc:443", "127.0.0.1:1")));
        assertEquals(List.of(), behind("dial tcp: lookup rules.shop.svc:443: no such host"));
    }
}
