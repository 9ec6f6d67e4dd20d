package dev.runbook.text;

/** A text from elsewhere inside a message, between quotes: where it ends can be seen, and what cannot be seen in it is written out. */
public final class Quoted {
    /** Of a longer text the beginning says which it is. */
    private static final int LONGEST = 80;

    private Quoted() {}

    /** The text between quotes, as a runbook could say it; a long one without its end. */
    public static String of(String text) {
        return '"' + inside(text, LONGEST) + '"';
    }

    /** The same without the quotes, for a message that has others, and at most so many characters. */
    public static String inside(String text, int most) {
        boolean whole = text.codePointCount(0, text.length()) <= most;
        String shown = whole ? text : text.substring(0, text.offsetByCodePoints(0, most));
        StringBuilder out = new StringBuilder(shown.length());
        shown.codePoints().forEach(c -> escape(c, out));
        return whole ? out.toString() : out.append('…').toString();
    }

    private static void escape(int c, StringBuilder out) {
        switch (c) {
            case '"' -> out.append("\\\"");
            case '\\' -> out.append("\\\\");
            case '\n' -> out.append("\\n");
            case '\t' -> out.append("\\t");
            case '\r' -> out.append("\\r");
            case 0x1b -> out.append("\\e");
            default -> {
                if (UnsafeCharacters.isUnseen(c) || (c != ' ' && Character.isSpaceChar(c))) {
                    out.append("\\u{%x}".formatted(c));
                } else {
                    out.appendCodePoint(c);
                }
            }
        }
    }
}
