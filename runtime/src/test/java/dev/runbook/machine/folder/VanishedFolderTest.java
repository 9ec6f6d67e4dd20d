package dev.runbook.machine.folder;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.runbook.language.signature.Effect;
import dev.runbook.machine.files.PrivateFiles;
import dev.runbook.port.Processes;
import dev.runbook.port.RunFolder;
import dev.runbook.provider.Intent;
import dev.runbook.provider.StateBefore;
import dev.runbook.run.journal.Activity;
import dev.runbook.run.journal.Entry;
import dev.runbook.run.journal.Journal.JournalLost;
import dev.runbook.run.journal.JournalText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.BiFunction;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a run stands on is deleted or moved while it goes on. */
class VanishedFolderTest {
    private static final Entry NOTE = new Entry.Noted("", "", "hello");
    private static final Entry INTENT = new Entry.TaskIntended(
            "a",
            "body.1",
            new Activity.Performing("run", Effect.ONCE, new Intent.Command(List.of("ls"))),
            StateBefore.NOTHING);
    private static final Entry OUTCOME = new Entry.TaskEnded(
            "a", "body.1", Optional.empty(), "", Optional.empty(), List.of(), Duration.ofSeconds(1));

    @TempDir
    Path work = Path.of("");

    private Path runs = Path.of("");
    private Path folder = Path.of("");

    @SuppressWarnings("NullAway.Init")
    private DiskRun run;

    @BeforeEach
    void a_run_that_has_begun() throws IOException {
        folder = Files.createDirectory(work.resolve("working"));
        runs = work.resolve("runs");
        run = begin();
        run.journal().append(NOTE);
    }

    private DiskRun begin() {
        return new RunFolders(runs, folder, FixedClock.MORNING, new Random(1))
                .begin(new RunFolders.Beginning("x.rb", Map.of()));
    }

    @Test
    void no_effect_follows_when_the_runs_folder_is_gone_and_the_facts_are_where_a_run_can_go_on() {
        PrivateFiles.remove(Path.of(run.path()));
        JournalLost lost = assertThrows(JournalLost.class, () -> run.journal().append(INTENT));
        assertEquals(1, saved(lost).records().size());
        assertTrue(text(lost).contains("Nothing further is done."), () -> text(lost));
        assertEquals(
                text(lost),
                assertThrows(JournalLost.class, () -> run.journal().append(NOTE))
                        .getMessage());
    }

    @Test
    void an_outcome_is_a_fact_all_the_same() throws IOException {
        run.journal().append(INTENT);
        PrivateFiles.remove(runs);
        try (RunFolder.OutputFile output = run.openOutput("run")) {
            output.line(Processes.Stream.OUT, "still here");
        }
        JournalLost lost = assertThrows(JournalLost.class, () -> run.journal().append(OUTCOME));
        assertEquals(OUTCOME, saved(lost).records().getLast().entry());
    }

    @Test
    void what_masking_took_from_the_facts_is_saved_with_them() {
        Entry shown = new Entry.Noted("", "", "[secret url]");
        Entry first = new Entry.Noted("", "", "first as it was");
        Entry last = new Entry.Noted("", "", "last as it was");
        Entry second = new Entry.Noted("", "", "and [secret url]");
        run.keep(shown, first);
        run.journal().append(shown);
        PrivateFiles.remove(runs);
        run.keep(second, last);
        JournalLost lost = assertThrows(JournalLost.class, () -> run.journal().append(second));
        assertEquals(Map.of(2L, first, 3L, last), savedExactly(lost));
    }

    @Test
    void so_is_the_only_fact_from_which_it_took_anything() {
        Entry shown = new Entry.Noted("", "", "[secret url]");
        Entry only = new Entry.Noted("", "", "as it was");
        PrivateFiles.remove(runs);
        run.keep(shown, only);
        JournalLost lost = assertThrows(JournalLost.class, () -> run.journal().append(shown));
        assertEquals(Map.of(2L, only), savedExactly(lost));
    }

    @Test
    void a_run_that_came_to_its_end_meanwhile_says_so() {
        PrivateFiles.remove(runs);
        Entry end = new Entry.Ended(Entry.RunEnd.DONE, "", Optional.empty(), "", Duration.ZERO);
        JournalLost lost = assertThrows(JournalLost.class, () -> run.journal().append(end));
        assertTrue(text(lost).contains("The run had ended by then."), () -> text(lost));
        assertEquals(end, saved(lost).records().getLast().entry());
    }

    @Test
    void another_journal_in_its_place_is_none_of_the_run() throws IOException {
        Path journal = Path.of(run.journalPath());
        Files.copy(journal, work.resolve("copy"));
        Files.delete(journal);
        Files.move(work.resolve("copy"), journal);
        assertThrows(JournalLost.class, () -> run.journal().append(INTENT));
    }

    @Test
    void where_it_was_moved_to_is_said() throws IOException {
        Files.move(runs, work.resolve("elsewhere"));
        JournalLost lost = assertThrows(JournalLost.class, () -> run.journal().append(INTENT));
        assertTrue(text(lost).contains(work.resolve("elsewhere/" + run.id()).toString()), () -> text(lost));
    }

    @Test
    void no_effect_follows_when_the_working_folder_is_gone_or_another_one() throws IOException {
        Files.delete(folder);
        JournalLost lost = assertThrows(JournalLost.class, () -> run.journal().append(INTENT));
        assertTrue(text(lost).startsWith("The working folder, " + folder + ", is gone"), () -> text(lost));
        assertTrue(text(lost).contains(run.journalPath()), () -> text(lost));
    }

    private static String text(JournalLost lost) {
        return String.valueOf(lost.getMessage());
    }

    private static JournalText saved(JournalLost lost) {
        return saved(lost, RunFolders::read);
    }

    private static Map<Long, Entry> savedExactly(JournalLost lost) {
        return saved(lost, RunFolders::exact);
    }

    private static <T> T saved(JournalLost lost, BiFunction<RunFolders, String, T> reading) {
        String[] parts = text(lost)
                .replaceAll("(?s).*All facts so far are in (\\S+)/journal\\.jsonl;.*", "$1")
                .split("/(?=[^/]+$)", -1);
        Path place = Path.of(parts[0]);
        try {
            return reading.apply(new RunFolders(place, place, FixedClock.MORNING, new Random(1)), parts[1]);
        } finally {
            PrivateFiles.remove(place);
        }
    }
}
