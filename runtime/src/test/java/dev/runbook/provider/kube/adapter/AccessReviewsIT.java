package dev.runbook.provider.kube.adapter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import com.sun.net.httpserver.HttpServer;
import dev.runbook.machine.time.SystemClock;
import dev.runbook.port.Permission;
import dev.runbook.port.Right;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Servers that do not tell, played by a small one. */
class AccessReviewsIT {
    private static final Right DELETE = new Right("delete", "services", "", "coder");
    private static final Right SCALE = new Right("patch", "deployments/scale", "apps", "coder");

    @TempDir
    Path folder;

    private final List<String> asked = Collections.synchronizedList(new ArrayList<>());

    /** What the server answers to a question. */
    private record Said(int status, String body) {}

    private Map<Right, Permission> may(Function<String, Said> server) throws IOException, InterruptedException {
        HttpServer http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
        http.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        http.createContext("/", exchange -> {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            asked.add(body);
            Said said = server.apply(body);
            byte[] bytes = said.body().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(said.status(), bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        http.start();
        Path kubeconfig = Files.writeString(
                folder.resolve("config"), """
                apiVersion: v1
                kind: Config
                current-context: c
                contexts: [{name: c, context: {cluster: c, user: u}}]
                clusters: [{name: c, cluster: {server: "http://127.0.0.1:%d"}}]
                users: [{name: u, user: {token: t}}]
                """.formatted(http.getAddress().getPort()));
        try (KubeCluster cluster =
                new KubeCluster(Optional.of(kubeconfig.toString()), Optional.empty(), Map.of(), new SystemClock())) {
            return cluster.writer().may(List.of(DELETE, SCALE));
        } finally {
            http.stop(0);
        }
    }

    private static Said allowed(boolean yes) {
        return new Said(201, "{\"status\":{\"allowed\":" + yes + "}}");
    }

    @Test
    void who_may_do_everything_is_asked_no_further() throws Exception {
        assertEquals(
                Map.of(DELETE, new Permission.Allowed(), SCALE, new Permission.Allowed()),
                may(question -> allowed(true)));
        assertEquals(1, asked.size());
    }

    @Test
    void each_right_is_asked_by_its_group_resource_and_subresource() throws Exception {
        Map<Right, Permission> answers = may(question -> allowed(question.contains("\"subresource\":\"scale\"")
                && question.contains("\"resource\":\"deployments\"")
                && question.contains("\"group\":\"apps\"")));
        assertEquals(Map.of(DELETE, new Permission.Denied(), SCALE, new Permission.Allowed()), answers);
    }

    @ParameterizedTest
    @CsvSource({
        "404, the API server has no access reviews",
        "403, the API server does not let this account ask for its rights",
        "500, the API server answers 500 to an access review: etcd is away"
    })
    void a_server_that_does_not_tell_is_told_and_asked_once(int status, String why) throws Exception {
        Map<Right, Permission> answers = may(question -> new Said(status, "{\"message\":\"etcd is away\"}"));
        assertEquals(new Permission.Untold(why), answers.get(DELETE));
        assertEquals(1, asked.size());
    }

    @Test
    void an_authorizer_that_could_not_decide_has_not_refused() throws Exception {
        Map<Right, Permission> answers =
                may(question -> new Said(201, "{\"status\":{\"allowed\":false,\"evaluationError\":\"no webhook\"}}"));
        assertInstanceOf(Permission.Untold.class, answers.get(SCALE));
    }
}
