package dev.runbook.language.program;

import dev.runbook.source.Source;
import java.util.List;

/**
 * A runbook in which every name, type, option and address is right, overlays and includes applied.
 *
 * @param sources every file that it was made of, the one that was asked for first
 */
public record CheckedRunbook(String title, List<Source> sources, List<Input> inputs, List<Task> body) {
    public CheckedRunbook {
        sources = List.copyOf(sources);
        inputs = List.copyOf(inputs);
        body = List.copyOf(body);
    }
}
