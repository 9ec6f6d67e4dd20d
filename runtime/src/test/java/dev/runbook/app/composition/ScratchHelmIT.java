package dev.runbook.app.composition;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.runbook.Prerequisite;
import dev.runbook.language.failure.FailureClass;
import dev.runbook.machine.time.SystemClock;
import dev.runbook.port.Processes;
import dev.runbook.port.StopRequests;
import dev.runbook.provider.Call;
import dev.runbook.provider.Calls;
import dev.runbook.provider.Outcome;
import dev.runbook.provider.helm.Helm;
import dev.runbook.provider.process.adapter.ExecProcesses;
import dev.runbook.rehearsal.chart.ChartRepository;
import dev.runbook.rehearsal.chart.ChartSource;
import dev.runbook.rehearsal.helm.BundledHelm;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real helm in a private copy of a user's home: it sees what a run would see, and the home stays as it was. */
class ScratchHelmIT {
    @TempDir
    Path home;

    private final ExecProcesses processes =
            new ExecProcesses(System.getenv(), StopRequests.NONE, new SystemClock(), Duration.ofSeconds(5), false);

    private Helm.Settings settings;

    @BeforeEach
    void findHelm() throws IOException {
        Prerequisite.BUNDLED_HELM.orSkip();
        settings = new Helm.Settings(
                BundledHelm.unpack(Path.of("target", "helm")).toString(),
                Optional.empty(),
                Optional.empty(),
                Map.of(
                        "HELM_CONFIG_HOME", home.resolve("config").toString(),
                        "HELM_CACHE_HOME", home.resolve("cache").toString(),
                        "HELM_DATA_HOME", home.resolve("data").toString()));
    }

    @AfterEach
    void endHelm() {
        processes.close();
    }

    @Test
    void what_was_published_since_is_seen_and_the_users_home_stays_as_it_was() throws Exception {
        try (ChartRepository old = ChartRepository.start(ChartSource.coder(), List.of("1.15.0"))) {
            user("repo", "add", "coder", old.url().toString(), "--username=me", "--password=secret");
        }
        try (ChartRepository now = ChartRepository.start(ChartSource.coder(), List.of("1.15.0", "1.16.1"))) {
            Path list = home.resolve("config/repositories.yaml");
            Files.writeString(list, Files.readString(list).replaceFirst("url: .*", "url: " + now.url()));
            Map<String, String> before = files();
            Path copy;
            try (ScratchHelm scratch = ScratchHelm.open(processes, settings)) {
                copy = Path.of(scratch.helm().settings().environment().get("HELM_REPOSITORY_CONFIG"));
                assertTrue(Files.readString(copy).contains("password: secret"));
                assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(copy)));
                assertEquals(
                        "1.15.0",
                        scratch.helm().chart("coder/coder", Optional.empty()).version());
                assertInstanceOf(Outcome.Done.class, scratch.preview(refresh()).orElseThrow());
                assertEquals(
                        "1.16.1",
                        scratch.helm().chart("coder/coder", Optional.empty()).version());
            }
            assertEquals(before, files());
            assertFalse(Files.exists(copy));
        }
    }

    @Test
    void a_repository_that_does_not_answer_is_found_out_in_time() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
                ScratchHelm scratch = ScratchHelm.open(processes, settings)) {
            String url = "http://127.0.0.1:" + silent.getLocalPort();
            Outcome outcome = scratch.preview(new Calls("v3.14.4").call("helm.repo_add", Calls.texts("coder", url)))
                    .orElseThrow();
            FailureClass kind =
                    assertInstanceOf(Outcome.NotDone.class, outcome).failure().kind();
            assertTrue(List.of(FailureClass.Timeout, FailureClass.Unreachable).contains(kind), kind::name);
        }
        assertEquals(Map.of(), files());
    }

    @Test
    void what_changes_more_than_helms_own_notes_is_not_done() throws Exception {
        try (ScratchHelm scratch = ScratchHelm.open(processes, settings)) {
            Calls calls = new Calls("v3.14.4");
            assertEquals(Optional.empty(), scratch.preview(calls.call("helm.uninstall", Calls.texts("coder"))));
            assertEquals(Optional.empty(), scratch.preview(calls.call("file.delete", Calls.texts("x"))));
            assertEquals(List.of(), calls.helm.commands());
        }
    }

    private static Call refresh() {
        return new Calls("v3.14.4").call("helm.repo_update", Calls.texts("coder"));
    }

    private void user(String... arguments) throws InterruptedException {
        List<String> command = Stream.concat(Stream.of(settings.executable()), Stream.of(arguments))
                .toList();
        Processes.Result result = processes.run(
                new Processes.Request(command, settings.environment(), Optional.of(Duration.ofSeconds(20))),
                Processes.Output.NONE);
        assertTrue(result.ok(), result.err());
    }

    /** Every file of the user's home, with what is in it and when it was written. */
    private Map<String, String> files() throws IOException {
        Map<String, String> found = new TreeMap<>();
        try (Stream<Path> paths = Files.walk(home)) {
            for (Path path : paths.filter(Files::isRegularFile).toList()) {
                found.put(path.toString(), Files.getLastModifiedTime(path) + " " + Files.readString(path));
            }
        }
        return found;
    }
}
