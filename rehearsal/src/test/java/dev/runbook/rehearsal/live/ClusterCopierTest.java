package dev.runbook.rehearsal.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;

/** What is asked of a live cluster for a copy, and what is said of what it does not give. */
class ClusterCopierTest {
    private static final String KINDS = """
            {"resources": [
              {"name": "configmaps", "kind": "ConfigMap", "namespaced": true, "verbs": ["get", "list"]},
              {"name": "secrets", "kind": "Secret", "namespaced": true, "verbs": ["get", "list"]},
              {"name": "events", "kind": "Event", "namespaced": true, "verbs": ["get", "list"]},
              {"name": "nodes", "kind": "Node", "namespaced": false, "verbs": ["get", "list"]},
              {"name": "bindings", "kind": "Binding", "namespaced": true, "verbs": ["create"]}]}""";
    private static final String RECORD = """
            {"items": [{"metadata": {"name": "sh.helm.release.v1.app.v1", "namespace": "shop", "uid": "r"},
              "type": "helm.sh/release.v1", "data": {"release": "cmVjb3Jk"}}]}""";

    private final ConcurrentLinkedQueue<LiveServer.ServerRequest> asked = new ConcurrentLinkedQueue<>();

    private LiveServer server(Map<String, String> answers) {
        return request -> {
            asked.add(request);
            String answer = answers.get(request.target());
            return new LiveServer.ServerReply(
                    answer == null ? 403 : 200,
                    "application/json",
                    List.of(),
                    (answer == null ? "{}" : answer).getBytes(StandardCharsets.UTF_8));
        };
    }

    private static final Map<String, String> SERVED = Map.of(
            "/version",
            "{\"gitVersion\": \"v1.31.2\"}",
            "/apis",
            "{\"groups\": []}",
            "/api/v1",
            KINDS,
            list("nodes"),
            "{\"items\": [{\"metadata\": {\"name\": \"one\", \"uid\": \"n\"}}]}",
            list("namespaces/shop/configmaps"),
            "{\"metadata\": {\"continue\": \"next\"}, \"items\": ["
                    + "{\"metadata\": {\"name\": \"a\", \"namespace\": \"shop\", \"uid\": \"a\"}}]}",
            "/api/v1/namespaces/shop/configmaps?continue=next&labelSelector=&limit=500",
            "{\"items\": [{\"metadata\": {\"name\": \"b\", \"namespace\": \"shop\", \"uid\": \"b\"}}]}",
            list("namespaces/shop/secrets"),
            "{\"items\": [{\"metadata\": {\"name\": \"password\", \"namespace\": \"shop\", \"uid\": \"p\"}}]}",
            "/api/v1/namespaces/shop/secrets?continue=&labelSelector=owner%3Dhelm&limit=500",
            RECORD);

    private static String list(String path) {
        return "/api/v1/" + path + "?continue=&labelSelector=&limit=500";
    }

    private ClusterCopy copied(boolean secrets, String... namespaces) throws IOException, InterruptedException {
        try (ClusterCopier copier = new ClusterCopier(server(SERVED), secrets)) {
            copier.copyClusterScoped();
            copier.copyNamespaces(List.of(namespaces));
            return copier.copy();
        }
    }

    @Test
    void all_pages_of_each_kind_are_read_and_nothing_else_is_asked() throws Exception {
        ClusterCopy copy = copied(true, "shop");
        assertEquals(List.of("a", "b"), copy.names("", "ConfigMap"));
        assertEquals(List.of("one"), copy.names("", "Node"));
        assertEquals("v1.31.2", copy.kubernetes());
        assertEquals(List.of(), copy.missing());
        for (LiveServer.ServerRequest request : asked) {
            assertEquals("GET", request.method());
            assertEquals(0, request.body().length);
            assertFalse(request.target().contains("watch"), request.target());
            assertFalse(request.target().contains("events"), request.target());
        }
    }

    @Test
    void what_the_account_may_not_list_is_named() throws Exception {
        assertEquals(
                List.of("configmaps, secrets in namespace other: this account may not list them"),
                copied(true, "other").missing());
    }

    @Test
    void without_secrets_the_server_is_asked_for_helms_records_alone() throws Exception {
        assertEquals(List.of("sh.helm.release.v1.app.v1"), copied(false, "shop").names("", "Secret"));
        assertTrue(asked.stream()
                .map(LiveServer.ServerRequest::target)
                .filter(target -> target.contains("/secrets?"))
                .allMatch(target -> target.contains("owner%3Dhelm")));
    }

    @Test
    void nothing_of_what_is_in_it_is_printed() throws Exception {
        assertFalse(copied(true, "shop").toString().contains("cmVjb3Jk"));
    }

    @Test
    void a_server_that_does_not_tell_what_it_serves_cannot_be_copied() {
        IOException none = assertThrows(IOException.class, () -> new ClusterCopier(server(Map.of()), true));
        assertEquals("what the API serves: this account may not", none.getMessage());
    }
}
