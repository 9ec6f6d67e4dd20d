package dev.runbook.run.journal;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** The ways in which programs write a text so that another program can read it, each read back. */
enum Decoding {
    /** The backslashes of JSON, YAML, shells and many a programming language. */
    BACKSLASHES('\\') {
        @Override
        int read(TextView view, int i, TextView.Writing out) {
            String text = view.text();
            if (text.charAt(i) != '\\' || i + 1 == text.length()) {
                return i;
            }
            char c = text.charAt(i + 1);
            int bytes = bytes(view, i, Decoding::backslashed, out);
            if (bytes > i) {
                return bytes;
            }
            int code = c == 'u' ? hex(text, i + 2, 4) : -1;
            if (code >= 0) {
                out.add((char) code, view.start(i), view.end(i + 5));
                return i + 6;
            }
            int close = c == 'u' && text.startsWith("{", i + 2) ? text.indexOf('}', i) : -1;
            code = close > i && close <= i + 9 ? hex(text, i + 3, close - i - 3) : -1;
            if (code >= 0 && Character.isValidCodePoint(code)) {
                out.add(code, view.start(i), view.end(close));
                return close + 1;
            }
            // Line ends are passed over here as well.
            if (c != 'n' && c != 'r') {
                out.add(c == 't' ? '\t' : c, view.start(i), view.end(i + 1));
            }
            return i + 2;
        }
    },

    /** The percent signs of URLs. */
    PERCENTS('%') {
        @Override
        int read(TextView view, int i, TextView.Writing out) {
            return bytes(view, i, (text, at) -> text.charAt(at) == '%' ? coded(hex(text, at + 1, 2), 3) : NONE, out);
        }
    },

    /** The equals signs of mail. */
    EQUALS('=') {
        @Override
        int read(TextView view, int i, TextView.Writing out) {
            return bytes(view, i, (text, at) -> text.charAt(at) == '=' ? coded(hex(text, at + 1, 2), 3) : NONE, out);
        }
    },

    /** The entities of HTML and XML. */
    ENTITIES('&') {
        @Override
        int read(TextView view, int i, TextView.Writing out) {
            String text = view.text();
            int end = text.charAt(i) == '&' ? text.indexOf(';', i) : -1;
            if (end < 0 || end > i + LONGEST_ENTITY) {
                return i;
            }
            String name = text.substring(i + 1, end);
            int code = NAMED.getOrDefault(name, -1);
            if (name.startsWith("#x") || name.startsWith("#X")) {
                code = hex(name, 2, name.length() - 2);
            } else if (name.matches("#\\d{1,7}")) {
                code = Integer.parseInt(name.substring(1));
            }
            if (!Character.isValidCodePoint(code)) {
                return i;
            }
            out.add(code, view.start(i), view.end(end));
            return end + 1;
        }
    },

    /** The quotes of a shell that are closed and opened again around a quote. */
    SHELL_QUOTES('\'') {
        @Override
        int read(TextView view, int i, TextView.Writing out) {
            for (Map.Entry<String, Character> quote : REOPENED.entrySet()) {
                if (view.text().startsWith(quote.getKey(), i)) {
                    int end = i + quote.getKey().length();
                    out.add(quote.getValue(), view.start(i), view.end(end - 1));
                    return end;
                }
            }
            return i;
        }
    },

    /** The doubled quotes of YAML and SQL. */
    DOUBLED_QUOTES('\'') {
        @Override
        int read(TextView view, int i, TextView.Writing out) {
            if (!view.text().startsWith("''", i)) {
                return i;
            }
            out.add('\'', view.start(i), view.end(i + 1));
            return i + 2;
        }
    },

    /** The doubled quotes of CSV. */
    DOUBLED_DOUBLE_QUOTES('"') {
        @Override
        int read(TextView view, int i, TextView.Writing out) {
            if (!view.text().startsWith("\"\"", i)) {
                return i;
            }
            out.add('"', view.start(i), view.end(i + 1));
            return i + 2;
        }
    };

    private static final int HEX = 16;
    private static final int LONGEST_ENTITY = 10;

    private static final Map<String, Integer> NAMED = Map.of(
            "amp", (int) '&', "lt", (int) '<', "gt", (int) '>', "quot", (int) '"', "apos", (int) '\'', "nbsp", 0xa0);

    private static final Map<String, Character> REOPENED =
            Map.of("'\\''", '\'', "'\"'\"'", '\'', "\"'\"'\"", '"', "'\"'\"", '\'');

    private static final CharacterCode NONE = new CharacterCode(-1, 0);

    private final char sign;

    Decoding(char sign) {
        this.sign = sign;
    }

    /** A byte that is written as a code, and how many characters the code has. */
    private record CharacterCode(int value, int length) {}

    /** Finds the code of a byte at a place of a text. */
    private interface Codes {
        CharacterCode at(String text, int index);
    }

    /** Reads the code that begins at an index, and gives the index behind it; the index itself where none begins. */
    abstract int read(TextView view, int i, TextView.Writing out);

    /** The view as it reads behind this writing; the same view where nothing is written so. */
    TextView of(TextView view) {
        if (!view.has(sign)) {
            return view;
        }
        String text = view.text();
        TextView.Writing out = new TextView.Writing(text.length());
        boolean changed = false;
        for (int i = 0; i < text.length(); ) {
            int next = read(view, i, out);
            if (next == i) {
                out.add(text.charAt(i), view.start(i), view.end(i));
                i++;
            } else {
                changed = true;
                i = next;
            }
        }
        return changed ? out.done() : view;
    }

    /** A run of bytes, which together may be letters beyond ASCII. */
    private static int bytes(TextView view, int from, Codes codes, TextView.Writing out) {
        String text = view.text();
        int i = from;
        CharacterCode first = codes.at(text, i);
        if (first.value() < 0) {
            return from;
        }
        int more = first.value() < 0x80 ? 0 : first.value() >= 0xf0 ? 3 : first.value() >= 0xe0 ? 2 : 1;
        byte[] bytes = new byte[more + 1];
        bytes[0] = (byte) first.value();
        i += first.length();
        for (int n = 1; n <= more; n++) {
            CharacterCode next = i < text.length() ? codes.at(text, i) : NONE;
            if (next.value() < 0) {
                return single(view, from, first, out);
            }
            bytes[n] = (byte) next.value();
            i += next.length();
        }
        try {
            String letter = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            out.add(letter.codePointAt(0), view.start(from), view.end(i - 1));
            return i;
        } catch (CharacterCodingException e) {
            return single(view, from, first, out);
        }
    }

    /** A byte that is a letter by itself, as in Latin-1. */
    private static int single(TextView view, int from, CharacterCode code, TextView.Writing out) {
        out.add((char) code.value(), view.start(from), view.end(from + code.length() - 1));
        return from + code.length();
    }

    private static CharacterCode backslashed(String text, int at) {
        if (text.charAt(at) != '\\' || at + 1 >= text.length()) {
            return NONE;
        }
        char c = text.charAt(at + 1);
        if (c == 'x') {
            return coded(hex(text, at + 2, 2), 4);
        }
        int value = 0;
        int digits = 0;
        while (digits < 3
                && at + 1 + digits < text.length()
                && text.charAt(at + 1 + digits) >= '0'
                && text.charAt(at + 1 + digits) <= '7') {
            value = value * 8 + text.charAt(at + 1 + digits) - '0';
            digits++;
        }
        return digits == 3 && value < 0x100 ? new CharacterCode(value, 4) : NONE;
    }

    private static CharacterCode coded(int value, int length) {
        return value < 0 ? NONE : new CharacterCode(value, length);
    }

    private static int hex(String text, int from, int digits) {
        if (digits < 1 || digits > 7 || from + digits > text.length()) {
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
}
