package dev.runbook.run.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.runbook.language.value.Value;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EntryJsonTest {
    private static final Instant NOON = Instant.parse("2026-11-23T12:00:00.007Z");

    @Test
    void every_kind_of_entry_comes_back_as_it_was() {
        for (Class<? extends Entry> kind : RandomEntries.kinds()) {
            for (int seed = 0; seed < 200; seed++) {
                Recorded written = new Recorded(seed + 1, NOON, new RandomEntries(seed).make(kind));
                assertEquals(written, EntryJson.read(line(written)), () -> line(written));
            }
        }
    }

    @Test
    void every_entry_is_one_line() {
        for (Class<? extends Entry> kind : RandomEntries.kinds()) {
            for (int seed = 0; seed < 50; seed++) {
                String line = line(new Recorded(1, NOON, new RandomEntries(seed).make(kind)));
                assertEquals(line.length() - 1, line.indexOf('\n'), line);
            }
        }
    }

    @Test
    void first_line_says_the_version_of_the_form_and_the_others_do_not() {
        Entry entry = new Entry.Noted("", "", "hello");
        assertEquals(
                "{\"schema\":2,\"seq\":1,\"time\":\"2026-11-23T12:00:00.007Z\",\"kind\":\"noted\",\"step\":\"\",\"task\":\"\",\"text\":\"hello\"}\n",
                line(new Recorded(1, NOON, entry)));
        assertEquals(
                "{\"seq\":2,\"time\":\"2026-11-23T12:00:00.000Z\",\"kind\":\"noted\",\"step\":\"\",\"task\":\"\",\"text\":\"hello\"}\n",
                line(new Recorded(2, Instant.parse("2026-11-23T12:00:00Z"), entry)));
    }

    @Test
    void content_of_a_secret_is_never_written() {
        Value nested = new Value.Map(Map.of("db", new Value.Secret("database", "hunter2hunter2")));
        String line = line(new Recorded(1, NOON, new Entry.Bound("", "body.1", "x", nested)));
        assertFalse(line.contains("hunter2"), line);
        assertTrue(line.contains("{\"secret\":\"database\"}"), line);
    }

    @Test
    void a_value_that_is_not_known_in_a_run_is_our_mistake() {
        Entry entry = new Entry.Bound("", "body.1", "x", new Value.Unknown("target.version", "known later"));
        assertThrows(IllegalStateException.class, () -> EntryJson.write(new Recorded(1, NOON, entry)));
    }

    @Test
    void half_a_character_in_an_output_does_not_stop_the_journal() {
        assertTrue(line(new Recorded(1, NOON, new Entry.Noted("", "", "cut here: \ud83d")))
                .contains("cut here: \\ud83d"));
    }

    @Test
    void fields_that_a_later_version_added_are_passed_over() {
        Recorded read = EntryJson.read(
                "{\"seq\":2,\"time\":\"2026-11-23T12:00:00Z\",\"kind\":\"noted\",\"hash\":[1,{\"a\":1.5}],\"step\":\"\",\"task\":\"\",\"text\":\"x\"}");
        assertEquals(new Entry.Noted("", "", "x"), read.entry());
    }

    private static String line(Recorded recorded) {
        return new String(EntryJson.write(recorded), StandardCharsets.UTF_8);
    }
}
