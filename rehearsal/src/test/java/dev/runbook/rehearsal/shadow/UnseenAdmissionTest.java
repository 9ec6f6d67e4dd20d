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

/** Who has a say in what becomes of an object that is only in the shadow, and could not be asked. */
class UnseenAdmissionTest {
    private static final ResourceAddress WHERE = new ResourceAddress("", "v1", "configmaps", "shop", "settings", "");

    private String webhooks = "";
    private String policies = "";
    private String bindings = "";
    private int code = 200;
    private final Overlay overlay = new Overlay();
    private final ExchangeLog record = new ExchangeLog(overlay);
    private final UnseenAdmission unseen =
            new UnseenAdmission(new ShadowState(new DryRunGate(this::server), overlay), record);

    private LiveServer.ServerReply server(LiveServer.ServerRequest request) {
        String items = request.target().endsWith("/validatingwebhookconfigurations")
                ? webhooks
                : request.target().endsWith("/validatingadmissionpolicies")
                        ? policies
                        : request.target().endsWith("/validatingadmissionpolicybindings") ? bindings : "";
        return new LiveServer.ServerReply(
                code,
                "application/json",
                List.of(),
                "{\"items\": [%s]}".formatted(items).getBytes(StandardCharsets.UTF_8));
    }

    private static String operations(String names) {
        return "[{\"apiGroups\": [\"\"], \"operations\": [\"%s\"], \"resources\": [\"configmaps\"]}]"
                .formatted(names.replace(" ", "\", \""));
    }

    private Exchange of(boolean deletion) throws Exception {
        ObjectNode object = (ObjectNode)
                JsonTrees.read("{\"metadata\": {\"name\": \"settings\"}}".getBytes(StandardCharsets.UTF_8));
        if (deletion) {
            unseen.deleted(WHERE, object, Sender.SELF);
        } else {
            unseen.changed(WHERE, object, Sender.SELF);
        }
        record.answered("PATCH", WHERE.path(), 200, "");
        return record.exchanges().getLast();
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            CREATE UPDATE, false, false
            UPDATE,        true,  false
            DELETE,        false, true
            *,             false, true
            """)
    void a_webhook_is_named_that_was_not_asked_about_the_creation_or_cannot_be_asked_about_the_end(
            String operations, boolean ofChange, boolean ofDeletion) throws Exception {
        webhooks = "{\"metadata\": {\"name\": \"w\"}, \"webhooks\": [{\"name\": \"check.shop\", \"rules\": %s}]}"
                .formatted(operations(operations));
        for (boolean deletion : List.of(false, true)) {
            boolean named = of(deletion).source() == Exchange.Certainty.UNKNOWN;
            assertEquals(deletion ? ofDeletion : ofChange, named, of(deletion)::note);
            assertEquals(named, of(deletion).note().contains("webhook check.shop"));
        }
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            CREATE UPDATE, size(object.data) > 0,      Deny, false
            CREATE UPDATE, object.x == oldObject.x,    Deny, true
            UPDATE,        size(object.data) > 0,      Deny, true
            UPDATE,        size(object.data) > 0,      Warn, false
            """)
    void a_policy_is_named_that_goes_by_what_was_there_before(
            String operations, String expression, String action, boolean named) throws Exception {
        policies = """
                {"metadata": {"name": "p"}, "spec": {"matchConstraints": {"resourceRules": %s}, "validations": [{"expression": "%s"}]}}
                """.formatted(operations(operations), expression);
        bindings = """
                {"metadata": {"name": "b"}, "spec": {"policyName": "p", "validationActions": ["%s"]}}
                """.formatted(action);
        assertEquals(named, of(false).note().contains("policy p"));
    }

    @ParameterizedTest
    @CsvSource({"false", "true"})
    void what_was_changed_here_or_may_not_be_seen_is_not_held_against_a_run(boolean forbidden) throws IOException {
        webhooks = "{\"metadata\": {\"name\": \"w\"}, \"webhooks\": [{\"name\": \"check.shop\", \"rules\": %s}]}"
                .formatted(operations("DELETE"));
        code = forbidden ? 403 : 200;
        if (!forbidden) {
            overlay.put(
                    new OverlayKey(NewWebhooks.GROUP, "validatingwebhookconfigurations", "", "w"),
                    (ObjectNode) JsonTrees.read("{\"metadata\": {\"name\": \"w\"}}".getBytes(StandardCharsets.UTF_8)),
                    Backing.SAME);
        }
        assertEquals(forbidden ? Exchange.Certainty.ASSUMED : Exchange.Certainty.SERVER, deletion());
    }

    private Exchange.Certainty deletion() {
        try {
            return of(true).source();
        } catch (Exception never) {
            throw new AssertionError(never);
        }
    }
}
