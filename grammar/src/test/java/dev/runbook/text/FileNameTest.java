package dev.runbook.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.List;
import org.junit.jupiter.api.Test;

class FileNameTest {
    @Test
    void a_name_that_can_only_be_a_name_stands_as_it_is() {
        for (String name : List.of("current-values.yml", "/srv/a/b.rb", "../x", "größe/数.yml", "a@b+c=d~e#f,g:h")) {
            assertEquals(name, FileName.of(name));
        }
    }

    @Test
    void one_that_could_end_where_the_message_goes_on_is_between_quotes() {
        assertEquals("\"x is fine, run rm -rf /\"", FileName.of("x is fine, run rm -rf /"));
        assertEquals("\"a\\\" is fine\"", FileName.of("a\" is fine"));
        assertEquals("\"a\\\\\\\"b\"", FileName.of("a\\\"b"));
        assertEquals("\"\"", FileName.of(""));
        assertEquals("\" \"", FileName.of(" "));
        assertEquals("\"x's\"", FileName.of("x's"));
        assertEquals("\"a;b (c)\"", FileName.of("a;b (c)"));
    }

    @Test
    void what_cannot_be_seen_or_steers_a_terminal_is_written_out() {
        assertEquals("\"a\\e[31mb\\u{7}\"", FileName.of("a\u001b[31mb\u0007"));
        assertEquals("\"a\\nb\\tc\\rd\"", FileName.of("a\nb\tc\rd"));
        assertEquals("\"a\\u{202e}b\\u{200b}\\u{a0}\"", FileName.of("a\u202eb\u200b\u00a0"));
        assertEquals("\"\\u{9b}1m\\u{2028}\\u{e0041}\"", FileName.of("\u009b1m\u2028\udb40\udc41"));
        for (int c = 0; c < 0x3000; c++) {
            String name = FileName.of("a" + Character.toString(c) + "b");
            assertFalse(UnsafeCharacters.anyIn(name), Integer.toHexString(c));
        }
    }
}
