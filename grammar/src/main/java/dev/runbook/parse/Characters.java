package dev.runbook.parse;

import dev.runbook.diagnostic.Code;
import dev.runbook.diagnostic.Label;
import dev.runbook.source.Source;

/** Finds characters that nobody can see, and that would make a text read other than it looks. */
final class Characters {
    private Characters() {}

    /**
     * Tells of them.
     *
     * @return false when this is no text
     */
    static boolean check(Source source, SyntaxDiagnostics problems) {
        String text = source.text();
        if (text.indexOf(0) >= 0) {
            tell(source, text.indexOf(0), problems);
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= ' ' && c < 0x7f) {
                continue;
            }
            if (unseen(text, i)) {
                tell(source, i, problems);
                // One for each line is enough to find the others.
                int next = text.indexOf('\n', i);
                if (next < 0) {
                    return true;
                }
                i = next;
            }
        }
        return true;
    }

    /** Whether a character cannot be seen and must not stand in a text; words are read as if it were a space. */
    static boolean unseen(String text, int i) {
        char c = text.charAt(i);
        boolean lineEnd = c == '\n' || (c == '\r' && i + 1 < text.length() && text.charAt(i + 1) == '\n');
        return (c < ' ' || c >= 0x7f)
                && !lineEnd
                && c != '\t'
                && (Character.isISOControl(c) || turnsText(c) || loneSurrogate(text, i));
    }

    /** The characters that make what follows run from right to left, or stop it. */
    private static boolean turnsText(char c) {
        return (c >= '\u202a' && c <= '\u202e') || (c >= '\u2066' && c <= '\u2069');
    }

    private static boolean loneSurrogate(String text, int i) {
        char c = text.charAt(i);
        if (Character.isHighSurrogate(c)) {
            return i + 1 >= text.length() || !Character.isLowSurrogate(text.charAt(i + 1));
        }
        return Character.isLowSurrogate(c) && (i == 0 || !Character.isHighSurrogate(text.charAt(i - 1)));
    }

    private static void tell(Source source, int at, SyntaxDiagnostics problems) {
        char c = source.text().charAt(at);
        String number = "U+%04X".formatted((int) c);
        String what = c == 0
                ? "the file contains a NUL byte"
                : turnsText(c)
                        ? "the invisible character " + number + " reverses text"
                        : "the file contains the control character " + number;
        String why = c == 0
                ? "No text file has one: this is a program, an archive or another kind of text than UTF-8."
                : c == '\r'
                        ? "A line ends in a line feed, with or without a carriage return before it; alone it ends nothing."
                        : "It cannot be seen, so the text is not what it looks like.";
        String fix = c == 0
                ? "Give the name of a runbook, or save the file as UTF-8."
                : "Remove it; inside a string it can be written as \\u{%x}.".formatted((int) c);
        problems.add(Code.RB0130, new Label(source.span(at, at + 1), ""), what, why, fix);
    }
}
