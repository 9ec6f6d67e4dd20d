package dev.runbook.run.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a change of a journal's lines looks like afterwards. */
class JournalChainTest {
    private final List<String> lines = new ArrayList<>(JournalLines.notes(6));

    @Test
    void a_line_ends_with_the_sum_of_its_own_text_and_begins_with_that_of_the_line_before()
            throws NoSuchAlgorithmException {
        String first = lines.get(0);
        assertTrue(first.startsWith("{\"schema\":2,\"sums\":\"SHA-256\",\"seq\":1,\"time\":"), first);
        String sum = HexFormat.of()
                .formatHex(MessageDigest.getInstance("SHA-256")
                        .digest(first.replaceAll(",\"sum\":.*", "").getBytes(StandardCharsets.UTF_8)));
        assertTrue(first.endsWith(",\"sum\":\"" + sum + "\"}"), first);
        assertTrue(lines.get(1).startsWith("{\"seq\":2,\"prev\":\"" + sum + "\",\"time\":"), lines.get(1));
    }

    @Test
    void an_untouched_journal_has_no_flaw() {
        assertEquals(List.of(), flaws());
    }

    @Test
    void a_line_that_was_changed_is_named_and_no_other_one_the_last_included() {
        for (int i = 0; i < lines.size(); i++) {
            List<String> changed = new ArrayList<>(lines);
            changed.set(i, lines.get(i).replace("ünïcödé", "unicode"));
            List<JournalDamage> flaws = flaws(changed);
            assertEquals(1, flaws.size());
            assertEquals(i + 1, flaws.getFirst().line());
            assertEquals(
                    "its sum is not that of its text, so it was changed after it was written",
                    flaws.getFirst().what());
        }
    }

    @Test
    void any_single_byte_of_a_line_counts() {
        String line = lines.get(2);
        for (int i = 0; i < line.length(); i++) {
            List<String> changed = new ArrayList<>(lines);
            changed.set(2, line.substring(0, i) + (line.charAt(i) == '7' ? '8' : '7') + line.substring(i + 1));
            assertFalse(flaws(changed).isEmpty(), "byte " + i + " of " + line);
        }
    }

    @Test
    void a_line_whose_sum_was_made_anew_does_not_fit_before_the_next() {
        String open = lines.get(2).replace("ünïcödé", "unicode").replaceAll(",\"sum\":.*", "");
        lines.set(2, open + LineChecksum.close(LineChecksum.ofBare(open.getBytes(StandardCharsets.UTF_8))));
        assertEquals(List.of(4L), flaws().stream().map(JournalDamage::line).toList());
    }

    @Test
    void a_line_that_was_taken_out_is_missed() {
        lines.remove(2);
        assertEquals(
                List.of(JournalDamage.DamageKind.CHANGED, JournalDamage.DamageKind.MISSING),
                flaws().stream().map(JournalDamage::kind).toList());
        assertTrue(flaws().stream().allMatch(flaw -> flaw.line() == 3));
    }

    @Test
    void a_beginning_that_was_taken_away_is_missed() {
        lines.removeFirst();
        assertEquals(
                "it does not say its form, as the first line of a journal does",
                flaws().getFirst().what());
    }

    @Test
    void lines_that_changed_places_are_noticed() {
        Collections.swap(lines, 2, 3);
        assertEquals(3, flaws().getFirst().line());
    }

    @Test
    void a_line_without_a_sum_was_put_in() {
        lines.add(
                "{\"seq\":7,\"prev\":\"x\",\"time\":\"2026-11-23T12:00:00Z\",\"kind\":\"noted\",\"step\":\"\",\"text\":\"x\"}");
        assertTrue(flaws().getFirst().what().startsWith("it has no sum at its end"));
    }

    @Test
    void a_line_that_cannot_be_read_hides_none_of_the_others() {
        lines.set(2, "{");
        List<JournalDamage> flaws = flaws();
        assertEquals(
                List.of(new JournalDamage(
                        3, JournalDamage.DamageKind.UNREADABLE, flaws.getFirst().what())),
                flaws);
    }

    @Test
    void a_journal_goes_on_where_it_ended() {
        JournalEnd end = JournalText.read(lines).end();
        lines.add(JournalLines.text(new JournalWriting(end).next(JournalLines.NOON, new Entry.Noted("", "", "on"))));
        assertEquals(List.of(), flaws());
        assertEquals(7, JournalText.read(lines).end().sequence());
    }

    @Test
    void a_journal_of_form_1_goes_on_in_form_2_and_is_tied_to_its_old_part() {
        lines.clear();
        lines.add(
                "{\"schema\":1,\"seq\":1,\"time\":\"2026-11-23T12:00:00Z\",\"kind\":\"noted\",\"step\":\"\",\"text\":\"x\"}");
        lines.add("{\"seq\":2,\"time\":\"2026-11-23T12:00:00Z\",\"kind\":\"noted\",\"step\":\"\",\"text\":\"old\"}");
        JournalWriting writing = new JournalWriting(JournalText.read(lines).end());
        for (int i = 0; i < 2; i++) {
            lines.add(JournalLines.text(writing.next(JournalLines.NOON, new Entry.Noted("", "", "new"))));
        }
        assertTrue(lines.get(2).startsWith("{\"schema\":2,\"sums\":\"SHA-256\",\"seq\":3,\"prev\":\""), lines.get(2));
        assertEquals(List.of(), flaws());
        lines.set(1, lines.get(1).replace("old", "odd"));
        assertEquals(List.of(3L), flaws().stream().map(JournalDamage::line).toList());
    }

    private List<JournalDamage> flaws() {
        return flaws(lines);
    }

    private static List<JournalDamage> flaws(List<String> lines) {
        List<JournalDamage> flaws = new ArrayList<>();
        JournalReading reading = new JournalReading(recorded -> {}, flaws::add);
        lines.forEach(line -> reading.line(line.getBytes(StandardCharsets.UTF_8), true));
        reading.end();
        return flaws;
    }
}
