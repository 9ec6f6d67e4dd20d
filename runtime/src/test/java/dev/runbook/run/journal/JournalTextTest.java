package dev.runbook.run.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class JournalTextTest {
    private static final String ONE = JournalLines.notes(3).get(0);
    private static final String TWO = JournalLines.notes(3).get(1);
    private static final String THREE = JournalLines.notes(3).get(2);

    @Test
    void a_whole_journal_is_not_torn() {
        JournalText text = JournalText.read(List.of(ONE, TWO));
        assertEquals(2, text.records().size());
        assertFalse(text.torn());
        assertEquals(List.of(), text.changes());
    }

    @Test
    void a_last_line_cut_anywhere_is_left_out() {
        for (int length = 1; length < TWO.length(); length++) {
            JournalText text = JournalText.read(List.of(ONE, TWO.substring(0, length)));
            assertEquals(1, text.records().size());
            assertTrue(text.torn());
        }
    }

    @Test
    void zeros_that_a_loss_of_power_left_are_left_out() {
        JournalText text = JournalText.read(List.of(ONE, TWO, "\0\0\0\0\0"));
        assertEquals(2, text.records().size());
        assertTrue(text.torn());
    }

    @Test
    void a_cut_line_and_the_zeros_after_it_are_left_out_together() {
        JournalText text = JournalText.read(List.of(ONE, TWO, "{\"seq\":3,\"pr\0\0\0", "\0\0"));
        assertEquals(2, text.records().size());
        assertEquals("{\"seq\":3,\"pr\0\0\0".length() + 1 + 3, text.end().torn());
    }

    @Test
    void a_broken_line_in_the_middle_is_named() {
        var e = assertThrows(
                EntryJson.UnreadableEntryException.class, () -> JournalText.read(List.of(ONE, "{\"seq\":2", THREE)));
        assertTrue(String.valueOf(e.getMessage()).startsWith("line 2 of the journal cannot be read"), e.getMessage());
    }

    @Test
    void zeros_in_the_middle_are_no_end() {
        var e = assertThrows(
                EntryJson.UnreadableEntryException.class, () -> JournalText.read(List.of(ONE, "\0\0", TWO)));
        assertEquals("line 2 of the journal cannot be read: it is blank", e.getMessage());
    }

    @Test
    void a_line_that_is_missing_is_noticed() {
        List<String> lines = List.of(
                ONE.replaceAll("\"schema\":2,\"sums\":\"SHA-256\"", "\"schema\":1"),
                THREE.replaceAll(",\"(prev|sum)\":\"[0-9a-f]+\"", ""));
        var e = assertThrows(EntryJson.UnreadableEntryException.class, () -> JournalText.read(lines));
        assertTrue(String.valueOf(e.getMessage()).contains("its number is 3 where 2 is due"), e.getMessage());
    }

    @Test
    void a_kind_that_is_not_known_is_not_taken_for_a_torn_line() {
        String strange = "{\"seq\":2,\"time\":\"2026-11-23T12:00:00Z\",\"kind\":\"dreamt\"}";
        assertThrows(EntryJson.UnreadableEntryException.class, () -> JournalText.read(List.of(ONE, strange)));
    }

    @Test
    void a_journal_of_a_later_form_is_refused_by_its_number() {
        String later = ONE.replace("\"schema\":2", "\"schema\":3");
        var e = assertThrows(EntryJson.UnreadableEntryException.class, () -> JournalText.read(List.of(later, TWO)));
        assertEquals(
                "line 1 of the journal was written in form 3 by another version of runbook; this one reads the forms 1"
                        + " to 2. Use the version that wrote it, or a later one",
                e.getMessage());
    }

    @Test
    void a_journal_with_sums_that_we_cannot_make_is_refused() {
        String other = ONE.replace("SHA-256", "BLAKE3");
        var e = assertThrows(EntryJson.UnreadableEntryException.class, () -> JournalText.read(List.of(other)));
        assertTrue(String.valueOf(e.getMessage()).contains("says sums of BLAKE3"), e.getMessage());
    }

    @Test
    void a_text_that_is_no_journal_is_refused() {
        var e = assertThrows(EntryJson.UnreadableEntryException.class, () -> JournalText.read(List.of("{}", "{}")));
        assertTrue(String.valueOf(e.getMessage()).contains("it does not say its form"), e.getMessage());
        assertThrows(EntryJson.UnreadableEntryException.class, () -> JournalText.read(List.of("hello", "world")));
        assertThrows(EntryJson.UnreadableEntryException.class, () -> JournalText.read(List.of("{\"schema\":")));
    }
}
