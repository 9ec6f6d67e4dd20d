package dev.runbook.rehearsal.shadow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.runbook.rehearsal.api.ApiError;
import dev.runbook.rehearsal.api.JsonTrees;
import dev.runbook.rehearsal.http.ApiRequest;
import dev.runbook.rehearsal.http.ApiResponse;
import dev.runbook.rehearsal.live.LiveServer;
import dev.runbook.rehearsal.patch.PatchKind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Whatever a client sends: nothing that could have an effect goes to the server. */
class DryRunGateTest {
    private static final int REQUESTS = 20_000;

    private final List<String> harmful = new ArrayList<>();
    private final List<LiveServer.ServerRequest> sent = new ArrayList<>();
    private final Random random = new Random(20261130);

    private LiveServer.ServerReply server(LiveServer.ServerRequest request) throws IOException {
        sent.add(request);
        if (!isHarmless(request)) {
            harmful.add(request.method() + " " + request.target());
        }
        if (request.target().contains("/apiservices")) {
            return reply(200, """
                    {"kind":"APIServiceList","items":[
                      {"metadata":{"name":"v1."},"spec":{}},
                      {"metadata":{"name":"v1.apps"},"spec":{}},
                      {"metadata":{"name":"v1.example.com"},"spec":{}},
                      {"metadata":{"name":"v1beta1.metrics.k8s.io"},"spec":{"service":{"name":"metrics"}}}]}""");
        }
        boolean list = request.method().equals("GET") && random.nextInt(4) == 0;
        return switch (random.nextInt(12)) {
            case 0 -> reply(404, "{\"kind\":\"Status\",\"code\":404,\"reason\":\"NotFound\",\"message\":\"gone\"}");
            case 1 -> reply(409, "{\"kind\":\"Status\",\"code\":409,\"reason\":\"AlreadyExists\"}");
            case 2 -> reply(500, "<html>no</html>");
            default ->
                reply(
                        200,
                        list
                                ? "{\"kind\":\"PodList\",\"apiVersion\":\"v1\",\"metadata\":{},\"items\":[]}"
                                : "{\"kind\":\"ConfigMap\",\"apiVersion\":\"v1\",\"metadata\":{\"name\":\"a\",\"uid\":\"u"
                                        + random.nextInt(9) + "\",\"namespace\":\"x\"}}");
        };
    }

    private static LiveServer.ServerReply reply(int code, String body) {
        return new LiveServer.ServerReply(code, "application/json", List.of(), body.getBytes(StandardCharsets.UTF_8));
    }

    /** By the server's own rules, and by nothing that the gate knows. */
    private static boolean isHarmless(LiveServer.ServerRequest request) throws IOException {
        int mark = request.target().indexOf('?');
        String path = mark < 0 ? request.target() : request.target().substring(0, mark);
        List<String> query = mark < 0
                ? List.of()
                : Arrays.asList(request.target().substring(mark + 1).split("&", -1));
        boolean connects =
                path.matches(".*/(exec|attach|portforward|proxy|eviction|binding|token|finalize|approval)(/.*)?");
        boolean dry = query.stream()
                .filter(pair -> pair.startsWith("dryRun"))
                .toList()
                .equals(List.of("dryRun=All"));
        return !connects
                && !path.contains("..")
                && !path.contains("//")
                && (request.method().equals("GET") || !path.contains("metrics.k8s.io/v1beta1/"))
                && switch (request.method()) {
                    case "GET" -> request.body().length == 0 && query.stream().noneMatch(q -> q.startsWith("watch"));
                    case "POST", "PUT", "PATCH" -> dry;
                    case "DELETE" ->
                        JsonTrees.texts(JsonTrees.read(request.body()).path("dryRun"))
                                .equals(List.of("All"));
                    default -> false;
                };
    }

    @Test
    void no_request_of_any_shape_can_change_something() throws InterruptedException {
        int answered = 0;
        for (int round = 0; round < 40; round++) {
            Shadow shadow = new Shadow(new DryRunGate(this::server));
            for (int i = 0; i < REQUESTS / 40; i++) {
                try {
                    if (!(shadow.answer(request()) instanceof ApiResponse.Streaming)) {
                        answered++;
                    }
                } catch (ApiError refused) {
                    assertTrue(refused.code() >= 400);
                }
            }
            shadow.close();
        }
        assertEquals(List.of(), harmful.stream().distinct().limit(20).toList());
        assertTrue(answered > 1_000, "only " + answered + " were answered");
        long writes = sent.stream().filter(r -> !r.method().equals("GET")).count();
        assertTrue(writes > 1_000, "only " + writes + " writes came through");
    }

    @Test
    void what_another_server_answers_is_not_written_to() {
        Shadow shadow = new Shadow(new DryRunGate(this::server));
        ApiRequest write = new ApiRequest(
                "POST",
                List.of("apis", "metrics.k8s.io", "v1beta1", "namespaces", "x", "pods"),
                Map.of(),
                "",
                "application/json",
                "test",
                Map.of(),
                "{\"kind\":\"PodMetrics\",\"metadata\":{\"name\":\"a\"}}".getBytes(StandardCharsets.UTF_8));
        ApiError refused = assertThrows(ApiError.class, () -> shadow.answer(write));
        assertEquals(501, refused.code());
        assertEquals(
                Exchange.Certainty.UNKNOWN,
                shadow.record().exchanges().getLast().source());
        assertTrue(sent.stream().allMatch(r -> r.method().equals("GET")));
    }

    /** The group that lists all others is in no list. */
    @Test
    void how_another_server_is_found_is_asked_as_a_dry_run() throws IOException, InterruptedException {
        DryRunGate gate = new DryRunGate(this::server);
        ResourceAddress metrics =
                new ResourceAddress("apiregistration.k8s.io", "v1", "apiservices", "", "v1beta1.metrics.k8s.io", "");
        gate.patch(metrics, PatchKind.MERGE, Map.of(), JsonTrees.object(), DryRunGate.Sender.SELF);
        assertEquals("PATCH", sent.getLast().method());
        assertTrue(isHarmless(sent.getLast()), sent.getLast().target());
    }

    @Test
    void a_deletion_says_in_its_body_that_it_is_none() throws IOException, InterruptedException {
        DryRunGate gate = new DryRunGate(request -> {
            sent.add(request);
            return reply(
                    200,
                    request.target().contains("apiservices")
                            ? "{\"items\":[{\"metadata\":{\"name\":\"v1.\"},\"spec\":{}}]}"
                            : "{}");
        });
        ObjectNode options = JsonTrees.object().put("propagationPolicy", "Foreground");
        options.putArray("dryRun").add("None");
        gate.delete(new ResourceAddress("", "v1", "pods", "x", "a", ""), options, DryRunGate.Sender.SELF);
        assertEquals(
                JsonTrees.read("""
                        {"kind":"DeleteOptions","apiVersion":"v1","propagationPolicy":"Foreground","dryRun":["All"]}""".getBytes(StandardCharsets.UTF_8)),
                JsonTrees.read(sent.getLast().body()));
    }

    private ApiRequest request() {
        String method =
                pick("GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS", "CONNECT", "TRACE", "get", "DeLeTe");
        List<String> path = new ArrayList<>(pick(List.of(
                List.of("api", "v1"),
                List.of("apis", "apps", "v1"),
                List.of("apis", "example.com", "v1"),
                List.of("apis", "metrics.k8s.io", "v1beta1"),
                List.of("apis", "..", "v1"),
                List.of("api"),
                List.of("apis", "apps"),
                List.of("openapi", "v3"),
                List.of("logs"),
                List.of("api", "v1", "watch"),
                List.of("%2e%2e", "api", "v1"))));
        boolean plain = random.nextBoolean();
        if (plain) {
            method = pick("GET", "POST", "PUT", "PATCH", "DELETE");
            path = new ArrayList<>(List.of("api", "v1", "namespaces", "x", "configmaps"));
            if (!method.equals("POST")) {
                path.add(pick("a", "b", "c"));
            }
        } else if (random.nextInt(4) > 0) {
            path.addAll(List.of("namespaces", pick("x", "y", "..", "x%2fy", "X", "")));
        }
        path.addAll(
                plain
                        ? List.of()
                        : pick(List.of(
                                List.<String>of(),
                                List.of("configmaps"),
                                List.of("configmaps", "a"),
                                List.of("deployments", pick("a", "b", "..", "a?dryRun=None", "a/../b", "ä")),
                                List.of(
                                        "pods",
                                        "a",
                                        pick(
                                                "exec",
                                                "attach",
                                                "portforward",
                                                "proxy",
                                                "eviction",
                                                "binding",
                                                "log",
                                                "status")),
                                List.of("services", "a", "proxy", "x"),
                                List.of("serviceaccounts", "a", "token"),
                                List.of("deployments", "a", "scale"),
                                List.of("secrets"),
                                List.of("namespaces", "x", "finalize"))));
        Map<String, String> query = new HashMap<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            query.put(
                    pick(
                            "dryRun",
                            "dryrun",
                            "dryRun[]",
                            "fieldManager",
                            "force",
                            "watch",
                            "limit",
                            "propagationPolicy",
                            "&dryRun"),
                    pick("All", "None", "", "true", "a&dryRun=None", "All,None", "1"));
        }
        String type = pick(
                "application/json",
                "application/yaml",
                ApiRequest.PROTOBUF,
                "application/merge-patch+json",
                "application/strategic-merge-patch+json",
                "application/json-patch+json",
                "application/apply-patch+yaml",
                "",
                "text/plain");
        String body = pick(
                "",
                "{}",
                "[]",
                "{\"kind\":\"ConfigMap\",\"metadata\":{\"name\":\"a\"}}",
                "{\"kind\":\"DeleteOptions\",\"dryRun\":[\"None\"]}",
                "{\"kind\":\"DeleteOptions\",\"dryRun\":[]}",
                "{\"dryRun\":[\"All\",\"None\"]}",
                "{\"metadata\":{\"name\":\"a\",\"resourceVersion\":\"1\"},\"spec\":{\"replicas\":1}}",
                "[{\"op\":\"remove\",\"path\":\"/metadata/labels\"}]",
                "k8s\u0000abc",
                "not json");
        return new ApiRequest(method, path, query, "", type, "chaos", Map.of(), body.getBytes(StandardCharsets.UTF_8));
    }

    private String pick(String... texts) {
        return texts[random.nextInt(texts.length)];
    }

    private <T> T pick(List<T> items) {
        return items.get(random.nextInt(items.size()));
    }
}
