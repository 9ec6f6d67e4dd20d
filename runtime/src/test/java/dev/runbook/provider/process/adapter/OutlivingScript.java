package dev.runbook.provider.process.adapter;

import dev.runbook.machine.time.SystemClock;
import dev.runbook.port.Processes;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A process of its own that runs a script which must not die with it. */
final class OutlivingScript {
    private OutlivingScript() {}

    /** Runs the script that is given. */
    public static void main(String[] arguments) throws InterruptedException {
        try (ExecProcesses processes = new ExecProcesses(
                System.getenv(), new ManualStopRequests(), new SystemClock(), Duration.ofSeconds(5), false)) {
            processes.run(
                    new Processes.Request(
                            List.of("sh", "-c", arguments[0]),
                            Map.of(),
                            Optional.empty(),
                            Processes.Stopping.LEFT_ALONE,
                            Optional.empty()),
                    Processes.Output.NONE);
        }
    }
}
