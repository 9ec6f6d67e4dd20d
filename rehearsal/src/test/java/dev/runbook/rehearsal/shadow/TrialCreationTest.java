package dev.runbook.rehearsal.shadow;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.runbook.rehearsal.api.JsonTrees;
import dev.runbook.rehearsal.live.LiveServer;
import dev.runbook.rehearsal.shadow.DryRunGate.Sender;
import dev.runbook.rehearsal.shadow.Exchange.Certainty;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An object that is made again is asked for under another name: what the server refuses then may be that name, or the object. */
class TrialCreationTest {
    private static final ResourceAddress SERVICE =
            new ResourceAddress("", "v1", "services", "shop", "frontend-of-shop", "");

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            422 | Invalid   | Service \\"%s\\" is invalid: spec.clusterIPs: Invalid value: 10.0.0.77: not in the valid range | EMULATED
            422 | Invalid   | Service \\"%s\\" is invalid: spec.clusterIPs: Invalid value: 10.0.0.77: already allocated      | UNKNOWN
            422 | Forbidden | services \\"%s\\" is forbidden: ValidatingAdmissionPolicy names denied request                  | UNKNOWN
            403 | Forbidden | services \\"%s\\" is forbidden: exceeded quota: q                                               | UNKNOWN
            """)
    void what_a_field_says_is_wrong_under_any_name(int code, String reason, String message, Certainty certainty)
            throws InterruptedException {
        LiveServer server = request -> request.method().equals("GET")
                ? reply(404, "{\"kind\": \"Status\", \"code\": 404}")
                : reply(
                        code,
                        "{\"kind\": \"Status\", \"code\": %d, \"reason\": \"%s\", \"message\": \"%s\"%s}"
                                .formatted(
                                        code,
                                        reason,
                                        message.formatted(name(request)),
                                        reason.equals("Invalid")
                                                ? ", \"details\": {\"causes\": [{\"field\": \"spec.clusterIPs\"}]}"
                                                : ""));
        Overlay overlay = new Overlay();
        ExchangeLog record = new ExchangeLog(overlay);
        TrialCreation trial = new TrialCreation(new ShadowState(new DryRunGate(server), overlay), record);
        ObjectNode service = JsonTrees.object().put("apiVersion", "v1").put("kind", "Service");
        service.putObject("metadata").put("name", SERVICE.name()).put("namespace", "shop");
        LiveServer.ServerReply reply = trial.of(SERVICE, service, true, Map.of(), Sender.SELF);
        String said = new String(reply.body(), StandardCharsets.UTF_8);
        record.answered("POST", SERVICE.path(), reply.code(), said);
        assertEquals(certainty, record.exchanges().getFirst().source(), said);
        assertEquals(true, said.contains(SERVICE.name()), said);
    }

    private static String name(LiveServer.ServerRequest request) {
        String body = new String(request.body(), StandardCharsets.UTF_8);
        return body.replaceAll("(?s).*\"name\":\"([^\"]*)\".*", "$1");
    }

    private static LiveServer.ServerReply reply(int code, String body) {
        return new LiveServer.ServerReply(code, "application/json", List.of(), body.getBytes(StandardCharsets.UTF_8));
    }
}
