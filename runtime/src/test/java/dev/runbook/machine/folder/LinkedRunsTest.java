package dev.runbook.machine.folder;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.runbook.run.journal.Entry;
import dev.runbook.run.journal.JournalEnd;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A folder of runs that came with somebody else's files: what its links lead to stays as it is. */
class LinkedRunsTest {
    private static final Entry.OperatorProcess ME =
            new Entry.OperatorProcess("ben", "bastion", ProcessHandle.current().pid(), "/");

    @TempDir
    Path work = Path.of("");

    private Path runs = Path.of("");
    private Path precious = Path.of("");

    @BeforeEach
    void something_precious() throws IOException {
        runs = Files.createDirectories(work.resolve(".runbook/runs"));
        precious = Files.writeString(work.resolve("precious"), "keep");
    }

    private RunFolders folders() {
        return new RunFolders(runs, work, FixedClock.MORNING, new Random(1));
    }

    private String begun() throws IOException {
        try (DiskRun run = folders().begin(new RunFolders.Beginning("x.rb", Map.of()))) {
            run.journal().append(new Entry.Noted("", "", "hello"));
            return run.id();
        }
    }

    private void assertRefused(org.junit.jupiter.api.function.Executable doing, String why) throws IOException {
        RunFolders.Unusable refused = assertThrows(RunFolders.Unusable.class, doing);
        assertTrue(String.valueOf(refused.getMessage()).contains(why), refused::getMessage);
        assertEquals("keep", Files.readString(precious));
    }

    @Test
    void the_lock_of_all_runs() throws IOException {
        Files.createSymbolicLink(runs.resolve("lock"), precious);
        assertRefused(() -> folders().turn(ME), "it is a link to " + precious);
        assertEquals(
                Optional.of("the lock of the folder of runs " + runs + " is a link."),
                folders().objection());
    }

    @Test
    void the_lock_of_one_run() throws IOException {
        Path run = folders().folder(begun());
        Files.createSymbolicLink(run.resolve("lock"), precious);
        assertRefused(() -> RunLock.take(run, ME, FixedClock.MORNING), "it is a link to " + precious);
        assertEquals(Optional.empty(), RunLock.holder(run, "bastion"));
    }

    @Test
    void a_journal() throws IOException {
        String run = begun();
        JournalEnd end = folders().read(run).end();
        Path journal = Path.of(folders().journalPath(run));
        Files.move(journal, work.resolve("journal"));
        Files.createSymbolicLink(journal, work.resolve("journal"));
        assertRefused(() -> folders().read(run), "it is a link to " + work.resolve("journal"));
        assertRefused(() -> folders().goOn(run, end), "it is a link to " + work.resolve("journal"));
    }

    @Test
    void the_folder_of_all_runs_or_one_above_it() throws IOException {
        Path real = Files.move(work.resolve(".runbook"), work.resolve("real"));
        Files.createSymbolicLink(work.resolve(".runbook"), real);
        assertRefused(() -> folders().turn(ME), work.resolve(".runbook") + " is a link to " + real);
    }

    @Test
    void the_folder_of_one_run_or_one_inside_it() throws IOException {
        String run = begun();
        JournalEnd end = folders().read(run).end();
        Path output = folders().folder(run).resolve("output");
        Files.delete(output);
        Files.createSymbolicLink(output, Files.createDirectory(work.resolve("outputs")));
        assertRefused(() -> folders().goOn(run, end), output + " is a link to ");
    }

    @Test
    void a_folder_that_others_may_write_or_that_an_operator_named() throws IOException {
        Files.setPosixFilePermissions(runs, PosixFilePermissions.fromString("rwxrwxr-x"));
        assertRefused(() -> folders().turn(ME), "chmod go-w " + runs);
        Path elsewhere = Files.createSymbolicLink(work.resolve("elsewhere"), work);
        runs = elsewhere;
        assertRefused(
                () -> new RunFolders(elsewhere, runs.resolve("x"), FixedClock.MORNING, new Random(1)).turn(ME),
                "is a link to");
    }

    @Test
    void a_copy_that_a_journal_names_is_one_of_its_run() throws IOException {
        String run = begun();
        JournalEnd end = folders().read(run).end();
        Files.createSymbolicLink(folders().folder(run).resolve("files/values.yml"), precious);
        try (DiskRun resumed = folders().goOn(run, end)) {
            for (String copy :
                    new String[] {"../../../precious", "files/../journal.jsonl", "files/values.yml", "/etc/passwd"}) {
                assertThrows(IOException.class, () -> resumed.kept(copy), copy);
            }
        }
    }

    @Test
    void a_copy_that_was_cut_short_is_not_in_the_way() throws IOException {
        String run = begun();
        JournalEnd end = folders().read(run).end();
        Files.writeString(folders().folder(run).resolve("files/.precious.half"), "ke");
        try (DiskRun resumed = folders().goOn(run, end)) {
            assertEquals(4, resumed.keep("precious").bytes());
        }
    }
}
