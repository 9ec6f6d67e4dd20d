package dev.runbook.app.cli;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.regex.Pattern;

/** What a page shows of the output of a command: parts of it, in their order. */
final class PrintedParts {
    private static final String LEFT_OUT = "[…]";

    private PrintedParts() {}

    /** A part at a time, so that the first one that is not printed is told. */
    static void assertPrinted(String shown, String said) {
        String rest = withoutTimes(said);
        for (String part : List.of(withoutTimes(shown).split(Pattern.quote(LEFT_OUT) + "\n?", -1))) {
            int at = rest.indexOf(part);
            assertTrue(at >= 0, () -> "not printed, or not in this order:\n" + part + "\nin\n" + said);
            rest = rest.substring(at + part.length());
        }
    }

    /** How long something takes differs from run to run, and what takes next to no time is done without saying one. */
    private static String withoutTimes(String text) {
        return text.replaceAll("\\b\\d+(\\.\\d)? ?s\\b", "TIME").replace("✓ done in TIME\n", "✓ done\n");
    }
}
