package dev.runbook.run.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.runbook.text.SafeText;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class WordsTest {
    @Test
    void times_are_as_exact_as_a_person_needs() {
        assertEquals("0.0s", Elapsed.text(Duration.ZERO));
        assertEquals("0.4s", Elapsed.text(Duration.ofMillis(449)));
        assertEquals("9.9s", Elapsed.text(Duration.ofMillis(9_949)));
        assertEquals("10s", Elapsed.text(Duration.ofMillis(9_950)));
        assertEquals("1m", Elapsed.text(Duration.ofMillis(59_900)));
        assertEquals("1m05s", Elapsed.text(Duration.ofSeconds(65)));
        assertEquals("2h03m", Elapsed.text(Duration.ofMinutes(123)));
        assertEquals("15m", Elapsed.whole(Duration.ofMinutes(15)));
    }

    @Test
    void a_command_line_reads_back_as_the_same_arguments() {
        assertEquals("helm status coder", CommandText.of(List.of("helm", "status", "coder")));
        assertEquals(
                "echo '' 'a b' '$(id)' '; rm -rf /'",
                CommandText.of(List.of("echo", "", "a b", "$(id)", "; rm -rf /")));
        assertEquals("echo 'it'\\''s'", CommandText.of(List.of("echo", "it's")));
        assertEquals(
                "echo $'two\\nlines \\x1b[31m \\'x\\''", CommandText.of(List.of("echo", "two\nlines \u001b[31m 'x'")));
    }

    @Test
    void a_long_command_line_breaks_between_options() {
        assertEquals(
                List.of("helm upgrade coder coder/coder \\", "    --version 1.16.1 --values \\", "    --atomic"),
                CommandText.lines(
                        List.of(
                                "helm",
                                "upgrade",
                                "coder",
                                "coder/coder",
                                "--version",
                                "1.16.1",
                                "--values",
                                "--atomic"),
                        34));
    }

    @Test
    void the_middle_of_an_endless_argument_is_left_out_of_what_is_shown() {
        String line =
                CommandText.lines(List.of("echo", "😀".repeat(500_000)), 80).getLast();
        assertTrue(line.endsWith("'… (1000000 characters)"), line);
        assertTrue(line.length() < 500, line);
    }

    @Test
    void output_cannot_move_the_cursor_or_lie_about_itself() {
        assertEquals("red", SafeText.output("\u001b[31mred\u001b[0m"));
        assertEquals("title", SafeText.output("\u001b]0;gone\u0007title"));
        assertEquals("100%", SafeText.output("10%\r50%\r100%\r"));
        assertEquals("a       b", SafeText.output("a\tb"));
        assertEquals("rm elif", SafeText.output("rm \u202eelif\u0008\u009b"));
        assertEquals("ünïcödé ⎈ 🚀", SafeText.output("ünïcödé ⎈ 🚀"));
    }

    @Test
    void wide_letters_count_as_two_columns() {
        assertEquals(2, TextWidth.width("🚀"));
        assertEquals(4, TextWidth.width("世界"));
        assertEquals(1, TextWidth.width("e\u0301"));
        assertEquals("世…", TextWidth.cut("世界世界", 4, "…"));
        assertEquals("abc", TextWidth.cut("abc", 3, "…"));
    }

    @Test
    void text_breaks_at_spaces_and_words_stay_whole() {
        assertEquals(
                List.of("one two", "three", "https://helm.coder.com"),
                TextWidth.wrap("one two three https://helm.coder.com", 8));
        assertEquals(List.of("one", "", "two"), TextWidth.wrap("one\n\ntwo", 20));
        assertEquals(List.of(""), TextWidth.wrap("", 20));
    }

    @Test
    void a_path_that_must_be_broken_breaks_between_its_parts() {
        assertEquals(
                List.of("PUT", "/apis/rbac/v1/namespaces/coder/", "roles/coder"),
                TextWidth.fold("PUT /apis/rbac/v1/namespaces/coder/roles/coder", 34));
        assertEquals(List.of("aaaaaaaa", "aa/b"), TextWidth.fold("aaaaaaaaaa/b", 8));
    }
}
