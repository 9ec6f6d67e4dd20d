package dev.runbook.rehearsal.shadow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.runbook.rehearsal.live.LiveServer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Helm is told of every kind, with what it looks at. */
class LeanDiscoveryTest {
    @Test
    void what_helm_does_not_look_at_is_left_out() {
        assertEquals("""
                {"kind":"APIResourceList","resources":[{"name":"pods","singularName":"pod","namespaced":true,"kind":"Pod"}]}""", lean("""
                        {"kind":"APIResourceList","resources":[{"name":"pods","singularName":"pod","namespaced":true,"kind":"Pod","verbs":["get"],"shortNames":["po"],"categories":["all"],"storageVersionHash":"x"}]}"""));
        assertEquals("""
                {"kind":"APIGroupDiscoveryList","items":[{"metadata":{"name":"apps"},"versions":[{"version":"v1","resources":[{"resource":"deployments","responseKind":{"kind":"Deployment"},"scope":"Namespaced","subresources":[{"subresource":"scale","responseKind":{"kind":"Scale"}}]}]}]}]}""", lean("""
                        {"kind":"APIGroupDiscoveryList","items":[{"metadata":{"name":"apps"},"versions":[{"version":"v1","resources":[{"resource":"deployments","responseKind":{"kind":"Deployment"},"scope":"Namespaced","verbs":["get"],"subresources":[{"subresource":"scale","responseKind":{"kind":"Scale"},"verbs":["get"]}]}]}]}]}"""));
    }

    @Test
    void what_is_no_list_of_kinds_stays_as_it_is() {
        LiveServer.ServerReply groups = reply("{\"kind\":\"APIGroupList\",\"groups\":[]}");
        assertSame(groups, LeanDiscovery.of(groups));
        LiveServer.ServerReply refusal =
                new LiveServer.ServerReply(403, "application/json", List.of(), "no".getBytes(StandardCharsets.UTF_8));
        assertSame(refusal, LeanDiscovery.of(refusal));
    }

    private static String lean(String body) {
        return new String(LeanDiscovery.of(reply(body)).body(), StandardCharsets.UTF_8);
    }

    private static LiveServer.ServerReply reply(String body) {
        return new LiveServer.ServerReply(200, "application/json", List.of(), body.getBytes(StandardCharsets.UTF_8));
    }
}
