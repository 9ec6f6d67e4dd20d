package dev.runbook.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class SafeTextTest {
    @Test
    void a_name_says_all_that_it_says_and_steers_nothing() {
        assertEquals("Tx", SafeText.line("T\u001b[2J\u202ex"));
        assertEquals("n y", SafeText.line("n\u001b]0;x\u0007\u2028y"));
        assertEquals("error: x all is well", SafeText.line("error: x\rall is well"));
        assertEquals("ünïcödé ⎈ 🚀", SafeText.line("ünïcödé ⎈ 🚀"));
        assertEquals("\ufffd", SafeText.line("\ud83d"));
        assertEquals("a\nb", SafeText.lines("a\n\u001b(0b"));
    }

    @Test
    void a_line_of_a_program_shows_its_last_state_and_a_log_keeps_its_tabs() {
        assertEquals("100%", SafeText.output("10%\r50%\r100%\r"));
        assertEquals("a       b", SafeText.output("a\tb"));
        assertEquals("10%50%a\tb", SafeText.log("10%\r\u001b[K50%\u009b1ma\tb\r"));
    }

    @Test
    void only_what_we_draw_with_goes_to_a_terminal_and_nothing_of_it_to_a_file() throws IOException {
        String text = "\u001b[31mred\u001b[0m \u001b[2Jx\u001b]52;c;eA==\u0007 \u202e🚀\r\n";
        assertEquals("\u001b[31mred\u001b[0m x 🚀\r\n", through(true, text));
        assertEquals("red x 🚀\n", through(false, text));
    }

    private static String through(boolean drawing, String text) throws IOException {
        StringWriter out = new StringWriter();
        try (SafeWriter safe = new SafeWriter(out, drawing)) {
            safe.write(text);
        }
        return out.toString();
    }
}
