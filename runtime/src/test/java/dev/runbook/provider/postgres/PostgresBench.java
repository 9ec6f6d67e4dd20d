package dev.runbook.provider.postgres;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.runbook.language.failure.Failed;
import dev.runbook.language.failure.Failure;
import dev.runbook.machine.files.DiskFiles;
import dev.runbook.machine.files.FolderWorkspace;
import dev.runbook.machine.time.SystemClock;
import dev.runbook.port.LargeFiles;
import dev.runbook.port.Processes;
import dev.runbook.port.StopRequests;
import dev.runbook.provider.kube.adapter.KubeCluster;
import dev.runbook.provider.postgres.adapter.JdbcDatabases;
import dev.runbook.provider.process.adapter.ExecProcesses;
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
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.stream.Stream;

/** PostgreSQL as runbooks use it, with everything real, in a folder of the test's. */
final class PostgresBench implements AutoCloseable {
    final Path folder;
    final List<String> told = Collections.synchronizedList(new ArrayList<>());
    final ExecProcesses processes;
    private final KubeCluster cluster;
    final PostgresServers postgres;

    PostgresBench(Path folder, StopRequests interruption) {
        this(folder, interruption, System.getenv("PATH"), new DiskFiles());
    }

    /**
     * The same, with what is not as it should be.
     *
     * @param path where programs are looked for
     */
    PostgresBench(Path folder, StopRequests interruption, String path, LargeFiles large) {
        this(folder, interruption, path, large, folder.resolve("no-kubeconfig"));
    }

    /** The same, with a cluster. */
    PostgresBench(Path folder, StopRequests interruption, String path, LargeFiles large, Path kubeconfig) {
        this.folder = folder;
        SystemClock clock = new SystemClock();
        // Nothing of the machine's user may have a part in it.
        Map<String, String> environment = new HashMap<>(Map.of("HOME", folder.toString(), "PATH", path));
        this.cluster = new KubeCluster(Optional.of(kubeconfig.toString()), Optional.empty(), Map.of(), clock);
        this.processes = new ExecProcesses(environment, interruption, clock, Duration.ofSeconds(10), false);
        this.postgres = new PostgresServers(
                new JdbcDatabases(),
                cluster.now(),
                cluster.pods(interruption),
                processes,
                new FolderWorkspace(folder),
                large,
                clock,
                environment);
    }

    Processes.Output output() {
        return (stream, line) -> told.add(line);
    }

    static Dump dump(Conninfo from, String to) {
        return new Dump(ConnectionSpec.directly(from), to, false, false, 1, Dump.Existing.REFUSE, true, true);
    }

    static Restore restore(Conninfo into, String from) {
        return new Restore(ConnectionSpec.directly(into), from, Optional.empty(), false, 1);
    }

    Databases.Server server(Conninfo database) throws InterruptedException {
        return postgres.server(ConnectionSpec.directly(database));
    }

    boolean exists(Conninfo server, String database) throws InterruptedException {
        return postgres.exists(ConnectionSpec.directly(server), database);
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

    /** Of something that was begun and must fail. */
    static Failure failureOf(FutureTask<String> begun) {
        Throwable cause = assertThrows(ExecutionException.class, begun::get).getCause();
        return assertInstanceOf(Failed.class, cause).failure();
    }

    /** The names in the folder, sorted. */
    List<String> files() throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    /** How much of a dump that is under way has been written. */
    long written() throws IOException {
        long bytes = 0;
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file :
                    files.filter(f -> f.toString().endsWith(".partial")).toList()) {
                bytes += Files.size(file);
            }
        }
        return bytes;
    }

    @Override
    public void close() {
        processes.close();
        cluster.close();
    }
}
