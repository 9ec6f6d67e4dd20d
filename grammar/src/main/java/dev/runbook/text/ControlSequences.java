package dev.runbook.text;

/** Where a control sequence of a terminal (ECMA-48, and what xterm adds) ends, with seven bits or with eight. */
public final class ControlSequences {
    private static final char ESCAPE = '\u001b';
    private static final char BELL = '\u0007';
    private static final char STRING_END = '\u009c';

    private ControlSequences() {}

    /**
     * The index behind the sequence that begins at an index; the index itself where none begins. A command string (a
     * title, a link, a clipboard) that is not closed goes to the end of its line.
     */
    public static int end(String text, int at) {
        char c = text.charAt(at);
        if (c == ESCAPE) {
            return at + 1 == text.length() ? at + 1 : escape(text, at + 1);
        }
        if (c == '\u009b') {
            return parameters(text, at + 1);
        }
        boolean string = c == '\u0090' || c == '\u0098' || c == '\u009d' || c == '\u009e' || c == '\u009f';
        return string ? string(text, at + 1) : at;
    }

    private static int escape(String text, int at) {
        char kind = text.charAt(at);
        return switch (kind) {
            case '[' -> parameters(text, at + 1);
            case ']', 'P', 'X', '^', '_' -> string(text, at + 1);
            default -> {
                int i = at;
                while (i < text.length() && text.charAt(i) >= ' ' && text.charAt(i) <= '/') {
                    i++;
                }
                yield i < text.length() && text.charAt(i) >= '0' && text.charAt(i) <= '~' ? i + 1 : i;
            }
        };
    }

    private static int parameters(String text, int at) {
        int i = at;
        while (i < text.length() && text.charAt(i) >= ' ' && text.charAt(i) <= '?') {
            i++;
        }
        return i < text.length() && text.charAt(i) >= '@' && text.charAt(i) <= '~' ? i + 1 : i;
    }

    private static int string(String text, int at) {
        for (int i = at; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == BELL || c == STRING_END) {
                return i + 1;
            }
            if (c == ESCAPE) {
                return i + 1 < text.length() && text.charAt(i + 1) == '\\' ? i + 2 : i;
            }
            if (c == '\n') {
                return i;
            }
        }
        return text.length();
    }
}
