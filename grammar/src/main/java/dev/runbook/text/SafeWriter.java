package dev.runbook.text;

import java.io.IOException;
import java.io.Writer;
import java.util.regex.Pattern;

/**
 * The last door before a terminal: text goes through as it is, of control sequences only those that we draw with ourselves.
 * What comes from elsewhere is made safe where it is put into words; this holds where that was forgotten.
 */
public final class SafeWriter extends Writer {
    /** Colours, and lines that are drawn again in place. */
    private static final Pattern OWN = Pattern.compile("\u001b\\[(?:[0-9;]{0,20}m|[0-9]{0,5}A|[JK])");

    private final Writer next;
    private final boolean drawing;

    /**
     * A door before a writer.
     *
     * @param drawing whether we draw at all: nobody does so on a pipe or in a file
     */
    public SafeWriter(Writer next, boolean drawing) {
        this.next = next;
        this.drawing = drawing;
    }

    @Override
    public void write(char[] characters, int from, int length) throws IOException {
        write(new String(characters, from, length));
    }

    @Override
    public void write(String text, int from, int length) throws IOException {
        write(text.substring(from, from + length));
    }

    @Override
    public void write(String text) throws IOException {
        StringBuilder safe = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); ) {
            int c = text.codePointAt(i);
            int sequence = ControlSequences.end(text, i);
            int end = Math.max(sequence, i + Character.charCount(c));
            boolean own = sequence > i
                    && drawing
                    && OWN.matcher(text.substring(i, end)).matches();
            boolean layout = c == '\n' || c == '\t' || (c == '\r' && drawing);
            // Half a character goes on: the other half may come with the next write.
            boolean half = Character.charCount(c) == 1 && Character.isSurrogate((char) c);
            if (own || layout || half || (sequence == i && !UnsafeCharacters.contains(c))) {
                safe.append(text, i, end);
            }
            i = end;
        }
        next.write(safe.toString());
    }

    @Override
    public void flush() throws IOException {
        next.flush();
    }

    @Override
    public void close() throws IOException {
        next.close();
    }
}
