package dev.runbook.rehearsal.shadow;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.runbook.rehearsal.api.JsonTrees;
import dev.runbook.rehearsal.live.LiveServer;
import dev.runbook.rehearsal.shadow.DryRunGate.Sender;
import dev.runbook.rehearsal.shadow.Overlay.Backing;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a webhook of the chart itself says, nobody can ask before it is there. */
class NewWebhooksTest {
    private static final String WEBHOOKS = """
            {"metadata": {"name": "all"}, "webhooks": [{"name": "check.shop", "failurePolicy": "%s", "clientConfig": {"caBundle": "%s"},
              "namespaceSelector": {"matchLabels": {"team": "%s"}},
              "rules": [{"apiGroups": ["%s"], "apiVersions": ["v1"], "operations": ["%s"], "resources": ["configmaps"]}]}]}
            """;

    @ParameterizedTest
    @CsvSource(textBlock = """
            Fail,   a, NONE, '',   CREATE, true
            Fail,   a, NONE, '*',  '*',    true
            Fail,   a, NONE, apps, CREATE, false
            Fail,   a, NONE, '',   UPDATE, false
            Fail,   b, NONE, '',   CREATE, false
            Ignore, a, NONE, '',   CREATE, false
            Fail,   a, SAME, '',   CREATE, false
            Fail,   a, SAME, '*',  CREATE, true
            """)
    void it_is_asked_where_it_is_new_and_must_answer(
            String policy, String team, Backing backing, String group, String operation, boolean asked)
            throws Exception {
        Overlay overlay = new Overlay();
        ShadowState state = new ShadowState(
                new DryRunGate(request -> reply(
                        request.target().contains("/namespaces/")
                                ? "{\"metadata\": {\"name\": \"shop\", \"labels\": {\"team\": \"a\"}}}"
                                : WEBHOOKS.formatted("Fail", "filled in", "a", "", "CREATE"))),
                overlay);
        overlay.put(
                new OverlayKey("admissionregistration.k8s.io", "validatingwebhookconfigurations", "", "all"),
                object(WEBHOOKS.formatted(policy, "", team, group, operation)),
                backing);
        ResourceAddress where = new ResourceAddress("", "v1", "configmaps", "shop", "settings", "");
        assertEquals(
                asked ? List.of("check.shop") : List.of(),
                new NewWebhooks(state).asked(where, "CREATE", object("{\"metadata\": {}}"), Sender.SELF));
    }

    private static ObjectNode object(String json) throws IOException {
        return (ObjectNode) JsonTrees.read(json.getBytes(StandardCharsets.UTF_8));
    }

    private static LiveServer.ServerReply reply(String body) {
        return new LiveServer.ServerReply(200, "application/json", List.of(), body.getBytes(StandardCharsets.UTF_8));
    }
}
