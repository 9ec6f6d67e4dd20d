package dev.runbook.diagnostic;

import dev.runbook.text.UnsafeCharacters;

/** A line of a source as a terminal shows it: tabs widened, what cannot be seen replaced, a long line cut. */
final class DisplayLine {
    private static final int TAB = 4;
    /** How many characters before and after a place are shown of a line that is too long. */
    private static final int REACH = 60;

    private static final int LONGEST = 2 * REACH;
    private static final String CUT = "...";

    private final String line;
    private final int from;
    private final int to;

    /**
     * @param around the index that must be in sight
     */
    DisplayLine(String line, int around) {
        this.line = line;
        if (line.length() <= LONGEST) {
            from = 0;
            to = line.length();
        } else {
            from = boundary(Math.max(0, Math.min(around - REACH, line.length() - LONGEST)));
            to = boundary(Math.min(line.length(), from + LONGEST));
        }
    }

    /** Never between the two halves of one character. */
    private int boundary(int index) {
        boolean inside = index > 0
                && index < line.length()
                && Character.isLowSurrogate(line.charAt(index))
                && Character.isHighSurrogate(line.charAt(index - 1));
        return inside ? index - 1 : index;
    }

    String text() {
        StringBuilder out = new StringBuilder(from > 0 ? CUT : "");
        int column = out.length();
        for (int i = from; i < to; ) {
            int c = line.codePointAt(i);
            int width = width(c, column);
            out.append(c == '\t' ? " ".repeat(width) : visible(c));
            column += width;
            i += Character.charCount(c);
        }
        return out.append(to < line.length() ? CUT : "").toString();
    }

    /** The column, counted from 0, at which the character at an index is shown. */
    int column(int index) {
        int column = from > 0 ? CUT.length() : 0;
        for (int i = from; i < Math.min(index, to); ) {
            int c = line.codePointAt(i);
            column += width(c, column);
            i += Character.charCount(c);
        }
        return index > to ? column + CUT.length() : column;
    }

    /** What is shown for a text of one line, so that no text of a user can steer the terminal. */
    static String visible(String text) {
        StringBuilder out = new StringBuilder(text.length());
        text.codePoints().forEach(c -> out.append(c == '\n' ? "\n" : visible(c)));
        return out.toString();
    }

    private static String visible(int c) {
        return UnsafeCharacters.contains(c) ? "?" : Character.toString(c);
    }

    private static int width(int c, int column) {
        if (c == '\t') {
            return TAB - column % TAB;
        }
        if (c < 0x300 || UnsafeCharacters.contains(c)) {
            return 1;
        }
        int kind = Character.getType(c);
        if (kind == Character.NON_SPACING_MARK || kind == Character.ENCLOSING_MARK || c == 0x200d) {
            return 0;
        }
        return isWide(c) ? 2 : 1;
    }

    private static boolean isWide(int c) {
        return (c >= 0x1100 && c <= 0x115f)
                || (c >= 0x2e80 && c <= 0xa4cf)
                || (c >= 0xac00 && c <= 0xd7a3)
                || (c >= 0xf900 && c <= 0xfaff)
                || (c >= 0xfe30 && c <= 0xfe6f)
                || (c >= 0xff00 && c <= 0xff60)
                || (c >= 0xffe0 && c <= 0xffe6)
                || (c >= 0x1f300 && c <= 0x1faff)
                || (c >= 0x20000 && c <= 0x3fffd);
    }
}
