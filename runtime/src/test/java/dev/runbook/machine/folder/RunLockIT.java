package dev.runbook.machine.folder;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.runbook.machine.time.SystemClock;
import dev.runbook.run.journal.Entry;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The lock of a folder, between processes that live, end and are killed. */
class RunLockIT {
    @TempDir
    private Path folder = Path.of("");

    private final List<Process> started = new ArrayList<>();

    @AfterEach
    void endAll() {
        started.forEach(Process::destroyForcibly);
    }

    @Test
    void a_second_process_is_told_who_has_it_and_since_when() throws IOException {
        Taker first = new Taker("anna", "bastion");
        assertEquals("taken ", first.said());
        String said = new Taker("ben", "bastion").said();
        assertTrue(
                said.matches("held by anna on bastion \\(process " + first.process.pid()
                        + "\\) since \\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d UTC"),
                said);
        assertEquals(
                Optional.of(first.process.pid()),
                RunLock.holder(folder, "bastion").map(LockOwner::pid));
    }

    @Test
    void an_owner_that_ended_well_leaves_it_free() throws IOException, InterruptedException {
        Taker first = new Taker("anna", "bastion");
        assertEquals("taken ", first.said());
        first.process.getOutputStream().close();
        first.process.waitFor();
        assertEquals(Optional.empty(), RunLock.holder(folder, "bastion"));
        assertEquals("taken ", new Taker("ben", "bastion").said());
    }

    @Test
    void the_lock_of_a_killed_owner_is_taken_over_with_a_line_that_says_so() throws IOException, InterruptedException {
        Taker first = new Taker("anna", "bastion");
        assertEquals("taken ", first.said());
        first.process.destroyForcibly().waitFor();
        assertEquals(Optional.empty(), RunLock.holder(folder, "bastion"));
        String said = new Taker("ben", "bastion").said();
        assertTrue(said.startsWith("taken taken over from anna on bastion (process " + first.process.pid()), said);
        assertTrue(said.endsWith(", which is no longer running"), said);
    }

    @Test
    void another_process_with_the_number_of_the_dead_owner_is_not_the_owner() throws IOException {
        Process other = start(new ProcessBuilder("sleep", "600"));
        write(new LockOwner("anna", "bastion", other.pid(), "1@another-boot", Instant.EPOCH));
        assertTrue(new Taker("ben", "bastion").said().startsWith("taken taken over from anna"));
    }

    @Test
    void without_locks_of_the_system_the_living_owner_that_the_file_names_counts() throws IOException {
        Process other = start(new ProcessBuilder("sleep", "600"));
        write(new LockOwner(
                "anna", "bastion", other.pid(), ProcessStart.of(other.pid()).orElseThrow(), Instant.EPOCH));
        assertTrue(new Taker("ben", "bastion").said().startsWith("held by anna on bastion"));
    }

    @Test
    void an_owner_on_another_machine_cannot_be_judged_from_here() throws IOException {
        write(new LockOwner("anna", "laptop", 1, "1@boot", Instant.EPOCH));
        String said = new Taker("ben", "bastion").said();
        assertTrue(said.contains("cannot be seen from this machine. If it does not, delete " + folder), said);
        assertTrue(RunLock.holder(folder, "bastion").isPresent());
    }

    @Test
    void a_file_without_sense_is_nobodys_lock() throws IOException {
        Files.writeString(folder.resolve("lock"), "since: yesterday\npid: one\n\0\0");
        assertEquals("taken ", new Taker("ben", "bastion").said());
    }

    @Test
    void who_waits_for_it_gets_it_when_it_is_given_back() throws IOException, InterruptedException {
        Taker first = new Taker("anna", "bastion");
        assertEquals("taken ", first.said());
        Thread giving = Thread.ofPlatform().start(() -> {
            try {
                first.process.getOutputStream().close();
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        });
        Entry.OperatorProcess me = new Entry.OperatorProcess(
                "ben", "bastion", ProcessHandle.current().pid(), "/");
        try (RunLock lock = RunLock.await(folder, me, new SystemClock())) {
            assertFalse(lock.takenOver().isPresent());
        }
        giving.join();
    }

    @Test
    void a_folder_without_room_for_a_lock_is_a_clear_failure() {
        Entry.OperatorProcess me = new Entry.OperatorProcess(
                "ben", "bastion", ProcessHandle.current().pid(), "/");
        Path missing = folder.resolve("missing");
        var e = assertThrows(RunFolders.Unusable.class, () -> RunLock.take(missing, me, new SystemClock()));
        assertEquals(
                "The lock " + missing + "/lock cannot be taken: there is no such file or folder. Nothing has been run.",
                e.getMessage());
    }

    private void write(LockOwner owner) throws IOException {
        Files.writeString(folder.resolve("lock"), owner.text());
    }

    private Process start(ProcessBuilder builder) throws IOException {
        Process process = builder.start();
        started.add(process);
        return process;
    }

    /** A process that takes the lock. */
    private final class Taker {
        private final Process process;
        private final BufferedReader output;

        Taker(String user, String host) throws IOException {
            process = start(new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-XX:TieredStopAtLevel=1",
                            "-cp",
                            System.getProperty("java.class.path"),
                            LockTaker.class.getName(),
                            folder.toString(),
                            user,
                            host)
                    .redirectErrorStream(true));
            output = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        }

        String said() throws IOException {
            return String.valueOf(output.readLine());
        }
    }
}
