package dev.runbook.report;

import java.util.regex.Pattern;

/** Makes text from outside safe for a terminal: it can say anything, but it cannot move the cursor, ring or hide. */
public final class Printable {
    private static final Pattern ESCAPES =
            Pattern.compile("\u001b(?:\\[[0-?]*[ -/]*[@-~]|\\][^\u0007\u001b]*(?:\u0007|\u001b\\\\)?|[@-Z\\\\-_])");
    private static final int TAB = 8;

    private Printable() {}

    /** One line: escape sequences are gone, tabs are spaces, of a line that overwrites itself the last state stays. */
    public static String line(String text) {
        if (isPlain(text)) {
            return text;
        }
        String plain = ESCAPES.matcher(text.stripTrailing()).replaceAll("");
        String last = plain.substring(plain.lastIndexOf('\r') + 1);
        StringBuilder out = new StringBuilder();
        last.codePoints().forEach(c -> {
            if (c == '\t') {
                out.repeat(' ', TAB - Columns.width(out.toString()) % TAB);
            } else if (!Character.isISOControl(c) && !isDirection(c)) {
                out.appendCodePoint(c);
            }
        });
        return out.toString();
    }

    private static boolean isPlain(String text) {
        return text.chars().allMatch(c -> c >= ' ' && c < 0x7f);
    }

    /** Characters that turn the direction of writing round, which can make a line say what it does not. */
    private static boolean isDirection(int c) {
        return (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069) || c == 0x2028 || c == 0x2029;
    }
}
