package dev.runbook.rehearsal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.runbook.rehearsal.api.JsonTrees;
import dev.runbook.rehearsal.behaviour.Behaviour;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The API as any client sees it, over HTTP. */
class ApiIT {
    private static final String MAPS = "/api/v1/namespaces/default/configmaps";
    private static final String DEPLOYMENTS = "/apis/apps/v1/namespaces/default/deployments";
    private static final String DEPLOYMENT = """
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: web}
            spec:
              selector: {matchLabels: {app: web}}
              template:
                metadata: {labels: {app: web}}
                spec: {containers: [{name: c, image: 'i:1'}]}
            """;

    private RehearsalCluster cluster;
    private Api api;

    @BeforeEach
    void start(@TempDir Path folder) throws Exception {
        Behaviour quick = Behaviour.DEFAULT
                .withReadyAfter(Duration.ofMillis(20))
                .withStopsAfter(Duration.ofMillis(20))
                .withJobTakes(Duration.ofMillis(20));
        cluster = RehearsalCluster.start(folder, quick, 200);
        api = new Api(cluster);
    }

    @AfterEach
    void stop() {
        api.close();
        cluster.close();
    }

    @Test
    void nobody_is_let_in_without_the_token() throws Exception {
        Api.Answer answer = api.getWithoutToken("/api/v1/namespaces");
        assertEquals(401, answer.code());
        assertEquals("Unauthorized", answer.text("reason"));
    }

    @Test
    void discovery_comes_group_by_group_and_all_at_once() throws Exception {
        assertEquals("34", api.get("/version").text("minor"));
        assertTrue(api.get("/apis").body().toString().contains("\"apps/v1\""));
        assertTrue(api.get("/apis/apps/v1").body().toString().contains("\"deployments/scale\""));
        JsonNode all = api.get(
                        "/apis",
                        "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList,application/json")
                .body();
        assertEquals("APIGroupDiscoveryList", JsonTrees.text(all, "kind"));
        assertTrue(all.toString().contains("\"subresource\":\"scale\""), all.toString());
        assertEquals(404, api.get("/apis/nothing.example/v1").code());
    }

    @Test
    void a_list_names_its_kind_and_is_selected_by_labels_and_fields() throws Exception {
        api.send("POST", MAPS, "{metadata: {name: a, labels: {x: '1'}}}");
        api.send("POST", MAPS, "{metadata: {name: b, labels: {x: '2'}}}");
        Api.Answer list = api.get(MAPS + "?labelSelector=x%3D1");
        assertEquals("ConfigMapList", list.text("kind"));
        assertEquals(1, list.body().path("items").size());
        assertEquals(
                "b",
                JsonTrees.text(
                        api.get(MAPS + "?fieldSelector=metadata.name%3Db")
                                .body()
                                .at("/items/0"),
                        "metadata",
                        "name"));
    }

    @Test
    void a_watch_goes_on_from_a_list_and_shows_what_leaves_its_selection() throws Exception {
        String version = api.get(MAPS).text("metadata", "resourceVersion");
        Iterator<JsonNode> events =
                api.watch(MAPS + "?watch=true&labelSelector=x%3D1&timeoutSeconds=20&resourceVersion=" + version);
        api.send("POST", MAPS, "{metadata: {name: a, labels: {x: '1'}}}");
        api.send("POST", MAPS, "{metadata: {name: other}}");
        api.send("PATCH", MAPS + "/a", "application/merge-patch+json", "{data: {k: v}}");
        api.send("PATCH", MAPS + "/a", "application/merge-patch+json", "{metadata: {labels: {x: '2'}}}");
        assertEquals(List.of("ADDED a", "MODIFIED a", "DELETED a"), next(events, 3));
    }

    @Test
    void a_watch_can_begin_with_the_present_state_and_marks_its_end() throws Exception {
        api.send("POST", MAPS, "{metadata: {name: a, labels: {x: '1'}}}");
        Iterator<JsonNode> events = api.watch(MAPS
                + "?watch=1&labelSelector=x&sendInitialEvents=true&resourceVersionMatch=NotOlderThan"
                + "&allowWatchBookmarks=true&timeoutSeconds=20");
        assertEquals("ADDED", JsonTrees.text(events.next(), "type"));
        JsonNode bookmark = events.next();
        assertEquals("BOOKMARK", JsonTrees.text(bookmark, "type"));
        assertEquals(
                "true", JsonTrees.text(bookmark, "object", "metadata", "annotations", "k8s.io/initial-events-end"));
    }

    @Test
    void a_watch_of_a_forgotten_version_is_told_that_it_expired() throws Exception {
        for (int i = 0; i < 250; i++) {
            cluster.apply(Map.of("apiVersion", "v1", "kind", "ConfigMap", "metadata", Map.of("name", "m" + i)));
        }
        Iterator<JsonNode> events = api.watch(MAPS + "?watch=true&resourceVersion=5");
        JsonNode error = events.next();
        assertEquals("ERROR", JsonTrees.text(error, "type"));
        assertEquals(410, error.at("/object/code").asInt());
        assertEquals("Expired", JsonTrees.text(error, "object", "reason"));
        assertFalse(events.hasNext());
    }

    @Test
    void a_web_socket_is_turned_down_with_200_so_that_java_clients_take_the_stream_at_once() throws Exception {
        assertEquals(200, api.tryWebSocket(MAPS + "?watch=true"));
    }

    @Test
    void kubectl_gets_the_columns_of_the_real_server() throws Exception {
        api.send("POST", MAPS, "{metadata: {name: a}, data: {k: v}}");
        JsonNode table = api.get(MAPS + "/a", "application/json;as=Table;v=v1;g=meta.k8s.io,application/json")
                .body();
        assertEquals("Table", JsonTrees.text(table, "kind"));
        assertEquals("a", table.at("/rows/0/cells/0").asText());
        assertEquals("1", table.at("/rows/0/cells/1").asText());
    }

    @Test
    void a_replica_count_below_zero_is_refused() throws Exception {
        Api.Answer refused = api.send("POST", DEPLOYMENTS, DEPLOYMENT.replace("spec:\n", "spec:\n  replicas: -1\n"));
        assertEquals(
                "Deployment.apps \"web\" is invalid: spec.replicas: Invalid value: -1: must be greater than or equal "
                        + "to 0",
                refused.text("message"));
    }

    @Test
    void a_deployment_becomes_ready_and_can_be_scaled() throws Exception {
        assertEquals(201, api.send("POST", DEPLOYMENTS, DEPLOYMENT).code());
        await("available", () -> available() == 1);
        Api.Answer scaled =
                api.send("PATCH", DEPLOYMENTS + "/web/scale", "application/merge-patch+json", "{spec: {replicas: 3}}");
        assertEquals("Scale", scaled.text("kind"));
        assertEquals("app=web", scaled.text("status", "selector"));
        await("three replicas", () -> available() == 3);
    }

    @Test
    void a_foreground_deletion_waits_for_what_the_object_owns() throws Exception {
        api.send("POST", DEPLOYMENTS, DEPLOYMENT);
        await("available", () -> available() == 1);
        Api.Answer deleted = api.send("DELETE", DEPLOYMENTS + "/web", "{propagationPolicy: Foreground}");
        assertEquals(
                List.of("foregroundDeletion"), JsonTrees.texts(deleted.body().at("/metadata/finalizers")));
        await(
                "deployment gone",
                () -> cluster.find("apps/v1", "Deployment", "default", "web").isEmpty());
        assertEquals(List.of(), cluster.list("apps/v1", "ReplicaSet", "default"));
        assertEquals(List.of(), cluster.list("v1", "Pod", "default"));
    }

    @Test
    void an_orphaning_deletion_leaves_what_the_object_owns() throws Exception {
        api.send("POST", DEPLOYMENTS, DEPLOYMENT);
        await("available", () -> available() == 1);
        api.send("DELETE", DEPLOYMENTS + "/web", "{propagationPolicy: Orphan}");
        await(
                "deployment gone",
                () -> cluster.find("apps/v1", "Deployment", "default", "web").isEmpty());
        assertEquals(1, cluster.list("apps/v1", "ReplicaSet", "default").size());
        assertFalse(cluster.list("apps/v1", "ReplicaSet", "default").toString().contains("kind=Deployment"));
    }

    @Test
    void a_deleted_namespace_takes_its_objects_along_and_takes_no_new_ones() throws Exception {
        api.send("POST", "/api/v1/namespaces", "{metadata: {name: gone}}");
        api.send(
                "POST", "/api/v1/namespaces/gone/configmaps", "{metadata: {name: held, finalizers: [acme.example/x]}}");
        assertEquals(
                "Terminating", api.send("DELETE", "/api/v1/namespaces/gone", "").text("status", "phase"));
        Api.Answer refused = api.send("POST", "/api/v1/namespaces/gone/configmaps", "{metadata: {name: late}}");
        assertEquals(403, refused.code());
        assertEquals(
                "configmaps \"late\" is forbidden: unable to create new content in namespace gone because it is being "
                        + "terminated",
                refused.text("message"));
        api.send(
                "PATCH",
                "/api/v1/namespaces/gone/configmaps/held",
                "application/merge-patch+json",
                "{metadata: {finalizers: null}}");
        await(
                "namespace gone",
                () -> cluster.find("v1", "Namespace", "", "gone").isEmpty());
    }

    @Test
    void many_objects_are_deleted_by_their_labels() throws Exception {
        api.send("POST", MAPS, "{metadata: {name: a, labels: {x: '1'}}}");
        api.send("POST", MAPS, "{metadata: {name: b}}");
        api.send("DELETE", MAPS + "?labelSelector=x", "");
        assertEquals(404, api.get(MAPS + "/a").code());
        assertEquals(200, api.get(MAPS + "/b").code());
    }

    @Test
    void a_dry_run_stores_nothing_and_deletes_nothing() throws Exception {
        assertEquals(
                201,
                api.send("POST", MAPS + "?dryRun=All", "{metadata: {name: a}}").code());
        assertEquals(404, api.get(MAPS + "/a").code());
        api.send("POST", MAPS, "{metadata: {name: a}}");
        api.send("DELETE", MAPS + "/a?dryRun=All", "");
        api.send("DELETE", MAPS + "/a", "{dryRun: [All]}");
        assertEquals(200, api.get(MAPS + "/a").code());
    }

    @Test
    void errors_carry_reason_and_details() throws Exception {
        Api.Answer missing = api.get(DEPLOYMENTS + "/nope");
        assertEquals(404, missing.code());
        assertEquals(
                "{\"name\":\"nope\",\"group\":\"apps\",\"kind\":\"deployments\"}",
                missing.body().path("details").toString());
        assertEquals(
                404,
                api.send("POST", "/api/v1/namespaces/nowhere/configmaps", "{metadata: {name: a}}")
                        .code());
        assertEquals(415, api.send("PATCH", MAPS + "/a", "text/plain", "{}").code());
        assertEquals(405, api.send("PUT", MAPS, "{}").code());
        assertEquals(
                400,
                api.send("POST", MAPS, "{kind: Secret, metadata: {name: a}}").code());
    }

    @Test
    void a_lease_is_kept_and_rights_are_granted() throws Exception {
        String leases = "/apis/coordination.k8s.io/v1/namespaces/default/leases";
        Api.Answer lease = api.send("POST", leases, "{metadata: {name: l}, spec: {holderIdentity: me}}");
        assertEquals(201, lease.code());
        Api.Answer late = api.send(
                "PUT", leases + "/l", "{metadata: {name: l, resourceVersion: '1'}, spec: {holderIdentity: you}}");
        assertEquals(409, late.code());
        assertEquals("Conflict", late.text("reason"));
        assertTrue(api.send("POST", "/apis/authorization.k8s.io/v1/selfsubjectaccessreviews", "{spec: {}}")
                .body()
                .at("/status/allowed")
                .asBoolean());
    }

    @Test
    void a_load_balancer_tells_by_events_what_happens_to_it() throws Exception {
        cluster.change(Behaviour.DEFAULT.withAddressAfter(Duration.ZERO).withReleaseAfter(Duration.ZERO));
        api.send(
                "POST",
                "/api/v1/namespaces/default/services",
                "{metadata: {name: lb}, spec: {type: LoadBalancer, ports: [{port: 80}]}}");
        await(
                "address",
                () -> cluster.find("v1", "Service", "default", "lb").toString().contains("ip=203.0.113.10"));
        api.send("DELETE", "/api/v1/namespaces/default/services/lb", "");
        await("gone", () -> cluster.find("v1", "Service", "default", "lb").isEmpty());
        String events = cluster.list("v1", "Event", "default").toString();
        for (String reason :
                List.of("EnsuringLoadBalancer", "EnsuredLoadBalancer", "DeletingLoadBalancer", "DeletedLoadBalancer")) {
            assertTrue(events.contains("reason=" + reason + ","), reason + " in " + events);
        }
    }

    private int available() {
        return cluster.find("apps/v1", "Deployment", "default", "web")
                .map(JsonTrees::fromMap)
                .map(web -> web.at("/status/availableReplicas").asInt())
                .orElse(0);
    }

    private void await(String what, BooleanSupplier condition) throws InterruptedException {
        assertTrue(cluster.await(now -> condition.getAsBoolean(), Duration.ofSeconds(10)), what);
    }

    private static List<String> next(Iterator<JsonNode> events, int count) {
        List<String> seen = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            JsonNode event = events.next();
            seen.add(JsonTrees.text(event, "type") + " " + JsonTrees.text(event, "object", "metadata", "name"));
        }
        return seen;
    }
}
