package dev.runbook.rehearsal.shadow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.runbook.rehearsal.api.ApiError;
import dev.runbook.rehearsal.api.JsonTrees;
import dev.runbook.rehearsal.live.LiveServer;
import dev.runbook.rehearsal.shadow.DryRunGate.Sender;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The server counts each dry run by itself: what several of them need of a quota is added up here. */
class QuotaSumsTest {
    private static final ResourceAddress CLAIMS =
            new ResourceAddress("", "v1", "persistentvolumeclaims", "shop", "", "");
    private static final ResourceAddress SERVICES = new ResourceAddress("", "v1", "services", "shop", "", "");
    private static final String CLAIM = """
            {"kind": "PersistentVolumeClaim", "metadata": {"name": "%s", "namespace": "shop"},
             "spec": {"storageClassName": "fast", "resources": {"requests": {"storage": "2Gi"}}}}""";
    private static final String SERVICE = """
            {"kind": "Service", "metadata": {"name": "%s", "namespace": "shop"},
             "spec": {"type": "LoadBalancer", "ports": [{"port": 80}, {"port": 443}]}}""";

    private final Overlay overlay = new Overlay();

    @Test
    void what_is_surely_too_much_is_refused_in_the_words_of_the_server() throws Exception {
        made(CLAIMS, CLAIM, "a");
        assertEquals(
                "persistentvolumeclaims \"b\" is forbidden: exceeded quota: q, requested: requests.storage=2147483648,"
                        + " used: requests.storage=3221225472, limited: requests.storage=4Gi",
                refused(CLAIMS, CLAIM, "requests.storage", "4Gi", "1Gi"));
        assertEquals(
                "persistentvolumeclaims \"b\" is forbidden: exceeded quota: q, requested: count/persistentvolumeclaims=1,"
                        + " used: count/persistentvolumeclaims=3, limited: count/persistentvolumeclaims=3",
                refused(CLAIMS, CLAIM, "count/persistentvolumeclaims", "3", "2"));
        made(SERVICES, SERVICE, "a");
        assertEquals(
                "services \"b\" is forbidden: exceeded quota: q, requested: services.nodeports=2, used:"
                        + " services.nodeports=2, limited: services.nodeports=3",
                refused(SERVICES, SERVICE, "services.nodeports", "3", "0"));
    }

    @Test
    void what_has_room_is_taken() throws Exception {
        made(CLAIMS, CLAIM, "a");
        room(CLAIMS, CLAIM, "requests.storage", "5Gi", "1Gi");
        room(CLAIMS, CLAIM, "slow.storageclass.storage.k8s.io/requests.storage", "1Gi", "1Gi");
        room(CLAIMS, CLAIM, "count/configmaps", "1", "1");
    }

    /** The server still counts what was deleted only here. */
    @Test
    void what_depends_on_what_was_deleted_is_not_known() throws Exception {
        ObjectNode old = object(CLAIM, "old");
        overlay.delete(CLAIMS.named("old").key(), old, Overlay.Backing.SAME, false);
        made(CLAIMS, CLAIM, "a");
        assertEquals(
                "quota q of namespace shop may have no room: 1Gi requests.storage and 4294967296 more of 4Gi",
                refused(CLAIMS, CLAIM, "requests.storage", "4Gi", "1Gi"));
    }

    private void made(ResourceAddress where, String json, String name) throws IOException {
        overlay.put(where.named(name).key(), object(json, name), Overlay.Backing.NONE);
    }

    private String refused(ResourceAddress where, String json, String name, String hard, String used) {
        return String.valueOf(assertThrows(ApiError.class, () -> room(where, json, name, hard, used))
                .getMessage());
    }

    private void room(ResourceAddress where, String json, String name, String hard, String used) throws Exception {
        String quota = """
                {"kind": "ResourceQuotaList", "items": [{"metadata": {"name": "q"}, "spec": {},
                  "status": {"hard": {"%1$s": "%2$s"}, "used": {"%1$s": "%3$s"}}}]}""".formatted(name, hard, used);
        DryRunGate gate = new DryRunGate(_ ->
                new LiveServer.ServerReply(200, "application/json", List.of(), quota.getBytes(StandardCharsets.UTF_8)));
        new QuotaSums(new ShadowState(gate, overlay), new ExchangeLog(overlay))
                .requireRoom(where.named("b"), object(json, "b"), Sender.SELF);
    }

    private static ObjectNode object(String json, String name) throws IOException {
        return (ObjectNode) JsonTrees.read(json.formatted(name).getBytes(StandardCharsets.UTF_8));
    }
}
