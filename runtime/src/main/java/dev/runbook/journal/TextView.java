package dev.runbook.journal;

/**
 * A text as somebody reads it who knows how it was written, and for each of its characters where that one stands in the
 * text as it was written.
 */
final class TextView {
    private static final int HEX = 16;

    private final String text;
    /** Where each character begins and ends; empty when all stand where they stood. */
    private final int[] starts;

    private final int[] ends;

    private TextView(String text, int[] starts, int[] ends) {
        this.text = text;
        this.starts = starts;
        this.ends = ends;
    }

    /** Without line ends and the indentation behind them: a word may have been broken anywhere. */
    static TextView of(String written) {
        if (written.indexOf('\n') < 0 && written.indexOf('\r') < 0) {
            return new TextView(written, new int[0], new int[0]);
        }
        Writing view = new Writing(written.length());
        boolean indented = false;
        for (int i = 0; i < written.length(); i++) {
            char c = written.charAt(i);
            if (c == '\n' || c == '\r') {
                indented = true;
            } else if (!indented || (c != ' ' && c != '\t')) {
                indented = false;
                view.add(c, i, i + 1);
            }
        }
        return view.done();
    }

    /** Where a character begins in the text as it was written. */
    int start(int index) {
        return starts.length == 0 ? index : starts[index];
    }

    /** Where a character ends in the text as it was written. */
    int end(int index) {
        return ends.length == 0 ? index + 1 : ends[index];
    }

    String text() {
        return text;
    }

    boolean has(char wanted) {
        return text.indexOf(wanted) >= 0;
    }

    /** As it is behind the percent signs of a URL; characters beyond ASCII stay as they are. */
    TextView withoutPercents() {
        Writing view = new Writing(text.length());
        for (int i = 0; i < text.length(); i++) {
            int code = text.charAt(i) == '%' ? hex(i + 1, 2) : -1;
            if (code >= 0 && code < 0x80) {
                view.add((char) code, start(i), end(i + 2));
                i += 2;
            } else {
                view.add(text.charAt(i), start(i), end(i));
            }
        }
        return view.done();
    }

    /** As it is behind the backslashes of JSON, YAML and many a programming language. */
    TextView withoutBackslashes() {
        Writing view = new Writing(text.length());
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) != '\\' || i + 1 == text.length()) {
                view.add(text.charAt(i), start(i), end(i));
                continue;
            }
            char c = text.charAt(i + 1);
            int code = c == 'u' ? hex(i + 2, 4) : c == 'x' ? hex(i + 2, 2) : -1;
            int more = code < 0 ? 1 : c == 'u' ? 5 : 3;
            // Line ends are passed over here as well.
            if (c != 'n' && c != 'r') {
                view.add(code >= 0 ? (char) code : c == 't' ? '\t' : c, start(i), end(i + more));
            }
            i += more;
        }
        return view.done();
    }

    /** As it is behind the doubled quotes of YAML and SQL. */
    TextView withoutDoubledQuotes() {
        Writing view = new Writing(text.length());
        for (int i = 0; i < text.length(); i++) {
            boolean doubled = text.charAt(i) == '\'' && i + 1 < text.length() && text.charAt(i + 1) == '\'';
            view.add(text.charAt(i), start(i), end(doubled ? i + 1 : i));
            i += doubled ? 1 : 0;
        }
        return view.done();
    }

    private int hex(int from, int digits) {
        if (from + digits > text.length()) {
            return -1;
        }
        int code = 0;
        for (int i = from; i < from + digits; i++) {
            int digit = Character.digit(text.charAt(i), HEX);
            if (digit < 0) {
                return -1;
            }
            code = code * HEX + digit;
        }
        return code;
    }

    /** A view that is being made; it is never longer than what it is made of. */
    private static final class Writing {
        private final char[] characters;
        private final int[] starts;
        private final int[] ends;
        private int length;

        Writing(int longest) {
            characters = new char[longest];
            starts = new int[longest];
            ends = new int[longest];
        }

        void add(char c, int start, int end) {
            characters[length] = c;
            starts[length] = start;
            ends[length] = end;
            length++;
        }

        TextView done() {
            return new TextView(new String(characters, 0, length), starts, ends);
        }
    }
}
