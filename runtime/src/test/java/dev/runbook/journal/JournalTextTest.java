package dev.runbook.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class JournalTextTest {
    private static final String ONE = line(1);
    private static final String TWO = line(2);

    @Test
    void a_whole_journal_is_not_torn() {
        JournalText text = JournalText.read(List.of(ONE, TWO));
        assertEquals(2, text.records().size());
        assertFalse(text.torn());
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
    void a_broken_line_in_the_middle_is_named() {
        var e = assertThrows(EntryJson.Unreadable.class, () -> JournalText.read(List.of(ONE, "{\"seq\":2", line(3))));
        assertTrue(String.valueOf(e.getMessage()).startsWith("line 2 of the journal cannot be read"), e.getMessage());
    }

    @Test
    void a_line_that_is_missing_is_noticed() {
        var e = assertThrows(EntryJson.Unreadable.class, () -> JournalText.read(List.of(ONE, line(3))));
        assertTrue(String.valueOf(e.getMessage()).contains("its number is 3 where 2 is due"), e.getMessage());
    }

    @Test
    void a_kind_that_is_not_known_is_not_taken_for_a_torn_line() {
        String strange = "{\"seq\":2,\"time\":\"2026-11-23T12:00:00Z\",\"kind\":\"dreamt\"}";
        assertThrows(EntryJson.Unreadable.class, () -> JournalText.read(List.of(ONE, strange)));
    }

    private static String line(int sequence) {
        Recorded recorded =
                new Recorded(sequence, Instant.parse("2026-11-23T12:00:00Z"), new Entry.Noted("", "", "ünïcödé"));
        return new String(EntryJson.write(recorded), StandardCharsets.UTF_8).strip();
    }
}
