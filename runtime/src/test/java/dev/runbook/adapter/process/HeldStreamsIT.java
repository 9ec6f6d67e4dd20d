package dev.runbook.adapter.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.runbook.adapter.kube.Testbed;
import dev.runbook.adapter.time.SystemClock;
import dev.runbook.port.Processes;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A program that must not die with the process that reads what it says. */
class HeldStreamsIT {
    @TempDir
    private Path folder = Path.of("");

    private void killTheReaderOf(String says) throws Exception {
        assumeTrue(Files.isDirectory(Path.of("/proc/self/fd")), "there is no /proc");
        String script =
                "cd '%s'; touch begun; while [ ! -e go ]; do sleep 0.05; done; %s; touch ended".formatted(folder, says);
        Process reader = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        LeavingAlone.class.getName(),
                        script)
                .inheritIO()
                .start();
        awaitFile("begun");
        reader.destroyForcibly().waitFor();
        try (ExecProcesses next = new ExecProcesses(
                System.getenv(), new SwitchedInterruption(), new SystemClock(), Duration.ofSeconds(5), false)) {
            List<Processes.Running> left = next.adopt(reader.pid());
            assertEquals(1, left.size());
            Files.createFile(folder.resolve("go"));
            awaitFile("ended");
        }
    }

    private void awaitFile(String name) throws InterruptedException {
        Testbed.eventually(Duration.ofSeconds(30), name, () -> Files.exists(folder.resolve(name)));
    }

    @Test
    void it_may_say_something_when_nobody_listens_any_longer() throws Exception {
        killTheReaderOf("echo 'a line'; echo 'a warning' >&2");
    }

    @Test
    void who_takes_it_over_lets_it_say_more_than_a_pipe_holds() throws Exception {
        killTheReaderOf("head -c 300000 /dev/zero; head -c 300000 /dev/zero >&2");
    }
}
