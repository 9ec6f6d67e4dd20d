package dev.runbook.provider.postgres;

import dev.runbook.language.value.SemanticVersion;
import dev.runbook.port.Processes;
import java.io.IOException;
import java.util.List;

/** A {@code pg_dump}, wherever it runs. */
sealed interface Dumper permits LocalDumper, PodDumper {
    SemanticVersion version() throws InterruptedException;

    /**
     * Dumps to a file or folder of this machine.
     *
     * @param options beside those that say where to
     * @param path of the file or folder, which is there and empty
     * @throws IOException when the file cannot be written
     */
    void dump(List<String> options, String path, Processes.Output output) throws IOException, InterruptedException;
}
