package dev.runbook.rehearse;

import dev.runbook.port.Processes;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Programs as they are, but for helm's own time limits, which a rehearsal shortens. */
record ShortHelm(Processes processes, Duration limit) implements Processes {
    private static final String FLAG = "--timeout=";

    @Override
    public Result run(Request request, Output output) throws InterruptedException {
        List<String> arguments = request.arguments().stream()
                .map(a -> a.startsWith(FLAG) ? FLAG + limit.toSeconds() + "s" : a)
                .toList();
        return processes.run(new Request(arguments, request.environment(), request.limit()), output);
    }

    @Override
    public Optional<String> find(String program) {
        return processes.find(program);
    }
}
