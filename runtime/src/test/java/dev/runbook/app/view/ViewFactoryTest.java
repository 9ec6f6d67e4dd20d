package dev.runbook.app.view;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.runbook.machine.terminal.TerminalStreams;
import dev.runbook.machine.terminal.TerminalWidth;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ViewFactoryTest {
    private static final TerminalStreams SEEN = new TerminalStreams(true, true, true);
    private static final Map<String, String> XTERM = Map.of("TERM", "xterm-256color");

    @Test
    void a_terminal_is_live_and_coloured() {
        var screen = ViewFactory.screen(SEEN, XTERM, false, StandardCharsets.UTF_8, () -> 100);
        assertTrue(screen.live());
        assertTrue(screen.look().colour());
        assertEquals(100, screen.columns().getAsInt());
    }

    @Test
    void a_pipe_and_a_dumb_terminal_get_plain_lines() {
        assertFalse(live(new TerminalStreams(true, false, true), XTERM));
        assertFalse(live(SEEN, Map.of("TERM", "dumb")));
        assertFalse(live(SEEN, Map.of()));
    }

    @Test
    void whoever_wants_no_colour_gets_none() {
        assertFalse(colour(XTERM, true));
        assertFalse(colour(Map.of("TERM", "xterm", "NO_COLOR", "1"), false));
        assertTrue(colour(Map.of("TERM", "xterm", "NO_COLOR", ""), false));
    }

    @Test
    void marks_are_ascii_where_the_encoding_has_no_others() {
        Charset ascii = StandardCharsets.US_ASCII;
        assertFalse(ViewFactory.look(SEEN, XTERM, false, ascii).unicode());
    }

    @Test
    void the_width_is_the_second_number_of_stty() {
        assertEquals(132, TerminalWidth.parse("50 132\n", 80));
        assertEquals(80, TerminalWidth.parse("0 0\n", 80));
        assertEquals(80, TerminalWidth.parse("stty: standard input: Not a tty", 80));
    }

    private static boolean live(TerminalStreams terminal, Map<String, String> environment) {
        return ViewFactory.screen(terminal, environment, false, StandardCharsets.UTF_8, () -> 80)
                .live();
    }

    private static boolean colour(Map<String, String> environment, boolean noColor) {
        return ViewFactory.look(SEEN, environment, noColor, StandardCharsets.UTF_8)
                .colour();
    }
}
