package dev.runbook.run.journal;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.runbook.text.UnsafeCharacters;
import java.util.List;

/** Texts that steer a terminal or mislead a reader, and the question whether any of it has come through. */
public final class HostileTexts {
    public static final List<String> TEXTS = List.of(
            "erase \u001b[2J\u001b[H all",
            "title \u001b]0;x\u0007 and link \u001b]8;;http://x\u001b\\here\u001b]8;;\u001b\\",
            "clipboard \u001b]52;c;eA==\u0007",
            "eight bits \u009b31m\u009d0;x\u009c\u0085",
            "turned \u202egnp.exe\u202c \u2066x\u2069 \u061c\u200f",
            "lines \u2028\u2029 end\rover",
            "hidden \u200b\u2060\ufeff\u00ad \udb40\udc41",
            "half \ud83d of \udc00 one",
            "overprinted p\bpa\ba \u0000\u007f\u001b(0",
            "````\n\u001b[31m<b>&#x202e;</b>]]>\n\u009c");

    private HostileTexts() {}

    /** Fails when a text has anything in it that is not safe on a terminal. */
    public static void assertSafe(String view, String text) {
        int[] unsafe = text.codePoints()
                .filter(c -> c != '\n' && UnsafeCharacters.contains(c))
                .toArray();
        assertTrue(
                unsafe.length == 0,
                () -> view + " has U+%04X".formatted(unsafe[0]) + " in:\n"
                        + text.substring(0, Math.min(text.length(), 3000)));
    }
}
