package dev.runbook.provider.helm;

import dev.runbook.port.Processes;
import java.util.ArrayList;
import java.util.List;

/** Keeps what helm prints of a change, which is little. */
final class PrintedLines extends Processes.ForwardingOutput {
    private final List<String> lines = new ArrayList<>();

    PrintedLines(Processes.Output next) {
        super(next);
    }

    @Override
    public synchronized void line(Processes.Stream stream, String line) {
        lines.add(line);
        super.line(stream, line);
    }

    synchronized List<String> all() {
        return List.copyOf(lines);
    }
}
