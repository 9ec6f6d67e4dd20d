package dev.runbook.parse;

/** The escapes of strings. */
final class Escapes {
    private Escapes() {}

    /**
     * One escape.
     *
     * @param length how many characters it is written with
     * @param value what it stands for; empty when it stands for nothing
     */
    record Escape(int length, String value) {
        boolean known() {
            return !value.isEmpty();
        }
    }

    /** The escape whose backslash is at an index; another character follows it. */
    static Escape at(String text, int index) {
        int letter = text.codePointAt(index + 1);
        return switch (letter) {
            case 'n' -> new Escape(2, "\n");
            case 't' -> new Escape(2, "\t");
            case 'r' -> new Escape(2, "\r");
            case 's' -> new Escape(2, " ");
            case 'e' -> new Escape(2, "\u001b");
            case '"' -> new Escape(2, "\"");
            case '\\' -> new Escape(2, "\\");
            case '#' -> new Escape(2, "#");
            case 'u' -> unicode(text, index);
            default -> new Escape(1 + Character.charCount(letter), "");
        };
    }

    private static Escape unicode(String text, int index) {
        int close = text.indexOf('}', index, Math.min(text.length(), index + 10));
        if (close < 0 || text.charAt(index + 2) != '{') {
            return new Escape(2, "");
        }
        String digits = text.substring(index + 3, close);
        int length = close + 1 - index;
        if (digits.isEmpty() || !digits.chars().allMatch(c -> Character.digit(c, 16) >= 0 && c < 128)) {
            return new Escape(length, "");
        }
        int number = Integer.parseInt(digits, 16);
        boolean character = number > 0 && number <= Character.MAX_CODE_POINT && (number < 0xD800 || number > 0xDFFF);
        return new Escape(length, character ? Character.toString(number) : "");
    }

    /** What a string's inside stands for. */
    static String decode(String written) {
        int backslash = written.indexOf('\\');
        if (backslash < 0) {
            return written;
        }
        StringBuilder out = new StringBuilder(written.length());
        int from = 0;
        while (backslash >= 0) {
            Escape escape = at(written, backslash);
            out.append(written, from, backslash).append(escape.value());
            from = backslash + escape.length();
            backslash = written.indexOf('\\', from);
        }
        return out.append(written, from, written.length()).toString();
    }

    /** What the inside of a string in single quotes stands for: only the quote and the backslash are escaped. */
    static String decodeRaw(String written) {
        StringBuilder out = new StringBuilder(written.length());
        for (int i = 0; i < written.length(); i++) {
            char c = written.charAt(i);
            boolean escape = c == '\\'
                    && i + 1 < written.length()
                    && (written.charAt(i + 1) == '\'' || written.charAt(i + 1) == '\\');
            out.append(escape ? written.charAt(++i) : c);
        }
        return out.toString();
    }
}
