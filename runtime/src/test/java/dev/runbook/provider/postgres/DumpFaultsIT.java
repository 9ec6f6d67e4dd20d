package dev.runbook.provider.postgres;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.runbook.language.failure.Failure;
import dev.runbook.language.failure.FailureClass;
import dev.runbook.machine.files.DiskFiles;
import dev.runbook.port.LargeFiles;
import dev.runbook.port.StopRequests.StopRequest;
import dev.runbook.provider.process.adapter.ManualStopRequests;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is left of a dump that does not come to its end: nothing. */
class DumpFaultsIT {
    private static Optional<TestServer> started = Optional.empty();

    @TempDir
    private Path folder = Path.of("");

    @BeforeAll
    static void start() throws IOException {
        started = Optional.of(TestServer.start());
        server().sql("postgres", "create database coder");
        // Nothing that can be compressed, so that the dump takes its time.
        server().sql(
                        "coder",
                        "create table logs (id int, line text)",
                        "insert into logs select g, (select string_agg(md5(random()::text), '') from generate_series(1, 20)"
                                + " where g > 0) from generate_series(1, 60000) g");
    }

    static TestServer server() {
        return started.orElseThrow();
    }

    @AfterAll
    static void stop() {
        started.ifPresent(TestServer::close);
    }

    /** Begins a dump, and goes on when there are bytes of it. */
    private FutureTask<String> begin(PostgresBench bench) throws IOException, InterruptedException {
        FutureTask<String> dumping =
                new FutureTask<>(() -> bench.dump(PostgresBench.dump(server().at("coder"), "coder.dump")));
        Thread.ofVirtual().start(dumping);
        while (bench.written() < 100_000 && !dumping.isDone()) {
            server().sql("postgres", "select pg_sleep(0.01)");
        }
        return dumping;
    }

    @Test
    void a_server_that_goes_in_the_middle_leaves_no_dump() throws IOException, InterruptedException {
        try (PostgresBench bench = new PostgresBench(folder, new ManualStopRequests())) {
            FutureTask<String> dumping = begin(bench);
            server().crash();
            Failure failure = PostgresBench.failureOf(dumping);
            assertEquals(FailureClass.Unreachable, failure.kind(), failure::toString);
            assertTrue(failure.advice().getLast().startsWith("There is no dump"), failure.advice()::toString);
            assertEquals(List.of(), bench.files());
        } finally {
            server().startAgain();
        }
    }

    @Test
    void a_person_who_stops_it_finds_no_half_dump() throws IOException, InterruptedException {
        ManualStopRequests interruption = new ManualStopRequests();
        try (PostgresBench bench = new PostgresBench(folder, interruption)) {
            FutureTask<String> dumping = begin(bench);
            interruption.ask(StopRequest.CLEANLY);
            assertEquals(
                    FailureClass.Cancelled, PostgresBench.failureOf(dumping).kind());
            assertEquals(List.of(), bench.files());
        }
    }

    @Test
    void a_step_that_runs_out_of_time_leaves_no_half_dump_and_no_session() throws Exception {
        try (PostgresBench bench = new PostgresBench(folder, new ManualStopRequests())) {
            FutureTask<String> dumping = begin(bench);
            // The step's limit interrupts the thread that works for it.
            dumping.cancel(true);
            while (!bench.files().isEmpty()) {
                server().sql("postgres", "select pg_sleep(0.01)");
            }
            while (!server().sql("postgres", "select count(*) from pg_stat_activity where datname = 'coder'")
                    .equals("0")) {
                server().sql("postgres", "select pg_sleep(0.01)");
            }
        }
    }

    @Test
    void a_disk_that_becomes_full_leaves_no_dump() throws IOException {
        Path programs = Files.createDirectory(folder.resolve("programs"));
        String limited = """
                #!/bin/sh
                PATH=${PATH#*:}
                trap '' XFSZ
                [ "$1" = --version ] || ulimit -f 200
                exec pg_dump "$@"
                """;
        Files.writeString(programs.resolve("pg_dump"), limited);
        Files.setPosixFilePermissions(programs.resolve("pg_dump"), PosixFilePermissions.fromString("rwx------"));
        try (PostgresBench bench = new PostgresBench(
                folder, new ManualStopRequests(), programs + ":" + System.getenv("PATH"), new DiskFiles())) {
            Failure failure =
                    PostgresBench.failure(() -> bench.dump(PostgresBench.dump(server().at("coder"), "coder.dump")));
            assertTrue(failure.summary().contains("could not write"), failure::summary);
            assertEquals(List.of("programs"), bench.files());
        }
    }

    @Test
    void a_disk_without_room_is_told_of_before_anything_is_written() throws IOException {
        LargeFiles full = new LimitedDisk(new DiskFiles(), 1_000_000, Long.MAX_VALUE);
        try (PostgresBench bench = new PostgresBench(folder, new ManualStopRequests(), System.getenv("PATH"), full)) {
            Failure failure =
                    PostgresBench.failure(() -> bench.dump(PostgresBench.dump(server().at("coder"), "coder.dump")));
            assertTrue(failure.summary().startsWith("there may not be room for coder.dump: the tables have"));
            assertTrue(failure.summary().endsWith("and 1.00 MB are free"), failure::summary);
            assertEquals(List.of(), bench.files());
        }
    }

    @Test
    void what_a_killed_run_has_left_is_named_and_stays() throws IOException, InterruptedException {
        Files.writeString(folder.resolve("coder.dump.1.partial"), "half");
        try (PostgresBench bench = new PostgresBench(folder, new ManualStopRequests())) {
            bench.dump(PostgresBench.dump(server().at("coder"), "coder.dump"));
            assertTrue(bench.told.getFirst().startsWith("coder.dump.1.partial is what an earlier run has left"));
            assertEquals(List.of("coder.dump", "coder.dump.1.partial", "coder.dump.manifest.json"), bench.files());
        }
    }
}
