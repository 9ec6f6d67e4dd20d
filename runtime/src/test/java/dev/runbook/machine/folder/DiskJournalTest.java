package dev.runbook.machine.folder;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.runbook.run.journal.Entry;
import dev.runbook.run.journal.JournalText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A journal that goes on after the process that wrote it has gone. */
class DiskJournalTest {
    private static final Entry NOTE = new Entry.Noted("", "", "ünïcödé");

    @TempDir
    private Path work = Path.of("");

    private RunFolders folders = new RunFolders(work, work, FixedClock.MORNING, new Random(1));
    private String run = "";
    private Path file = Path.of("");

    @BeforeEach
    void two_facts() throws IOException {
        folders = new RunFolders(work, work, FixedClock.MORNING, new Random(1));
        try (DiskRun begun = folders.begin(new RunFolders.Beginning("x.rb", Map.of()))) {
            begun.journal().append(NOTE);
            begun.journal().append(NOTE);
            run = begun.id();
            file = Path.of(begun.journalPath());
        }
    }

    @Test
    void it_goes_on_behind_its_last_line() throws IOException {
        assertGoesOn(2, 0);
    }

    @Test
    void a_torn_last_line_is_cut_off_first() throws IOException {
        String line = Files.readAllLines(file).getLast();
        append(line.substring(0, line.length() - 10));
        assertGoesOn(2, line.getBytes(StandardCharsets.UTF_8).length - 10);
    }

    @Test
    void zeros_at_the_end_are_cut_off_first() throws IOException {
        append("\0".repeat(4000));
        assertGoesOn(2, 4000);
    }

    @Test
    void half_a_character_at_the_end_is_cut_off_first() throws IOException {
        Files.write(file, new byte[] {'{', '"', (byte) 0xc3}, StandardOpenOption.APPEND);
        assertGoesOn(2, 3);
    }

    @Test
    void a_last_line_that_lacks_only_its_line_feed_counts() throws IOException {
        Files.writeString(file, Files.readString(file).stripTrailing());
        assertGoesOn(2, 0);
    }

    @Test
    void a_journal_that_grew_meanwhile_is_left_alone() throws IOException {
        JournalText text = folders.read(run);
        append("x");
        assertThrows(IOException.class, () -> DiskJournal.goOn(file, FixedClock.MORNING, text.end()));
        assertEquals('x', Files.readString(file).charAt(Files.readString(file).length() - 1));
    }

    private void append(String text) throws IOException {
        Files.writeString(file, text, StandardOpenOption.APPEND);
    }

    private void assertGoesOn(int facts, long torn) throws IOException {
        JournalText before = folders.read(run);
        assertEquals(facts, before.records().size());
        assertEquals(torn, before.end().torn());
        try (DiskJournal journal = DiskJournal.goOn(file, FixedClock.MORNING, before.end())) {
            journal.append(NOTE);
            journal.append(NOTE);
        }
        JournalText after = folders.read(run);
        assertEquals(facts + 2, after.records().size());
        assertEquals(List.of(), after.changes());
        assertEquals(0, after.end().torn());
    }
}
