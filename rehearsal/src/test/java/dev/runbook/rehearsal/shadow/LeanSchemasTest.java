package dev.runbook.rehearsal.shadow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.runbook.rehearsal.live.LiveServer;
import dev.runbook.rehearsal.shadow.DryRunGate.Sender;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Helm finds in a schema which patches the server validates, and is given nothing else. */
class LeanSchemasTest {
    private static final List<String> APPS = List.of("openapi", "v3", "apis", "apps", "v1");
    private static final String KIND =
            "\"x-kubernetes-group-version-kind\":{\"group\":\"apps\",\"kind\":\"Deployment\",\"version\":\"v1\"}";

    private final List<String> sent = new ArrayList<>();

    @Test
    void what_is_said_of_patches_is_left() {
        assertEquals("""
                {"openapi":"3.0.0","paths":{"/apis/apps/v1/deployments/{name}":{"patch":{KIND,"parameters":[{"name":"fieldValidation","in":"query"},{"$ref":"#/parameters/force"}]}}},"components":{"parameters":{"force":{"name":"force","in":"query"}}}}""".replace("KIND", KIND), lean("""
                        {"openapi":"3.0.0","paths":{"/apis/apps/v1/":{"get":{"responses":{}}},"/apis/apps/v1/deployments/{name}":{"get":{KIND},"patch":{"description":"partially update","operationId":"patch",KIND,"parameters":[{"name":"fieldValidation","in":"query","description":"how","schema":{"type":"string"}},{"$ref":"#/parameters/force"}],"requestBody":{}},"parameters":[{"name":"pretty","in":"query"}]}},"components":{"schemas":{"Deployment":{"properties":{"spec":{}}}},"parameters":{"force":{"name":"force","in":"query"}}}}""".replace("KIND", KIND)));
    }

    @Test
    void what_is_no_such_document_stays_as_it_is() {
        LiveServer.ServerReply garbled = reply("{\"paths\":");
        assertSame(garbled, LeanSchemas.lean(garbled));
        LiveServer.ServerReply refusal =
                new LiveServer.ServerReply(403, "application/json", List.of(), "no".getBytes(StandardCharsets.UTF_8));
        assertSame(refusal, LeanSchemas.lean(refusal));
    }

    @Test
    void one_state_of_a_document_is_asked_for_once_by_each() throws InterruptedException {
        LeanSchemas schemas = new LeanSchemas(new DryRunGate(request -> {
            sent.add(request.target());
            return reply("{}");
        }));
        Sender other = new Sender(Map.of("Impersonate-User", List.of("jane")), "Helm/3.22.0");
        for (Sender sender : List.of(Sender.SELF, Sender.SELF, other)) {
            schemas.find(APPS, Map.of("hash", "A"), "application/json", sender);
        }
        schemas.find(APPS, Map.of("hash", "B"), "application/json", Sender.SELF);
        assertEquals(
                List.of(
                        "/openapi/v3/apis/apps/v1?hash=A",
                        "/openapi/v3/apis/apps/v1?hash=A",
                        "/openapi/v3/apis/apps/v1?hash=B"),
                sent);
    }

    @Test
    void other_documents_are_not_its_business() throws InterruptedException {
        LeanSchemas schemas = new LeanSchemas(new DryRunGate(request -> reply("{}")));
        assertEquals(
                Optional.empty(),
                schemas.find(List.of("openapi", "v3"), Map.of("hash", "A"), "application/json", Sender.SELF));
        assertEquals(Optional.empty(), schemas.find(APPS, Map.of(), "application/json", Sender.SELF));
        assertEquals(
                Optional.empty(),
                schemas.find(APPS, Map.of("hash", "A"), "application/vnd.kubernetes.protobuf", Sender.SELF));
    }

    private static String lean(String body) {
        return new String(LeanSchemas.lean(reply(body)).body(), StandardCharsets.UTF_8);
    }

    private static LiveServer.ServerReply reply(String body) {
        return new LiveServer.ServerReply(200, "application/json", List.of(), body.getBytes(StandardCharsets.UTF_8));
    }
}
