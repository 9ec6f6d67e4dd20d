package dev.runbook.run.journal;

import dev.runbook.text.ControlSequences;
import dev.runbook.text.UnsafeCharacters;
import java.util.Arrays;

/**
 * A text as somebody reads it, on a screen or knowing how it was written, and for each of its characters where that one
 * stands in the text as it was written.
 */
final class TextView {
    private final String text;
    /** Where each character begins and ends; empty when all stand where they stood. */
    private final int[] starts;

    private final int[] ends;
    private final boolean inOrder;

    private TextView(String text, int[] starts, int[] ends, boolean inOrder) {
        this.text = text;
        this.starts = starts;
        this.ends = ends;
        this.inOrder = inOrder;
    }

    /**
     * What is seen of it: without control sequences, without what has no shape, and without line ends and the
     * indentation behind them, for a word may have been broken anywhere.
     */
    static TextView of(String written) {
        return without(written, true);
    }

    /** The same with what stands inside control sequences: links, titles and what goes to the clipboard. */
    static TextView withSequences(String written) {
        return without(written, false);
    }

    private static TextView without(String written, boolean sequences) {
        if (isPlain(written)) {
            return new TextView(written, new int[0], new int[0], true);
        }
        Writing view = new Writing(written.length());
        boolean indented = false;
        for (int i = 0; i < written.length(); ) {
            int end = sequences ? ControlSequences.end(written, i) : i;
            if (end > i) {
                i = end;
                continue;
            }
            int c = written.codePointAt(i);
            int next = i + Character.charCount(c);
            if (c == '\n' || c == '\r') {
                indented = true;
            } else if (c == '\t' || !UnsafeCharacters.isUnseen(c)) {
                if (!indented || (c != ' ' && c != '\t')) {
                    indented = false;
                    view.add(c, i, next);
                }
            }
            i = next;
        }
        return view.done();
    }

    private static boolean isPlain(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c != '\t' && (c < ' ' || c >= 0x7f)) {
                return false;
            }
        }
        return true;
    }

    /** Where the characters from one index to another (that one not) stand in the text as it was written. */
    int from(int from, int to) {
        int first = start(from);
        for (int i = from + 1; i < to && !inOrder; i++) {
            first = Math.min(first, start(i));
        }
        return first;
    }

    /** Where they end there. */
    int to(int from, int to) {
        int last = end(to - 1);
        for (int i = from; i < to && !inOrder; i++) {
            last = Math.max(last, end(i));
        }
        return last;
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

    boolean inOrder() {
        return inOrder;
    }

    boolean has(char wanted) {
        return text.indexOf(wanted) >= 0;
    }

    /** A view that is being made. */
    static final class Writing {
        private final StringBuilder characters;
        private int[] starts;
        private int[] ends;
        private boolean inOrder = true;

        Writing(int about) {
            characters = new StringBuilder(about);
            starts = new int[Math.max(about, 1)];
            ends = new int[Math.max(about, 1)];
        }

        void add(int codePoint, int start, int end) {
            if (codePoint >= Character.MIN_SUPPLEMENTARY_CODE_POINT) {
                add(Character.highSurrogate(codePoint), start, end);
                add(Character.lowSurrogate(codePoint), start, end);
            } else {
                add((char) codePoint, start, end);
            }
        }

        void add(char c, int start, int end) {
            int length = characters.length();
            if (length == starts.length) {
                starts = Arrays.copyOf(starts, length * 2);
                ends = Arrays.copyOf(ends, length * 2);
            }
            inOrder &= length == 0 || start >= starts[length - 1];
            starts[length] = start;
            ends[length] = end;
            characters.append(c);
        }

        TextView done() {
            return new TextView(characters.toString(), starts, ends, inOrder);
        }
    }
}
