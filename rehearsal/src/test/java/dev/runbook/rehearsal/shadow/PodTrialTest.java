package dev.runbook.rehearsal.shadow;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.runbook.rehearsal.api.JsonTrees;
import dev.runbook.rehearsal.live.LiveServer;
import dev.runbook.rehearsal.shadow.DryRunGate.Sender;
import dev.runbook.rehearsal.shadow.Exchange.Certainty;
import dev.runbook.rehearsal.shadow.Overlay.Backing;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The server takes a workload and refuses its pods: then they do not start. */
class PodTrialTest {
    private static final String WEB = """
            {"apiVersion": "apps/v1", "kind": "Deployment", "metadata": {"name": "web", "namespace": "shop", "uid": "u1"},
             "spec": {"replicas": 1, "strategy": {"type": "%s", "rollingUpdate": {"maxUnavailable": "25%%"}},
              "template": {"metadata": {"labels": {"app": "web"}}, "spec": {"serviceAccountName": "web", "containers": [{"image": "%s"}]}}},
             "status": {"replicas": 1, "readyReplicas": 1}}
            """;
    private static final ResourceAddress WHERE = new ResourceAddress("apps", "v1", "deployments", "shop", "web", "");

    private final List<String> asked = new ArrayList<>();
    private final Overlay overlay = new Overlay();
    private final ExchangeLog record = new ExchangeLog(overlay);
    private final SettledObjects settled =
            new SettledObjects(new ShadowState(new DryRunGate(this::server), overlay), record);
    private String live = WEB.formatted("RollingUpdate", "old");
    private String quota = "";
    private String pods = "";
    private String toOld = "";
    private String toNew = "";

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            violates PodSecurity \\"restricted:latest\\": privileged        |               | SERVER  | SERVER
            error looking up service account shop/web: not found        |               | SERVER  | SERVER
            maximum memory usage per Container is 1Gi, but limit is 4Gi |               | SERVER  | SERVER
            exceeded quota: q, requested: pods=1, used: pods=1, limited: pods=1 |       | SERVER  | SERVER
            ValidatingAdmissionPolicy 'p' with binding 'p' denied request: no |         | SERVER  | UNKNOWN
            ValidatingAdmissionPolicy 'p' denied request: only controllers | the same   | UNKNOWN | UNKNOWN
            admission webhook \\"inject.shop\\" does not support dry run | | UNKNOWN | UNKNOWN
            failed calling webhook \\"inject.shop\\": connection refused | | UNKNOWN | UNKNOWN
            User \\"op\\" cannot create resource \\"pods\\" in API group      |               | ASSUMED | ASSUMED
            """)
    void what_the_server_says_of_its_pods_decides(String ofNew, String ofOld, Certainty changed, Certainty made)
            throws Exception {
        toNew = ofNew;
        toOld = ofOld == null ? "" : ofNew;
        assertEquals(changed, write(object(live), object(WEB.formatted("RollingUpdate", "new"))));
        assertEquals(changed == Certainty.SERVER ? 0 : 1, updated());
        live = "";
        assertEquals(made, write(null, object(WEB.formatted("RollingUpdate", "new"))));
    }

    /** The pods that are there stay while a Deployment rolls: its rollback needs none. */
    @Test
    void what_goes_back_to_the_pods_that_are_there_needs_no_new_ones() throws Exception {
        toNew = "violates PodSecurity";
        toOld = toNew;
        ObjectNode next = object(WEB.formatted("RollingUpdate", "new"));
        assertEquals(Certainty.SERVER, write(object(live), next));
        assertEquals(Certainty.SERVER, write(next, next.deepCopy().put("x", "y")));
        assertEquals(Certainty.ASSUMED, write(next, object(live)));

        live = WEB.formatted("Recreate", "old");
        ObjectNode recreated = object(WEB.formatted("Recreate", "new"));
        assertEquals(Certainty.SERVER, write(object(live), recreated));
        assertEquals(Certainty.SERVER, write(recreated, object(live)));
    }

    /** Where pods go first, they make room. */
    @Test
    void a_full_quota_refuses_no_pod_that_takes_the_place_of_another() throws Exception {
        toNew = "exceeded quota: q, requested: pods=1, used: pods=1, limited: pods=1";
        live = WEB.formatted("Recreate", "old");
        assertEquals(Certainty.ASSUMED, write(object(live), object(WEB.formatted("Recreate", "new"))));
    }

    /** What an account may use is given to it by what the chart brings along. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            PodSecurityPolicy: unable to admit pod: []                            | UNKNOWN
            unable to validate against any security context constraint: []        | UNKNOWN
            violates PodSecurity \\"restricted:latest\\": privileged                  | SERVER
            """)
    void what_goes_by_an_account_that_is_only_here_is_not_known(String said, Certainty wanted) throws Exception {
        overlay.put(new OverlayKey("", "serviceaccounts", "shop", "web"), JsonTrees.object(), Backing.NONE);
        toNew = said;
        live = "";
        assertEquals(wanted, write(null, object(WEB.formatted("RollingUpdate", "new"))));
    }

    @Test
    void an_account_that_is_only_here_is_not_asked_for() throws Exception {
        OverlayKey account = new OverlayKey("", "serviceaccounts", "shop", "web");
        overlay.put(account, JsonTrees.object(), Backing.NONE);
        assertEquals(Certainty.ASSUMED, write(null, object(WEB.formatted("RollingUpdate", "new"))));
        assertEquals(
                "default",
                JsonTrees.text(
                        JsonTrees.read(asked.getFirst().getBytes(StandardCharsets.UTF_8)),
                        "spec",
                        "serviceAccountName"));
    }

    /** The server takes the first pod of each, and not all of them. */
    @ParameterizedTest
    @CsvSource(textBlock = """
            3, 0, 2, EMULATED
            3, 0, 3, ASSUMED
            3, 1, 3, UNKNOWN
            3, 1, 4, ASSUMED
            """)
    void all_pods_of_a_workload_are_held_to_a_quota(int replicas, int used, int hard, Certainty wanted)
            throws Exception {
        live = "";
        quota =
                "{\"metadata\": {\"name\": \"q\"}, \"status\": {\"hard\": {\"pods\": \"%d\"}, \"used\": {\"pods\": \"%d\"}}}"
                        .formatted(hard, used);
        ObjectNode web = object(WEB.formatted("RollingUpdate", "new"));
        JsonTrees.child(web, "spec").put("replicas", replicas);
        assertEquals(wanted, write(null, web));
    }

    /** What rolls takes the place of what is there. */
    @Test
    void pods_that_go_make_room_for_those_that_come() throws Exception {
        String labelled =
                WEB.replace("\"template\"", "\"selector\": {\"matchLabels\": {\"app\": \"web\"}}, \"template\"");
        live = labelled.formatted("RollingUpdate", "old");
        pods = "{\"metadata\": {\"name\": \"web-1\", \"namespace\": \"shop\", \"labels\": {\"app\": \"web\"}}}";
        quota =
                "{\"metadata\": {\"name\": \"q\"}, \"status\": {\"hard\": {\"pods\": \"2\"}, \"used\": {\"pods\": \"2\"}}}";
        assertEquals(Certainty.ASSUMED, write(object(live), object(labelled.formatted("RollingUpdate", "new"))));
    }

    private Certainty write(@Nullable ObjectNode before, ObjectNode object) throws InterruptedException {
        settled.keep(WHERE, before, object, live.isEmpty() ? Backing.NONE : Backing.SAME, Sender.SELF);
        record.answered("PATCH", WHERE.path(), 200, "");
        Exchange last = record.exchanges().getLast();
        assertEquals(
                last.source() == Certainty.SERVER || last.source() == Certainty.EMULATED,
                last.refusesPods(),
                last::note);
        return last.source();
    }

    private int updated() {
        return overlay.get(WHERE.key()).orElseThrow() instanceof Overlay.ObjectState.StoredObject there
                ? JsonTrees.at(there.object(), "status", "updatedReplicas").asInt(-1)
                : -1;
    }

    private static ObjectNode object(String json) throws IOException {
        return (ObjectNode) JsonTrees.read(json.getBytes(StandardCharsets.UTF_8));
    }

    private LiveServer.ServerReply server(LiveServer.ServerRequest request) {
        String body = new String(request.body(), StandardCharsets.UTF_8);
        if (request.target().contains("/apiservices")) {
            return reply(
                    200, "{\"kind\":\"APIServiceList\",\"items\":[{\"metadata\":{\"name\":\"v1.\"},\"spec\":{}}]}");
        }
        for (Map.Entry<String, String> list :
                Map.of("/resourcequotas", quota, "/pods", pods).entrySet()) {
            if (request.method().equals("GET") && request.target().endsWith(list.getKey())) {
                return reply(200, "{\"items\": [%s]}".formatted(list.getValue()));
            }
        }
        if (request.method().equals("GET")) {
            return live.isEmpty() ? reply(404, "{}") : reply(200, live);
        }
        asked.add(body);
        String said = body.contains("\"old\"") ? toOld : toNew;
        return said.isEmpty()
                ? reply(201, body)
                : reply(
                        said.contains("denied") ? 422 : 403,
                        "{\"kind\": \"Status\", \"message\": \"pods \\\"web-x\\\" is forbidden: %s\"}".formatted(said));
    }

    private static LiveServer.ServerReply reply(int code, String body) {
        return new LiveServer.ServerReply(code, "application/json", List.of(), body.getBytes(StandardCharsets.UTF_8));
    }
}
