package dev.runbook.provider.process.adapter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.runbook.machine.time.SystemClock;
import dev.runbook.port.Processes;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What programs leave in the background ends with the run. */
@Timeout(60)
class BackgroundProgramsTest {
    private final ExecProcesses processes = new ExecProcesses(
            Map.of("PATH", "/usr/bin:/bin"), new ManualStopRequests(), new SystemClock(), Duration.ofSeconds(2), false);

    /** What is done with the lines does not matter here; without anybody who takes them, nothing would be asked of the system. */
    private final Processes.Output output = (stream, line) -> {};

    @AfterEach
    void endEverything() {
        processes.close();
    }

    @Test
    void whatForgetsWhoStartedItEndsWithTheRunAllTheSame() throws Exception {
        Processes.Result result =
                processes.run(Processes.Request.of(List.of("sh", "-c", "env -i sleep 300 & echo $!")), output);
        long pid = Long.parseLong(result.out().strip());
        processes.close();
        ExecProcessesTest.awaitGone(pid);
    }

    @Test
    void whatHoldsTheOutputOpenInTheBackgroundHoldsNothingUpAndEndsWithTheRun() throws Exception {
        Processes.Result result =
                processes.run(Processes.Request.of(List.of("sh", "-c", "sleep 300 & echo $!")), output);
        assertTrue(result.ok());
        assertTrue(result.took().compareTo(Duration.ofSeconds(10)) < 0);
        long pid = Long.parseLong(result.out().strip());
        assertTrue(ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false));
        processes.close();
        ExecProcessesTest.awaitGone(pid);
    }

    @Test
    void whatWentIntoTheBackgroundEndsWithTheRun() throws Exception {
        Processes.Result result = processes.run(
                Processes.Request.of(List.of("sh", "-c", "setsid sleep 300 > /dev/null 2>&1 & echo $!")), output);
        long pid = Long.parseLong(result.out().strip());
        assertTrue(ProcessHandle.of(pid).isPresent());
        processes.close();
        ExecProcessesTest.awaitGone(pid);
    }

    @Test
    void whatAProcessThatDiedHasLeftIsTakenOverAndEndsWithTheRun() throws Exception {
        long dead = Long.MAX_VALUE;
        ProcessBuilder builder = new ProcessBuilder("setsid", "sh", "-c", "sleep 300 > /dev/null & echo $!; wait");
        builder.environment().put(BackgroundPrograms.MARK, dead + "-1");
        Process program = builder.start();
        long inside = Long.parseLong(program.inputReader().readLine());
        assertEquals(
                List.of(program.pid()),
                processes.adopt(dead).stream().map(Processes.Running::pid).toList());
        assertTrue(processes.adopt(dead).stream().allMatch(left -> processes.runs(left.pid(), left.started())));
        processes.close();
        ExecProcessesTest.awaitGone(program.pid());
        ExecProcessesTest.awaitGone(inside);
    }
}
