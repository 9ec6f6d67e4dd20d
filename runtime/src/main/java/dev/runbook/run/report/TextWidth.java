package dev.runbook.run.report;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Fits text into the columns of a terminal: how wide it is, where it is cut, where it breaks. */
public final class TextWidth {
    /** Letters of East Asia, their punctuation, and emoji. */
    private static final int[][] WIDE = {
        {0x1100, 0x115f},
        {0x231a, 0x231b},
        {0x2329, 0x232a},
        {0x23e9, 0x23ec},
        {0x23f0, 0x23f0},
        {0x23f3, 0x23f3},
        {0x25fd, 0x25fe},
        {0x2614, 0x2615},
        {0x2648, 0x2653},
        {0x267f, 0x267f},
        {0x2693, 0x2693},
        {0x26a1, 0x26a1},
        {0x26aa, 0x26ab},
        {0x26bd, 0x26be},
        {0x26c4, 0x26c5},
        {0x26ce, 0x26ce},
        {0x26d4, 0x26d4},
        {0x26ea, 0x26ea},
        {0x26f2, 0x26f5},
        {0x26fa, 0x26fd},
        {0x2705, 0x2705},
        {0x270a, 0x270b},
        {0x2728, 0x2728},
        {0x274c, 0x274e},
        {0x2753, 0x2757},
        {0x2795, 0x2797},
        {0x27b0, 0x27bf},
        {0x2b1b, 0x2b1c},
        {0x2b50, 0x2b55},
        {0x2e80, 0xa4cf},
        {0xa960, 0xa97c},
        {0xac00, 0xd7a3},
        {0xf900, 0xfaff},
        {0xfe30, 0xfe6f},
        {0xff00, 0xff60},
        {0xffe0, 0xffe6},
        {0x16fe0, 0x18d08},
        {0x1b000, 0x1b2fb},
        {0x1f004, 0x1f004},
        {0x1f0cf, 0x1f0cf},
        {0x1f18e, 0x1f19a},
        {0x1f200, 0x1faff},
        {0x20000, 0x3fffd}
    };

    /** What stands before the text of a line: space, and a label with two spaces behind it. */
    private static final Pattern LEAD = Pattern.compile(" *(?:(?:error|warning): |[^ ]+(?: [^ ]+)?  +)?");

    private TextWidth() {}

    /** How many columns a text takes; wide East Asian letters and emoji take two, combining marks none. */
    public static int width(String text) {
        int width = 0;
        for (int i = 0; i < text.length(); ) {
            int c = text.codePointAt(i);
            width += width(c);
            i += Character.charCount(c);
        }
        return width;
    }

    private static int width(int c) {
        if (c < 0x300) {
            return 1;
        }
        int type = Character.getType(c);
        if (type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK || type == Character.FORMAT) {
            return 0;
        }
        for (int[] range : WIDE) {
            if (c >= range[0] && c <= range[1]) {
                return 2;
            }
        }
        return 1;
    }

    /** A line that is too wide, broken between words; what follows stands under where its text begins. */
    public static List<String> hanging(String line, int columns) {
        if (width(line) <= columns) {
            return List.of(line);
        }
        Matcher lead = LEAD.matcher(line);
        int left = lead.lookingAt() ? lead.end() : 0;
        if (left >= columns / 2) {
            return List.of(line);
        }
        List<String> lines = new ArrayList<>();
        String before = line.substring(0, left);
        for (String part : wrap(line.substring(left), columns - left)) {
            lines.add(before + part);
            before = " ".repeat(left);
        }
        return lines;
    }

    /** The text, or its beginning and the mark when it is wider than the columns. */
    public static String cut(String text, int columns, String mark) {
        if (width(text) <= columns) {
            return text;
        }
        return head(text, Math.max(0, columns - width(mark))) + mark;
    }

    private static String head(String text, int columns) {
        int width = 0;
        int end = 0;
        while (end < text.length()) {
            int c = text.codePointAt(end);
            width += width(c);
            if (width > columns) {
                break;
            }
            end += Character.charCount(c);
        }
        return text.substring(0, end);
    }

    /** Up to where a path or an address may be broken, if that is not near its beginning. */
    private static String part(String head) {
        int end = 0;
        for (char mark : new char[] {'/', '?', '&', ',', ';'}) {
            end = Math.max(end, head.lastIndexOf(mark) + 1);
        }
        return end > head.length() / 2 ? head.substring(0, end) : head;
    }

    /** The same, but a word that is wider than a line is broken as well: it must not leave its frame. */
    public static List<String> fold(String text, int columns) {
        List<String> lines = new ArrayList<>();
        for (String line : wrap(text, columns)) {
            String rest = line;
            while (width(rest) > columns) {
                String head = part(head(rest, Math.max(2, columns)));
                lines.add(head);
                rest = rest.substring(head.length());
            }
            lines.add(rest);
        }
        return lines;
    }

    /**
     * Breaks a text at spaces into lines of at most that many columns; a word that is wider stays whole, so that it can
     * be copied. Line breaks of the text stay.
     */
    public static List<String> wrap(String text, int columns) {
        List<String> lines = new ArrayList<>();
        for (String paragraph : text.lines().toList()) {
            StringBuilder line = new StringBuilder();
            for (String word : paragraph.strip().split(" +", -1)) {
                if (!line.isEmpty() && width(line.toString()) + 1 + width(word) > columns) {
                    lines.add(line.toString());
                    line.setLength(0);
                }
                line.append(line.isEmpty() ? "" : " ").append(word);
            }
            lines.add(line.toString());
        }
        return lines.isEmpty() ? List.of("") : lines;
    }
}
