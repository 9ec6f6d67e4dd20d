package dev.runbook.journal;

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
    private final MaskedLines lines = new MaskedLines(Masking.of(Map.of("key", SECRET)), shown::add);

    @Test
    void a_line_without_a_secret_goes_on_at_once_blank_ones_too() {
        lines.line("Release \"coder\" has been upgraded.");
        lines.line("");
        lines.line("  indented\t");
        assertEquals(List.of("Release \"coder\" has been upgraded.", "", "  indented\t"), shown);
    }

    @Test
    void a_secret_in_one_line_is_hidden_at_once() {
        lines.line("it is " + SECRET + "!");
        assertEquals(List.of("it is [secret key]!"), shown);
    }

    @Test
    void the_beginning_of_a_secret_waits_for_the_next_line() {
        lines.line("first");
        lines.line("it is correct-ho");
        assertEquals(List.of("first"), shown);
        lines.line("rse-battery-staple, I think");
        assertEquals(List.of("first", "it is [secret key]", "[secret key], I think"), shown);
    }

    @Test
    void what_only_looked_like_one_comes_when_that_is_known() {
        lines.line("the answer is correct");
        assertEquals(List.of(), shown);
        lines.line("or not");
        lines.line("correct");
        lines.end();
        assertEquals(List.of("the answer is correct", "or not", "correct"), shown);
    }

    @Test
    void a_secret_that_is_folded_to_any_width_shows_no_more_than_two_letters() {
        for (int width = 1; width <= SECRET.length(); width++) {
            shown.clear();
            MaskedLines folded = new MaskedLines(Masking.of(Map.of("key", SECRET)), shown::add);
            folded.line("--");
            for (int i = 0; i < SECRET.length(); i += width) {
                folded.line(SECRET.substring(i, Math.min(SECRET.length(), i + width)));
            }
            folded.line("--");
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
            MaskedLines any = new MaskedLines(Masking.of(Map.of("key", "aabab")), shown::add);
            int count = random.nextInt(8);
            StringBuilder all = new StringBuilder();
            for (int i = 0; i < count; i++) {
                StringBuilder line = new StringBuilder();
                for (int j = random.nextInt(6); j > 0; j--) {
                    line.append("ab ".charAt(random.nextInt(3)));
                }
                all.append(line.toString().strip());
                any.line(line.toString());
            }
            any.end();
            assertEquals(count, shown.size());
            assertFalse(String.join("\n", shown).contains("aabab"), shown.toString());
        }
    }

    @Test
    void a_program_that_never_comes_to_a_point_holds_little_memory() {
        lines.line("it is correct-ho");
        for (int i = 0; i < 100_000; i++) {
            lines.line("");
        }
        assertEquals(true, shown.size() > 30_000);
        lines.end();
        assertEquals(100_001, shown.size());
    }
}
