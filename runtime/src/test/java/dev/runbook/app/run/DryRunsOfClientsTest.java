package dev.runbook.app.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.runbook.language.failure.Failed;
import dev.runbook.machine.time.SystemClock;
import dev.runbook.port.ClusterReader.Kind;
import dev.runbook.provider.kube.adapter.KubeCluster;
import dev.runbook.provider.kube.adapter.RawRequests;
import dev.runbook.rehearsal.RehearsalCluster;
import dev.runbook.rehearsal.behaviour.Behaviour;
import dev.runbook.rehearsal.live.LiveServer;
import dev.runbook.rehearsal.shadow.ShadowCluster;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a client of the shadow asks for as a dry run itself, such as the look at what an apply would change. */
class DryRunsOfClientsTest {
    private static final Kind CONFIG_MAP = new Kind("v1", "ConfigMap", "configmaps", true);
    private static final String MANIFEST = """
            {"apiVersion": "v1", "kind": "ConfigMap", "metadata": {"name": "a"}, "data": {"b": "c"}}
            """;

    @TempDir
    Path folder;

    private static KubeCluster cluster(Path kubeconfig) {
        return new KubeCluster(Optional.of(kubeconfig.toString()), Optional.empty(), Map.of(), new SystemClock());
    }

    private static LiveServer server(KubeCluster cluster) {
        return request -> {
            RawRequests.RawReply reply =
                    cluster.raw().send(request.method(), request.target(), request.headers(), request.body());
            return new LiveServer.ServerReply(reply.status(), reply.contentType(), reply.warnings(), reply.body());
        };
    }

    @Test
    void leave_nothing_in_it_and_are_refused_where_it_alone_knows_the_object() throws Exception {
        try (RehearsalCluster live = RehearsalCluster.start(folder, Behaviour.DEFAULT);
                KubeCluster real = cluster(live.kubeconfig());
                ShadowCluster shadow = ShadowCluster.start(
                        Files.createDirectories(folder.resolve("shadow")), server(real), "default");
                KubeCluster there = cluster(shadow.kubeconfig())) {
            assertEquals(
                    Optional.of("c"),
                    there.writer().applied(CONFIG_MAP, "default", "a", MANIFEST).text("data", "b"));
            assertEquals(Optional.empty(), there.now().get(CONFIG_MAP, "default", "a"));

            there.writer().apply(CONFIG_MAP, "default", "a", MANIFEST);
            assertEquals(
                    Optional.of("c"),
                    there.now().get(CONFIG_MAP, "default", "a").orElseThrow().text("data", "b"));
            assertThrows(Failed.class, () -> there.writer().applied(CONFIG_MAP, "default", "a", MANIFEST));
            assertEquals(Optional.empty(), real.now().get(CONFIG_MAP, "default", "a"));
        }
    }
}
