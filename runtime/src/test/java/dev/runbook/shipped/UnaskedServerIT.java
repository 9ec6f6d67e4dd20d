package dev.runbook.shipped;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.runbook.provider.kube.adapter.EtcdWitness;
import dev.runbook.provider.kube.adapter.MeddlingServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A plan where the server cannot be asked for dry runs, or goes away while it is asked. */
class UnaskedServerIT extends EachHelm {
    private static final String[] UPDATE = {"release=app", "chart=./2", "limit=1m"};

    private void charts() throws IOException {
        for (String version : List.of("1", "2")) {
            Path templates = Files.createDirectories(folder.resolve(version).resolve("templates"));
            Files.writeString(
                    folder.resolve(version).resolve("Chart.yaml"),
                    "apiVersion: v2\nname: app\nversion: %s.0.0\n".formatted(version));
            Files.writeString(templates.resolve("settings.yaml"), """
                    apiVersion: v1
                    kind: ConfigMap
                    metadata: {name: settings}
                    data: {version: "%s"}
                    """.formatted(version));
        }
    }

    private static String said(Program.Ended ended) {
        return ended.said().replaceAll("\\s+", " ");
    }

    @Test
    void why_the_server_cannot_be_asked_is_said_and_nothing_begins_where_nobody_decides() throws Exception {
        charts();
        try (OperatorSandbox place = new OperatorSandbox(folder, 3);
                EtcdWitness etcd = EtcdWitness.of(place.testbed, folder);
                MeddlingServer server = MeddlingServer.before(place.testbed)) {
            place.helm("install", "app", folder.resolve("1").toString());
            place.operatorHas(server.kubeconfig(folder));
            EtcdWitness.Keys before = etcd.settled();
            server.isOfVersion(17);
            unasked(place, "the API server is older than 1.18");
            server.isOfVersion(34);
            server.takeQueriesAway();
            unasked(place, "it does not refuse a wrong dryRun (POST answers 201)");
            assertEquals(List.of(), etcd.changedSince(before));
        }
    }

    private static void unasked(OperatorSandbox place, String why) throws Exception {
        Program.Ended plan = place.foresee("update-release.rb", UPDATE);
        assertEquals(0, plan.exit(), plan.said());
        assertTrue(said(plan).contains("CANNOT BE KNOWN: what the server would say is not known: " + why), plan.said());
        Program.Ended exec = place.execStarts(
                        place.folder,
                        place.kubeconfig(),
                        place.helm(),
                        Map.of(),
                        "update-release.rb",
                        OperatorSandbox.with(UPDATE, "--preview"))
                .end();
        assertEquals(3, exec.exit(), exec.said());
        assertTrue(said(exec).contains("there is no plan to show: what the server would say is not known: " + why));
        assertFalse(Files.exists(place.folder.resolve(".runbook/runs")), "nothing has begun");
    }

    /** Wherever it is: before the first question, between two, in the middle of what helm reads and writes, at the end. */
    @Test
    void a_server_that_goes_away_in_the_middle_is_said_to_and_nothing_else() throws Exception {
        charts();
        try (OperatorSandbox place = new OperatorSandbox(folder, 4);
                EtcdWitness etcd = EtcdWitness.of(place.testbed, folder);
                MeddlingServer server = MeddlingServer.before(place.testbed)) {
            place.helm("install", "app", folder.resolve("1").toString());
            place.operatorHas(server.kubeconfig(folder));
            EtcdWitness.Keys before = etcd.settled();
            Program.Ended whole = place.foresee("update-release.rb", UPDATE);
            assertTrue(whole.said().contains("WILL SUCCEED"), whole.said());
            int all = server.requests();
            for (int after : List.of(all / 5, all / 2, all * 9 / 10)) {
                server.goesAwayAfter(after);
                Program.Ended plan = place.foresee("update-release.rb", UPDATE);
                assertEquals(3, plan.exit(), () -> "after " + after + " of " + all + "\n" + plan.said());
                assertTrue(
                        plan.said().contains("CANNOT BE KNOWN")
                                && plan.said().contains("the API server")
                                && !plan.said().contains("Exception"),
                        plan.said());
            }
            assertEquals(List.of(), etcd.changedSince(before));
        }
    }
}
