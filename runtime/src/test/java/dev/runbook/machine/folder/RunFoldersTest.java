package dev.runbook.machine.folder;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.runbook.port.Processes;
import dev.runbook.port.StopRequests.StopRequest;
import dev.runbook.run.journal.Entry;
import dev.runbook.run.journal.Journal;
import dev.runbook.run.journal.Recorded;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunFoldersTest {
    private static final Entry NOTE = new Entry.Noted("", "", "hello");

    @TempDir
    Path work = Path.of("");

    private RunFolders folders = new RunFolders(work, work, FixedClock.MORNING, new Random(1));

    @BeforeEach
    void place() {
        folders = new RunFolders(work.resolve(".runbook/runs"), work, FixedClock.MORNING, new Random(1));
    }

    @Test
    void a_runs_name_sorts_by_time_and_names_the_runbook() {
        String id = begin("runbooks/update-coder.rb").id();
        assertTrue(id.matches("20261123-093502-update-coder-[0-9a-f]{4}"), id);
    }

    @Test
    void many_that_begin_at_once_where_there_is_no_folder_yet_have_one_each() throws Exception {
        for (int round = 0; round < 20; round++) {
            Path place = work.resolve("round-" + round).resolve("kept/runs");
            CountDownLatch together = new CountDownLatch(1);
            try (ExecutorService people = Executors.newFixedThreadPool(4)) {
                List<Future<String>> begun = IntStream.range(0, 4)
                        .mapToObj(seed -> people.submit(() -> {
                            together.await();
                            RunFolders own = new RunFolders(place, work, FixedClock.MORNING, new Random(seed));
                            return own.begin(beginning("a.rb")).id();
                        }))
                        .toList();
                together.countDown();
                Set<String> names = new HashSet<>();
                for (Future<String> one : begun) {
                    names.add(one.get());
                }
                assertEquals(4, names.size());
            }
        }
    }

    @Test
    void runs_keep_their_order_when_the_clock_jumps_an_hour_back() {
        begin("a.rb").journal().append(NOTE);
        FixedClock earlier = new FixedClock(FixedClock.MORNING.now().minus(Duration.ofHours(1)));
        RunFolders later = new RunFolders(work.resolve(".runbook/runs"), work, earlier, new Random(1));
        List<String> begun = new ArrayList<>(folders.names());
        for (String name : List.of("b.rb", "c.rb")) {
            DiskRun run = later.begin(beginning(name));
            run.journal().append(NOTE);
            begun.add(run.id());
        }
        assertEquals(begun, later.names());
        assertEquals(List.of(begun.getLast()), later.matching("last"));
        assertTrue(begun.getLast().startsWith("20261123-0935"), begun.getLast());
    }

    @Test
    void a_strange_name_of_a_runbook_makes_a_plain_folder() {
        assertTrue(begin("../../etc/$(id) 🚀 é.rb").id().matches("20261123-093502-id-[0-9a-f]{4}"));
        assertTrue(begin("🚀.rb").id().matches("20261123-093502-runbook-[0-9a-f]{4}"));
    }

    @Test
    void two_runs_of_the_same_second_get_two_folders() {
        for (int i = 0; i < 300; i++) {
            begin("x.rb");
        }
        try (Stream<Path> made = Files.list(work.resolve(".runbook/runs"))) {
            assertEquals(300, made.filter(Files::isDirectory).count());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void what_a_run_has_left_that_died_before_its_first_fact_is_cleared_away() throws Exception {
        Entry.OperatorProcess me = new Entry.OperatorProcess(
                "ben", "bastion", ProcessHandle.current().pid(), "/");
        String died = begin("died.rb").id();
        String works = begin("works.rb").id();
        DiskRun running = begin("begun.rb");
        running.journal().append(NOTE);
        String begun = running.id();
        Path mine = Files.createDirectory(work.resolve(".runbook/runs/my-notes"));
        try (RunLock _ = RunLock.take(folders.folder(works), me, FixedClock.MORNING);
                RunLock _ = folders.turn(me)) {
            assertFalse(Files.exists(folders.folder(died)));
            assertTrue(Files.exists(folders.folder(works)));
            assertTrue(Files.exists(folders.folder(begun)));
            assertTrue(Files.exists(mine));
        }
        assertEquals("", Files.readString(work.resolve(".runbook/runs/lock")));
    }

    @Test
    void an_older_version_made_no_mark_and_what_its_run_has_left_is_cleared_away_unless_a_program_had_printed()
            throws Exception {
        Entry.OperatorProcess me = new Entry.OperatorProcess(
                "ben", "bastion", ProcessHandle.current().pid(), "/");
        DiskRun died = begin("died.rb");
        DiskRun emptied = begin("emptied.rb");
        for (DiskRun run : List.of(died, emptied)) {
            Files.delete(folders.folder(run.id()).resolve("beginning"));
        }
        emptied.openOutput("run").close();
        DiskRun begun = begin("begun.rb");
        begun.journal().append(NOTE);
        Files.write(Path.of(begun.journalPath()), new byte[0]);
        assertEquals(Set.of(emptied.id(), begun.id()), Set.copyOf(folders.names()));
        try (RunLock _ = folders.turn(me)) {
            assertFalse(Files.exists(folders.folder(died.id())));
            assertTrue(Files.exists(folders.folder(begun.id())));
            assertTrue(Files.exists(folders.folder(emptied.id())));
        }
    }

    @Test
    void only_the_owner_can_read_what_a_run_keeps() throws IOException {
        Files.writeString(work.resolve("values.yml"), "password: x\n");
        DiskRun run = begin("update-coder.rb");
        run.journal().append(NOTE);
        run.keep("values.yml");
        run.openOutput("helm.upgrade").close();
        try (Stream<Path> all = Files.walk(work.resolve(".runbook"))) {
            for (Path path : all.toList()) {
                String expected = Files.isDirectory(path) ? "rwx------" : "rw-------";
                assertEquals(
                        expected, PosixFilePermissions.toString(Files.getPosixFilePermissions(path)), path.toString());
            }
        }
    }

    @Test
    void the_sources_are_kept_whatever_their_paths_are() throws IOException {
        DiskRun run = folders.begin(new RunFolders.Beginning(
                "a.rb", Map.of("a/x.rb", "one", "b/x.rb", "two", "../../../.bashrc", "three", "C:\\y.rb", "four")));
        try (Stream<Path> sources = Files.list(Path.of(run.path()).resolve("sources"))) {
            assertEquals(
                    List.of("bashrc", "x-2.rb", "x.rb", "y.rb"),
                    sources.map(p -> p.getFileName().toString()).sorted().toList());
        }
    }

    @Test
    void a_place_that_cannot_be_made_is_a_clear_failure_that_leaves_nothing() throws IOException {
        Path file = Files.writeString(work.resolve("file"), "");
        RunFolders blocked = new RunFolders(file.resolve("runs"), work, FixedClock.MORNING, new Random(1));
        var e = assertThrows(RunFolders.Unusable.class, () -> blocked.begin(beginning("x.rb")));
        assertEquals(
                "the folder of the run cannot be created in " + file + "/runs: a file of that name already exists."
                        + " Nothing has been run. Name a folder that can be written with --runs.",
                e.getMessage());
    }

    @Test
    void a_run_that_never_wrote_a_fact_did_not_begin() {
        begin("x.rb");
        assertEquals(List.of(), folders.names());
    }

    @Test
    void when_the_first_fact_cannot_be_written_no_folder_is_left() throws IOException {
        DiskRun run = begin("x.rb");
        run.close();
        var e = assertThrows(RunFolders.Unusable.class, () -> run.journal().append(NOTE));
        assertTrue(String.valueOf(e.getMessage()).contains("Nothing has been run."), e.getMessage());
        assertFalse(Files.exists(Path.of(run.path())));
    }

    @Test
    void after_a_fact_was_lost_none_is_taken() throws IOException {
        DiskRun run = begin("x.rb");
        run.journal().append(NOTE);
        run.close();
        assertThrows(Journal.JournalLost.class, () -> run.journal().append(NOTE));
        assertThrows(Journal.JournalLost.class, () -> run.journal().append(NOTE));
        assertEquals(1, folders.read(run.id()).records().size());
    }

    @Test
    void facts_come_back_with_their_numbers_and_times() {
        DiskRun run = begin("x.rb");
        run.journal().append(NOTE);
        run.journal().append(new Entry.Interrupted(StopRequest.CLEANLY));
        Instant time = Instant.parse("2026-11-23T09:35:02.123Z");
        assertEquals(
                List.of(new Recorded(1, time, NOTE), new Recorded(2, time, new Entry.Interrupted(StopRequest.CLEANLY))),
                folders.read(run.id()).records());
    }

    @Test
    void an_interrupted_thread_can_still_write_its_facts() {
        DiskRun run = begin("x.rb");
        Thread.currentThread().interrupt();
        run.journal().append(NOTE);
        run.journal().append(new Entry.Answered("s", "t", true, "anna"));
        assertTrue(Thread.interrupted());
        assertEquals(2, folders.read(run.id()).records().size());
    }

    @Test
    void a_run_is_found_by_its_name_its_end_or_as_the_last() {
        DiskRun first = begin("update-release.rb");
        folders = new RunFolders(
                work.resolve(".runbook/runs"),
                work,
                new FixedClock(FixedClock.MORNING.now().plusMillis(200)),
                new Random(1));
        DiskRun second = begin("update-coder.rb");
        first.journal().append(NOTE);
        second.journal().append(NOTE);
        assertEquals(List.of(first.id()), folders.matching(first.id()));
        assertEquals(
                List.of(first.id()),
                folders.matching(first.id().substring(first.id().length() - 4)));
        assertEquals(List.of(second.id()), folders.matching("last"));
        assertEquals(List.of(first.id(), second.id()), folders.names());
        assertEquals(2, folders.matching("20261123").size());
        assertEquals(List.of(), folders.matching("nothing"));
    }

    @Test
    void a_kept_file_is_copied_with_its_checksum_and_a_second_one_does_not_replace_it() throws IOException {
        Files.writeString(work.resolve("current-values.yml"), "a: 1\n");
        DiskRun run = begin("x.rb");
        var first = run.keep("current-values.yml");
        Files.writeString(work.resolve("current-values.yml"), "a: 2\n");
        var second = run.keep(work.resolve("current-values.yml").toString());
        assertEquals("files/current-values.yml", first.copy());
        assertEquals("files/current-values-2.yml", second.copy());
        assertEquals(5, first.bytes());
        assertEquals(64, first.sha256().length());
        assertEquals("a: 1\n", Files.readString(Path.of(run.path()).resolve(first.copy())));
    }

    @Test
    void a_file_that_cannot_be_kept_leaves_no_half() throws IOException {
        DiskRun run = begin("x.rb");
        var e = assertThrows(IOException.class, () -> run.keep("missing.yml"));
        assertTrue(String.valueOf(e.getMessage()).contains("there is no such file or folder"), e.getMessage());
        try (Stream<Path> files = Files.list(Path.of(run.path()).resolve("files"))) {
            assertEquals(0, files.count());
        }
    }

    @Test
    void outputs_are_numbered_in_the_order_they_are_opened() throws IOException {
        DiskRun run = begin("x.rb");
        try (var first = run.openOutput("helm.upgrade");
                var second = run.openOutput("run ../../x")) {
            assertEquals("output/0001-helm.upgrade.log", first.name());
            assertEquals("output/0002-run-..-..-x.log", second.name());
            first.line(Processes.Stream.OUT, "Release \"coder\" has been upgraded.");
            assertEquals(
                    "Release \"coder\" has been upgraded.\n",
                    Files.readString(Path.of(run.path()).resolve(first.name())));
        }
    }

    @Test
    void an_output_has_the_checksum_of_what_is_kept_even_when_its_middle_went() throws IOException {
        DiskRun run = begin("x.rb");
        for (int lines : new int[] {0, 3, 400_000}) {
            var output = run.openOutput("flood");
            for (int i = 0; i < lines; i++) {
                output.line(
                        Processes.Stream.OUT, "line " + i + " of a program that says a great deal more than it should");
            }
            output.close();
            assertEquals(Optional.of(output.sha256()), folders.sha256(run.id(), output.name()));
        }
    }

    @Test
    void no_file_outside_the_run_is_looked_at() throws IOException {
        DiskRun run = begin("x.rb");
        Files.writeString(work.resolve("values.yml"), "password: x\n");
        assertEquals(Optional.empty(), folders.sha256(run.id(), "../../../values.yml"));
        assertEquals(Optional.empty(), folders.sha256(run.id(), "output/none.log"));
    }

    private DiskRun begin(String runbook) {
        return folders.begin(beginning(runbook));
    }

    private static RunFolders.Beginning beginning(String runbook) {
        return new RunFolders.Beginning(runbook, Map.of(runbook, "runbook \"X\"\n"));
    }
}
