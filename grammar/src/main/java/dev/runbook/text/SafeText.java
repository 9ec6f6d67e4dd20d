package dev.runbook.text;

/** Makes text from elsewhere safe for a terminal: it can say anything, but it cannot move the cursor, ring, hide or turn round. */
public final class SafeText {
    private static final int TAB = 8;

    private SafeText() {}

    /** A name, a title, a value or a message as one line: control sequences are gone, tabs and line ends are spaces. */
    public static String line(String text) {
        return isPlain(text) ? text : cleaned(text, false);
    }

    /** The same for a text of several lines, whose line ends stay. */
    public static String lines(String text) {
        return isPlain(text) ? text : cleaned(text, true);
    }

    /** A line that a program printed: of one that overwrites itself the last state stays, tabs go to their stops. */
    public static String output(String line) {
        if (isPlain(line)) {
            return line;
        }
        return printed(line, true);
    }

    /** The same for a file that programs read as well: tabs stay. */
    public static String log(String line) {
        return isPlain(line) ? line : printed(line, false);
    }

    private static String printed(String line, boolean stops) {
        String last = stops ? line.stripTrailing() : withoutReturns(line);
        last = stops ? last.substring(last.lastIndexOf('\r') + 1) : last;
        StringBuilder out = new StringBuilder(last.length());
        int lineLength = 0;
        for (int i = 0; i < last.length(); ) {
            int end = ControlSequences.end(last, i);
            if (end > i) {
                i = end;
                continue;
            }
            int c = last.codePointAt(i);
            if (c == '\t' && !stops) {
                out.append('\t');
            } else if (c == '\t') {
                int width = TAB - lineLength % TAB;
                out.repeat(' ', width);
                lineLength += width;
            } else {
                lineLength += append(out, c);
            }
            i += Character.charCount(c);
        }
        return out.toString();
    }

    private static String cleaned(String text, boolean several) {
        StringBuilder out = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); ) {
            int end = ControlSequences.end(text, i);
            if (end > i) {
                i = end;
                continue;
            }
            int c = text.codePointAt(i);
            if (c == '\n' && several) {
                out.append('\n');
            } else if (c == '\t' || c == '\n' || c == '\r' || c == 0x85 || c == 0x2028 || c == 0x2029) {
                out.append(' ');
            } else {
                append(out, c);
            }
            i += Character.charCount(c);
        }
        return out.toString();
    }

    private static String withoutReturns(String line) {
        int end = line.length();
        while (end > 0 && line.charAt(end - 1) == '\r') {
            end--;
        }
        return line.substring(0, end);
    }

    private static int append(StringBuilder out, int c) {
        if (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE) {
            out.append('\ufffd');
            return 1;
        }
        if (UnsafeCharacters.contains(c)) {
            return 0;
        }
        out.appendCodePoint(c);
        return 1;
    }

    private static boolean isPlain(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < ' ' || text.charAt(i) >= 0x7f) {
                return false;
            }
        }
        return true;
    }
}
