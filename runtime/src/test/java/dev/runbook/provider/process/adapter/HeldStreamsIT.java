package dev.runbook.provider.process.adapter;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.runbook.Prerequisite;
import dev.runbook.machine.time.SystemClock;
import dev.runbook.port.Processes;
import dev.runbook.port.StopRequests;
import dev.runbook.provider.kube.adapter.Testbed;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A program that must not die with the process that reads what it says. */
class HeldStreamsIT {
    @TempDir
    private Path folder = Path.of("");

    private long killTheReader(String says) throws Exception {
        Prerequisite.PROC.orSkip();
        String script =
                "cd '%s'; touch begun; while [ ! -e go ]; do sleep 0.05; done; %s; touch ended".formatted(folder, says);
        Process reader = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        OutlivingScript.class.getName(),
                        script)
                .inheritIO()
                .start();
        awaitFile("begun");
        reader.destroyForcibly().waitFor();
        return reader.pid();
    }

    private ExecProcesses next(ManualStopRequests interruption) {
        return new ExecProcesses(System.getenv(), interruption, new SystemClock(), Duration.ofSeconds(5), false);
    }

    private void awaitFile(String name) throws InterruptedException {
        Testbed.eventually(Duration.ofSeconds(30), name, () -> Files.exists(folder.resolve(name)));
    }

    private void goOn() throws Exception {
        Files.createFile(folder.resolve("go"));
        awaitFile("ended");
    }

    @Test
    void it_may_say_something_when_nobody_listens_any_longer() throws Exception {
        killTheReader("echo 'a line'; echo 'a warning' >&2");
        goOn();
    }

    @Test
    void who_takes_it_over_lets_it_say_more_than_a_pipe_holds() throws Exception {
        long reader = killTheReader("head -c 300000 /dev/zero; head -c 300000 /dev/zero >&2");
        try (ExecProcesses next = next(new ManualStopRequests())) {
            assertEquals(1, next.adopt(reader).size());
            goOn();
        }
    }

    @Test
    void who_takes_it_over_and_stops_waiting_for_it_leaves_it_alone() throws Exception {
        long reader = killTheReader("sleep 0.1");
        ManualStopRequests interruption = new ManualStopRequests();
        try (ExecProcesses next = next(interruption)) {
            next.adopt(reader);
            interruption.ask(StopRequests.StopRequest.CLEANLY);
        }
        goOn();
    }

    @Test
    void a_person_who_wants_the_end_now_has_it_killed() throws Exception {
        long reader = killTheReader("true");
        ManualStopRequests interruption = new ManualStopRequests();
        Processes.Running left;
        try (ExecProcesses next = next(interruption)) {
            left = next.adopt(reader).getFirst();
            interruption.ask(StopRequests.StopRequest.NOW);
        }
        try (ExecProcesses next = next(new ManualStopRequests())) {
            Testbed.eventually(Duration.ofSeconds(30), "it is gone", () -> !next.runs(left.pid(), left.started()));
        }
    }
}
