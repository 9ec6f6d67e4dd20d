package dev.runbook.provider.kube.adapter;

import dev.runbook.KillCommand;
import dev.runbook.json.Json;
import dev.runbook.machine.time.SystemClock;
import dev.runbook.port.KubeObject;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/** The processes of a control plane that {@code testbed/up} has started, to be taken away and brought back. */
public final class ControlPlane {
    private static final Path SCRIPTS = Path.of("..", "testbed");

    private final Path state;

    private ControlPlane(Path state) {
        this.state = state;
    }

    /** Skips the test on a cluster that the testbed has not made: nobody else's server is ended here. */
    public static ControlPlane of(Testbed testbed) {
        Path state = testbed.kubeconfig.toAbsolutePath().resolveSibling("");
        Assumptions.assumeTrue(
                Files.exists(state.resolve("made-by-testbed")),
                "the cluster of TESTBED_KUBECONFIG was not started by testbed/up");
        return new ControlPlane(state);
    }

    /** Ends the API server. */
    public void takeAway() throws IOException, InterruptedException {
        script("down", "kube-apiserver");
    }

    /** Starts what was ended, with the same address and data. */
    public void bringBack() throws IOException, InterruptedException {
        script("up");
    }

    /** The API server's process stops where it is: connections stay, and nothing is answered. */
    public void freeze() throws IOException, InterruptedException {
        KillCommand.send("STOP", pid());
    }

    public void thaw() throws IOException, InterruptedException {
        KillCommand.send("CONT", pid());
    }

    private long pid() throws IOException {
        return Long.parseLong(
                Files.readString(state.resolve("kube-apiserver.pid")).split(" ", 2)[0]);
    }

    /** Has etcd forget everything but the newest revision, so that no watch can go on from an older one. */
    public void compact() throws IOException {
        String ports = Files.readString(state.resolve("ports"));
        String port = ports.replaceAll("(?s).*\\betcd_port=(\\d+).*", "$1");
        String text = Files.readString(state.resolve("kubeconfig"));
        Path config = Files.createTempFile("etcd", ".kubeconfig");
        try {
            Files.writeString(
                    config,
                    text.replaceAll("server: https://127\\.0\\.0\\.1:\\d+", "server: https://127.0.0.1:" + port));
            try (Transport etcd = new Transport(
                    Kubeconfig.resolve(Optional.of(config.toString()), Optional.empty(), Map.of()),
                    new SystemClock())) {
                // Keys and values are in base64: a slash is enough to be told the revision.
                Transport.HttpReply range = UninterruptedCluster.ask(
                        () -> etcd.send("POST", "/v3/kv/range", "application/json", "{\"key\":\"Lw==\"}"));
                String revision = new KubeObject(Json.object(range.body()))
                        .text("header", "revision")
                        .orElseThrow(() -> new AssertionError(range.body()));
                String compaction = Json.line(Map.of("revision", revision, "physical", true));
                Transport.HttpReply reply = UninterruptedCluster.ask(
                        () -> etcd.send("POST", "/v3/kv/compaction", "application/json", compaction));
                Assertions.assertEquals(200, reply.status(), reply.body());
            }
        } finally {
            Files.delete(config);
        }
    }

    private void script(String name, String... arguments) throws IOException, InterruptedException {
        String[] command = new String[arguments.length + 1];
        command[0] = SCRIPTS.resolve(name).toString();
        System.arraycopy(arguments, 0, command, 1, arguments.length);
        run(Map.of("TESTBED_STATE", state.toString()), command);
    }

    private static void run(Map<String, String> environment, String... command)
            throws IOException, InterruptedException {
        // Into a file: what a script starts keeps its output open for as long as it lives.
        File output = File.createTempFile("testbed", ".txt");
        ProcessBuilder builder =
                new ProcessBuilder(List.of(command)).redirectErrorStream(true).redirectOutput(output);
        builder.environment().putAll(environment);
        Process process = builder.start();
        boolean ended = process.waitFor(90, TimeUnit.SECONDS);
        String said = Files.readString(output.toPath(), StandardCharsets.UTF_8);
        Files.delete(output.toPath());
        Assertions.assertTrue(ended && process.exitValue() == 0, () -> String.join(" ", command) + "\n" + said);
    }
}
