package dev.runbook.shipped;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.runbook.provider.kube.adapter.EtcdWitness;
import dev.runbook.provider.kube.adapter.KubeCluster;
import dev.runbook.provider.kube.adapter.RawRequests;
import dev.runbook.provider.kube.adapter.Testbed;
import dev.runbook.rehearsal.live.LiveServer;
import dev.runbook.rehearsal.shadow.ShadowCluster;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * Whatever is sent to the shadow, by its own door and in whatever form: the real server stores nothing of it, as its etcd says.
 * {@code -Dchaos.requests} sends more, {@code -Dchaos.seed} others.
 */
@Tag("testbed")
@Execution(ExecutionMode.CONCURRENT)
class ShadowChaosIT {
    private static final int REQUESTS = Integer.getInteger("chaos.requests", 300);
    private static final long SEED = Long.getLong("chaos.seed", 20261130);
    private static final String NEW =
            "{\"kind\":\"ConfigMap\",\"apiVersion\":\"v1\",\"metadata\":{\"name\":\"new-%d\"}}";

    @TempDir
    Path folder;

    private final Random random = new Random(SEED);
    private final ConcurrentLinkedQueue<String> writes = new ConcurrentLinkedQueue<>();

    @Test
    void nothing_that_is_sent_to_the_shadow_is_stored() throws Exception {
        try (Testbed testbed = Testbed.open();
                Objects objects = new Objects(testbed);
                KubeCluster cluster = testbed.cluster();
                EtcdWitness etcd = EtcdWitness.of(testbed, folder)) {
            for (String name : List.of("a", "b", "c")) {
                objects.create("{kind: ConfigMap, apiVersion: v1, metadata: {name: " + name + "}, data: {x: '1'}}");
                objects.create("{kind: Secret, apiVersion: v1, metadata: {name: " + name + "}, stringData: {x: '1'}}");
                objects.create("{kind: Service, apiVersion: v1, metadata: {name: " + name
                        + "}, spec: {ports: [{port: 80}], selector: {app: none}}}");
                objects.create("{kind: PodDisruptionBudget, apiVersion: policy/v1, metadata: {name: " + name
                        + "}, spec: {minAvailable: 0, selector: {matchLabels: {app: none}}}}");
            }
            RawRequests raw = cluster.raw();
            EtcdWitness.Keys before = etcd.settled();
            try (ShadowCluster shadow = ShadowCluster.start(
                    folder,
                    request -> {
                        if (!request.method().equals("GET")) {
                            writes.add(request.method() + " " + request.target());
                        }
                        RawRequests.RawReply reply =
                                raw.send(request.method(), request.target(), request.headers(), request.body());
                        return new LiveServer.ServerReply(
                                reply.status(), reply.contentType(), reply.warnings(), reply.body());
                    },
                    testbed.namespace)) {
                Door door = new Door(shadow.url());
                for (int i = 0; i < REQUESTS; i++) {
                    door.send(request(testbed.namespace, i));
                }
            }
            assertEquals(List.of(), etcd.changedSince(before), "with -Dchaos.seed=" + SEED);
            assertTrue(writes.size() > REQUESTS / 20, () -> "only " + writes.size() + " writes came through");
            writes.stream()
                    .filter(write -> !write.startsWith("DELETE"))
                    .skip(2)
                    .forEach(write -> assertTrue(write.matches("[A-Z]+ [^?]+\\?dryRun=All(&.*)?"), write));
        }
    }

    /** The one way into the shadow: bytes, which no client puts in order. */
    private record Door(URI url) {
        /** Sends a request, and waits until the shadow has done with it. */
        void send(Request request) throws IOException {
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), url.getPort())) {
                socket.setSoTimeout(20_000);
                byte[] body = request.body().getBytes(StandardCharsets.UTF_8);
                String head = request.method() + " " + url.getPath() + request.target()
                        + " HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n"
                        + String.join("", request.headers())
                        + "Content-Length: " + body.length + "\r\n\r\n";
                socket.getOutputStream().write(head.getBytes(StandardCharsets.UTF_8));
                socket.getOutputStream().write(body);
                socket.getOutputStream().flush();
                InputStream in = socket.getInputStream();
                in.readNBytes(12);
            }
        }
    }

    private record Request(String method, String target, List<String> headers, String body) {}

    private Request request(String namespace, int number) {
        // Half of them are what the shadow takes, in odd forms; the others are what no client sends.
        boolean plain = random.nextBoolean();
        String method = plain
                ? pick("POST", "PUT", "PATCH", "DELETE", "GET")
                : pick("POST", "PUT", "PATCH", "DELETE", "get", "DELETECOLLECTION", "OPTIONS", "HEAD", "Patch");
        String kind = pick("configmaps", "secrets", "services");
        String name = pick("a", "b", "c");
        String collection = "/api/v1/namespaces/" + namespace + "/" + kind;
        boolean creates = method.equals("POST");
        String path = plain
                ? (creates ? collection : collection + "/" + name)
                : pick(
                        collection,
                        collection + "/",
                        collection + "/" + name + "/",
                        collection + "//" + name,
                        "/api/v1//namespaces/" + namespace + "/" + kind + "/" + name,
                        "/api/v1/namespaces/./" + namespace + "/" + kind + "/" + name,
                        collection + "/x/../" + name,
                        collection + "/%2e%2e/" + kind + "/" + name,
                        collection + "/" + name + "%2Fstatus",
                        collection + "/" + name + "%3FdryRun=None",
                        collection + "/" + name + ";dryRun=None",
                        collection + "/" + name + "%00",
                        "/API/v1/namespaces/" + namespace + "/" + kind + "/" + name,
                        "/api/v1/watch/namespaces/" + namespace + "/" + kind,
                        "/api/v1/namespaces/" + namespace,
                        "/api/v1/namespaces/" + namespace + "/finalize",
                        "/api/v1/namespaces/" + namespace + "/services/" + name + "/proxy/x",
                        "/api/v1/namespaces/" + namespace + "/serviceaccounts/default/token",
                        "/api/v1/namespaces/" + namespace + "/events",
                        "/api/v1/namespaces/" + namespace + "/bindings",
                        "/apis/policy/v1/namespaces/" + namespace + "/poddisruptionbudgets/" + name + "/status",
                        "/apis/policy/v1/namespaces/" + namespace + "/poddisruptionbudgets",
                        "/apis/authorization.k8s.io/v1/selfsubjectaccessreviews",
                        "/apis/events.k8s.io/v1/namespaces/" + namespace + "/events");
        List<String> query = new ArrayList<>();
        for (int i = random.nextInt(5); i > 0; i--) {
            query.add(pick(
                    "dryRun=None",
                    "dryRun=",
                    "dryRun",
                    "dryRun=All&dryRun=None",
                    "dryRun=None&dryRun=All",
                    "dry%52un=None",
                    "dryrun=All",
                    "DryRun=All",
                    "%64ryRun=Al%6c",
                    "dryRun=All;dryRun=None",
                    "dryRun[]=All",
                    "fieldManager=chaos",
                    "fieldManager=a%26dryRun%3DNone",
                    "fieldValidation=Strict",
                    "force=true",
                    "watch=true&timeoutSeconds=1",
                    "propagationPolicy=Foreground",
                    "gracePeriodSeconds=0",
                    "pretty=1",
                    "&&=&",
                    "limit=1"));
        }
        String target = path + (query.isEmpty() ? "" : "?" + String.join("&", query));
        String content = pick(
                "application/json",
                "application/json; charset=UTF-8",
                "application/yaml",
                "application/vnd.kubernetes.protobuf",
                "application/merge-patch+json",
                "application/strategic-merge-patch+json",
                "application/json-patch+json",
                "application/apply-patch+yaml",
                "text/plain",
                "");
        List<String> headers = new ArrayList<>(List.of(
                "Content-Type: " + content + "\r\n",
                "Accept: " + pick("application/json", "*/*", "application/yaml") + "\r\n"));
        if (random.nextInt(6) == 0) {
            headers.add("X-HTTP-Method-Override: DELETE\r\n");
        }
        if (random.nextInt(12) == 0) {
            headers.add("Impersonate-User: system:admin\r\nImpersonate-Group: system:masters\r\n");
        }
        String body = pick(
                NEW.formatted(number),
                "{\"metadata\":{\"name\":\"" + name + "\",\"labels\":{\"chaos\":\"" + number + "\"}}}",
                "{\"kind\":\"ConfigMap\",\"apiVersion\":\"v1\",\"metadata\":{\"name\":\"" + name
                        + "\"},\"data\":{\"x\":\"" + number + "\"}}",
                "{\"kind\":\"ConfigMap\",\"apiVersion\":\"v1\",\"metadata\":{\"generateName\":\"made-\"}}",
                "kind: ConfigMap\napiVersion: v1\nmetadata: {name: " + name + "}\ndata: {x: \"" + number + "\"}\n",
                "[{\"op\":\"add\",\"path\":\"/metadata/labels\",\"value\":{\"chaos\":\"1\"}}]",
                "{\"kind\":\"DeleteOptions\",\"apiVersion\":\"v1\",\"dryRun\":[]}",
                "{\"kind\":\"DeleteOptions\",\"apiVersion\":\"v1\",\"dryRun\":[\"All\"],\"dryRun\":[\"None\"]}",
                "{\"kind\":\"DeleteOptions\",\"apiVersion\":\"v1\",\"propagationPolicy\":\"Foreground\"}",
                "{\"kind\":\"Event\",\"apiVersion\":\"v1\",\"metadata\":{\"name\":\"e\"},\"involvedObject\":{}}",
                "{\"kind\":\"List\",\"apiVersion\":\"v1\",\"items\":[" + NEW.formatted(number) + "]}",
                "",
                "not json");
        return new Request(method, target, headers, body);
    }

    private String pick(String... texts) {
        return texts[random.nextInt(texts.length)];
    }
}
