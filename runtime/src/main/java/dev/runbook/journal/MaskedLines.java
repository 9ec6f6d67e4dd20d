package dev.runbook.journal;

import java.util.List;
import java.util.function.Consumer;

/**
 * Masks the lines of one stream as they come. A line whose end may be the beginning of a secret is held back until the
 * next line, or the end, shows whether it is. Can be used by several threads.
 */
public final class MaskedLines {
    /** A letter or two at the end of a line say nothing, and to wait for the next line because of them would hide progress. */
    private static final int TELLING = 3;

    private static final int MOST_HELD = 64 << 10;

    private final Masking masking;
    private final Consumer<String> next;
    private String held = "";
    private boolean holding;
    /** The last letters that went out, when a secret may have begun with them. */
    private String before = "";

    public MaskedLines(Masking masking, Consumer<String> next) {
        this.masking = masking;
        this.next = next;
    }

    /** Takes a line, without its line feed. */
    public synchronized void line(String line) {
        if (masking.isIdle() && !holding) {
            next.accept(line);
            return;
        }
        String text = holding ? held + "\n" + line : line;
        int from = masking.dangling(before + "\n" + text) - before.length() - 1;
        if (text.length() > MOST_HELD) {
            release(text);
            return;
        }
        if (from > text.length() - TELLING) {
            release(text);
            before = text.substring(Math.max(0, from));
            return;
        }
        // What is in doubt begins within one of the lines; those before it are clear.
        int start = from <= 0 ? 0 : text.lastIndexOf('\n', from - 1) + 1;
        if (start > 0) {
            release(text.substring(0, start - 1));
            before = "";
        }
        held = text.substring(start);
        holding = true;
    }

    /** Gives what was held back; nothing more comes. */
    public synchronized void end() {
        if (holding) {
            release(held);
        }
    }

    private void release(String text) {
        String masked = masking.text(before + "\n" + text);
        List<String> lines = List.of(masked.split("\n", -1));
        // The first line went out before.
        lines.subList(1, lines.size()).forEach(next);
        held = "";
        holding = false;
        before = "";
    }
}
