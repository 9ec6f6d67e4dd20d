package dev.runbook.postgres;

import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.runbook.adapter.files.DiskFiles;
import dev.runbook.adapter.files.FolderWorkspace;
import dev.runbook.adapter.postgres.JdbcDatabases;
import dev.runbook.adapter.process.ExecProcesses;
import dev.runbook.adapter.time.SystemClock;
import dev.runbook.failure.Failed;
import dev.runbook.failure.Failure;
import dev.runbook.port.Interruption;
import dev.runbook.port.LargeFiles;
import dev.runbook.port.Processes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** PostgreSQL as runbooks use it, with everything real, in a folder of the test's. */
final class Bench implements AutoCloseable {
    final Path folder;
    final List<String> told = Collections.synchronizedList(new ArrayList<>());
    private final ExecProcesses processes;
    final PostgresServers postgres;

    Bench(Path folder, Interruption interruption) {
        this(folder, interruption, System.getenv("PATH"), new DiskFiles());
    }

    /**
     * The same, with what is not as it should be.
     *
     * @param path where programs are looked for
     */
    Bench(Path folder, Interruption interruption, String path, LargeFiles large) {
        this.folder = folder;
        SystemClock clock = new SystemClock();
        // Nothing of the machine's user may have a part in it.
        Map<String, String> environment = new HashMap<>(Map.of("HOME", folder.toString(), "PATH", path));
        this.processes = new ExecProcesses(environment, interruption, clock, Duration.ofSeconds(10), false);
        this.postgres = new PostgresServers(
                new JdbcDatabases(), processes, new FolderWorkspace(folder), large, clock, environment);
    }

    Processes.Output output() {
        return (stream, line) -> told.add(line);
    }

    static Dump dump(Conninfo from, String to) {
        return new Dump(from, to, false, 1, Dump.Existing.REFUSE, true, true);
    }

    static Restore restore(Conninfo into, String from) {
        return new Restore(into, from, Optional.empty(), false, 1);
    }

    String dump(Dump what) throws InterruptedException {
        return postgres.dump(what, output());
    }

    String restore(Restore what) throws InterruptedException {
        return postgres.restore(what, output());
    }

    /** Something that must fail. */
    interface Deed {
        void run() throws InterruptedException, IOException;
    }

    static Failure failure(Deed deed) {
        return assertThrows(Failed.class, deed::run).failure();
    }

    /** The names in the folder, sorted. */
    List<String> files() throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @Override
    public void close() {
        processes.close();
    }
}
