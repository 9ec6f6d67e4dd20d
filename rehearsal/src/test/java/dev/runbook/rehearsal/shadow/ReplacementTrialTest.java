package dev.runbook.rehearsal.shadow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.runbook.rehearsal.live.LiveServer;
import dev.runbook.rehearsal.shadow.ReplacementTrial.ObjectPlace;
import dev.runbook.rehearsal.shadow.ReplacementTrial.TrialAnswer;
import dev.runbook.rehearsal.shadow.ReplacementTrial.TrialOutcome;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is made again is asked for under another name, and what comes of it decides whether anything is deleted. */
class ReplacementTrialTest {
    private static final ObjectPlace WEB = new ObjectPlace("v1", "services", "shop", "web");
    private static final String OLD =
            "{\"kind\":\"Service\",\"apiVersion\":\"v1\",\"metadata\":{\"name\":\"web\",\"namespace\":\"shop\",\"uid\":\"u1\"},"
                    + "\"spec\":{\"type\":\"NodePort\",\"clusterIP\":\"10.0.0.7\",\"ports\":[{\"port\":80,\"nodePort\":30080}]}}";

    private final List<LiveServer.ServerRequest> sent = new ArrayList<>();
    private LiveServer.ServerReply toCreation = reply(201, "{}");
    private boolean stripped;

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            422 | Service \\"%s\\" is invalid: spec.ipFamilies[0]: Invalid value: \\"IPv6\\": not configured                     | REFUSED
            422 | services \\"%s\\" is forbidden: ValidatingAdmissionPolicy 'p' with binding 'b' denied request: no             | REFUSED
            403 | services \\"%s\\" is forbidden: exceeded quota: q, requested: services=1, used: services=3, limited: services=3 | TAKEN
            403 | services \\"%s\\" is forbidden: exceeded quota: q, requested: services=1, used: services=5, limited: services=3 | REFUSED
            403 | services \\"%s\\" is forbidden: exceeded quota: q, requested: pods=1, used: pods=3, limited: pods=3           | UNKNOWN
            403 | services \\"%s\\" is forbidden: User \\"op\\" cannot create resource                                          | REFUSED
            403 | services \\"%s\\" is forbidden: shop/web has this host already                                              | UNKNOWN
            500 | Internal error occurred: failed calling webhook \\"w\\": no endpoints available                              | REFUSED
            400 | admission webhook \\"w\\" does not support dry run                                                         | UNKNOWN
            400 | Service in version \\"v1\\" cannot be handled as a Service: json: cannot unmarshal                           | REFUSED
            404 | the server could not find the requested resource                                                         | UNKNOWN
            503 | later                                                                                                    | UNKNOWN
            """)
    void what_the_server_says_decides(int code, String message, TrialOutcome outcome) throws Exception {
        toCreation = reply(code, "{\"kind\":\"Status\",\"code\":%d,\"message\":\"%s\"}".formatted(code, message));
        TrialAnswer answer = replace(Map.of("ports", List.of(Map.of("port", 80))));
        assertEquals(outcome, answer.outcome(), answer::said);
        assertTrue(outcome == TrialOutcome.TAKEN || !answer.said().isEmpty());
    }

    @Test
    void its_own_numbers_are_in_nobodys_way_and_those_of_others_are() throws Exception {
        Map<String, Object> own =
                Map.of("clusterIP", "10.0.0.7", "ports", List.of(Map.of("port", 80, "nodePort", 30080)));
        assertEquals(TrialOutcome.TAKEN, replace(own).outcome());
        for (Map<String, Object> others : List.<Map<String, Object>>of(
                Map.of("clusterIP", "10.0.0.9", "ports", List.of(Map.of("port", 80))),
                Map.of("ports", List.of(Map.of("port", 80, "nodePort", 30099))))) {
            TrialAnswer answer = replace(others);
            assertEquals(TrialOutcome.REFUSED, answer.outcome());
            assertTrue(
                    answer.said().endsWith(" of service web is held by service other in namespace far"), answer::said);
        }
    }

    /** Something on the way takes the query away: the alias would be made. */
    @Test
    void where_dry_runs_do_not_arrive_nothing_is_tried() {
        stripped = true;
        assertThrows(IOException.class, () -> ReplacementTrial.on(this::server, "shop"));
        assertTrue(sent.stream().noneMatch(request -> request.target().contains("/services")));
    }

    private TrialAnswer replace(Map<String, Object> spec) throws Exception {
        ReplacementTrial trial = ReplacementTrial.on(this::server, "shop");
        assertEquals(TrialOutcome.TAKEN, trial.delete(WEB, "u1", "Background").outcome());
        return trial.create(
                WEB, Map.of("apiVersion", "v1", "kind", "Service", "metadata", Map.of("name", "web"), "spec", spec));
    }

    private LiveServer.ServerReply server(LiveServer.ServerRequest request) {
        sent.add(request);
        String target = request.target();
        if (target.startsWith("/version")) {
            return reply(200, "{\"major\":\"1\",\"minor\":\"34\"}");
        }
        if (target.contains("dryRun=Probe")) {
            return stripped ? reply(201, "{}") : reply(422, "{\"message\":\"dryRun: Unsupported value\"}");
        }
        if (target.contains("/apiservices")) {
            return reply(
                    200, "{\"kind\":\"APIServiceList\",\"items\":[{\"metadata\":{\"name\":\"v1.\"},\"spec\":{}}]}");
        }
        return switch (request.method()) {
            case "DELETE" -> reply(200, "{\"kind\":\"Status\",\"status\":\"Success\"}");
            case "POST" -> named(request);
            default ->
                target.contains("/services/web")
                        ? reply(200, OLD)
                        : target.contains("/services")
                                ? reply(200, "{\"kind\":\"ServiceList\",\"items\":[%s,%s]}".formatted(OLD, others()))
                                : reply(200, "{\"kind\":\"List\",\"items\":[]}");
        };
    }

    private static String others() {
        return OLD.replace("\"web\"", "\"other\"")
                .replace("shop", "far")
                .replace("u1", "u2")
                .replace("10.0.0.7", "10.0.0.9")
                .replace("30080", "30099");
    }

    /** As the server would have it, by the name under which it was asked. */
    private LiveServer.ServerReply named(LiveServer.ServerRequest request) {
        String body = new String(request.body(), StandardCharsets.UTF_8);
        String name = body.replaceAll("(?s).*\"metadata\":\\{\"name\":\"([^\"]*)\".*", "$1");
        assertTrue(!name.equals("web") && name.length() == 3, body);
        assertTrue(!body.contains("10.0.0.7") && !body.contains("30080"), body);
        return toCreation.code() == 201
                ? reply(201, body)
                : reply(toCreation.code(), new String(toCreation.body(), StandardCharsets.UTF_8).replace("%s", name));
    }

    private static LiveServer.ServerReply reply(int code, String body) {
        return new LiveServer.ServerReply(code, "application/json", List.of(), body.getBytes(StandardCharsets.UTF_8));
    }
}
