package dev.runbook.run.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MaskedLinesTest {
    private static final String SECRET = "correct-horse-battery-staple";

    private final List<String> shown = new ArrayList<>();
    private final MaskedLines<String> lines =
            new MaskedLines<>(Masking.of(Map.of("key", SECRET)), (stream, line) -> shown.add(line));

    @Test
    void a_line_without_a_secret_goes_on_at_once_blank_ones_too() {
        lines.line("out", "Release \"coder\" has been upgraded.");
        lines.line("out", "");
        lines.line("out", "  indented\t");
        assertEquals(List.of("Release \"coder\" has been upgraded.", "", "  indented\t"), shown);
    }

    @Test
    void a_secret_in_one_line_is_hidden_at_once() {
        lines.line("out", "it is " + SECRET + "!");
        assertEquals(List.of("it is [secret key]!"), shown);
    }

    @Test
    void the_beginning_of_a_secret_waits_for_the_next_line() {
        lines.line("out", "first");
        lines.line("out", "it is correct-ho");
        assertEquals(List.of("first"), shown);
        lines.line("out", "rse-battery-staple, I think");
        assertEquals(List.of("first", "it is [secret key]", "[secret key], I think"), shown);
    }

    @Test
    void what_only_looked_like_one_comes_when_that_is_known() {
        lines.line("out", "the answer is correct");
        assertEquals(List.of(), shown);
        lines.line("out", "or not");
        lines.line("out", "correct");
        lines.end();
        assertEquals(List.of("the answer is correct", "or not", "correct"), shown);
    }

    @Test
    void a_secret_that_is_folded_to_any_width_shows_no_more_than_two_letters() {
        for (int width = 1; width <= SECRET.length(); width++) {
            shown.clear();
            MaskedLines<String> folded =
                    new MaskedLines<>(Masking.of(Map.of("key", SECRET)), (stream, line) -> shown.add(line));
            folded.line("out", "--");
            for (int i = 0; i < SECRET.length(); i += width) {
                folded.line("out", SECRET.substring(i, Math.min(SECRET.length(), i + width)));
            }
            folded.line("out", "--");
            folded.end();
            String left = String.join("", shown).replace("[secret key]", "").replace("--", "");
            assertEquals(true, left.length() <= 2 && SECRET.startsWith(left), width + ": " + shown);
        }
    }

    @Test
    void no_line_is_lost_or_made_up_whatever_comes() {
        Random random = new Random(1);
        for (int round = 0; round < 2000; round++) {
            shown.clear();
            MaskedLines<String> any =
                    new MaskedLines<>(Masking.of(Map.of("key", "aabab")), (stream, line) -> shown.add(line));
            int count = random.nextInt(8);
            StringBuilder all = new StringBuilder();
            for (int i = 0; i < count; i++) {
                StringBuilder line = new StringBuilder();
                for (int j = random.nextInt(6); j > 0; j--) {
                    line.append("ab ".charAt(random.nextInt(3)));
                }
                all.append(line.toString().strip());
                any.line("out", line.toString());
            }
            any.end();
            assertEquals(count, shown.size());
            assertFalse(String.join("\n", shown).contains("aabab"), shown.toString());
        }
    }

    @Test
    void halves_on_two_streams_are_hidden_and_known_again_by_themselves() {
        Masking masking = Masking.of(Map.of("key", SECRET));
        MaskedLines<String> both = new MaskedLines<>(masking, (stream, line) -> shown.add(stream + " " + line));
        both.line("out", "it is correct-horse");
        both.line("err", "-battery-staple, it says");
        both.end();
        assertEquals(List.of("out it is [secret key]", "err [secret key], it says"), shown);
        assertEquals("Error: [secret key]", masking.text("Error: -battery-staple"));
    }

    @Test
    void halves_are_hidden_in_whatever_order_the_streams_are_read() {
        Masking masking = Masking.of(Map.of("key", SECRET));
        MaskedLines<String> both = new MaskedLines<>(masking, (stream, line) -> shown.add(stream + " " + line));
        both.line("err", "battery-staple, it says");
        both.line("err", "and more");
        both.line("out", "first");
        both.line("out", "it is correct-horse-");
        both.line("out", "last");
        both.end();
        assertEquals(
                List.of("err [secret key], it says", "err and more", "out first", "out it is [secret key]", "out last"),
                shown);
    }

    @Test
    void the_smaller_piece_is_hidden_once_the_larger_has_been_seen() {
        MaskedLines<String> both =
                new MaskedLines<>(Masking.of(Map.of("key", SECRET)), (stream, line) -> shown.add(stream + " " + line));
        both.line("out", "it is correct-horse-batt");
        both.line("out", "last");
        both.line("err", "Error: ery-staple is wrong");
        both.end();
        assertEquals(List.of("out it is [secret key]", "out last", "err Error: [secret key] is wrong"), shown);
    }

    @Test
    void lines_of_another_stream_between_the_pieces_hide_nothing() {
        MaskedLines<String> both =
                new MaskedLines<>(Masking.of(Map.of("key", SECRET)), (stream, line) -> shown.add(stream + " " + line));
        both.line("out", "correct-horse");
        both.line("err", "warning: of another kind");
        both.line("out", "-battery-staple");
        both.line("err", "done");
        both.end();
        assertEquals(
                List.of("out [secret key]", "err warning: of another kind", "out [secret key]", "err done"), shown);
    }

    @Test
    void a_secret_that_ends_where_the_next_one_begins_is_hidden_in_all_its_lines() {
        lines.line("out", "correct-ho");
        lines.line("out", "rse-battery-staple correct-");
        lines.line("out", "horse-battery-staple");
        lines.end();
        assertEquals(List.of("[secret key]", "[secret key] [secret key]", "[secret key]"), shown);
    }

    @Test
    void pieces_behind_a_prefix_wait_for_each_other() {
        lines.line("out", "12:01 log: correct-");
        lines.line("out", "12:02 log: horse-bat");
        assertEquals(List.of(), shown);
        lines.line("out", "12:03 log: tery-staple!");
        assertEquals(List.of("12:01 log: [secret key]", "12:02 log: [secret key]", "12:03 log: [secret key]!"), shown);
    }

    @Test
    void what_begins_in_a_line_without_an_end_and_goes_on_in_the_other_stream_shows_no_more_than_three_letters() {
        int tried = 0;
        for (String secret : List.of(SECRET, "hunter2-x9", "pässword<1>&2", "a b c d e f g h")) {
            for (int first = 1; first < secret.length(); first++) {
                for (boolean end : List.of(true, false)) {
                    String begun = secret.substring(0, first);
                    String rest = secret.substring(first);
                    List<String> seen = new ArrayList<>();
                    MaskedLines<String> both =
                            new MaskedLines<>(Masking.of(Map.of("key", secret)), (stream, line) -> seen.add(line));
                    both.line("out", "before");
                    both.begun("out", "it is " + begun);
                    both.line("err", rest + (end ? "" : ", it says"));
                    both.line("out", "it is " + begun + (end ? "" : " and more"));
                    both.end();
                    String all = String.join("\n", seen);
                    assertFalse(rest.length() > 3 && all.contains(rest), first + " of " + secret + ": " + all);
                    assertFalse(first > 3 && all.contains(begun), first + " of " + secret + ": " + all);
                    assertEquals(end, !all.contains(", it says"), all);
                    tried++;
                }
            }
        }
        assertEquals(124, tried);
    }

    @Test
    void a_line_that_has_begun_hides_nothing_of_another_stream_by_itself() {
        MaskedLines<String> both =
                new MaskedLines<>(Masking.of(Map.of("key", SECRET)), (stream, line) -> shown.add(stream + " " + line));
        both.begun("out", "progress 10% ");
        both.line("err", "warning: horse");
        both.begun("out", "progress 10% 20% ");
        both.line("err", "done");
        both.line("out", "progress 10% 20% 100%");
        both.end();
        assertEquals(List.of("err warning: horse", "err done", "out progress 10% 20% 100%"), shown);
    }

    @Test
    void a_program_that_never_comes_to_a_point_holds_little_memory() {
        lines.line("out", "it is correct-ho");
        for (int i = 0; i < 100_000; i++) {
            lines.line("out", "");
        }
        assertEquals(true, shown.size() > 30_000);
        lines.end();
        assertEquals(100_001, shown.size());
    }
}
