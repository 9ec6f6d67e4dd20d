package dev.runbook.provider.process.adapter;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** The beginning and the end of a stream of bytes, in bounded memory whatever comes. */
final class HeadAndTail {
    private final int headLimit;
    private final int tailLimit;
    private final ByteArrayOutputStream head = new ByteArrayOutputStream();
    private byte[] ring = new byte[0];
    private long total;

    HeadAndTail(int headLimit, int tailLimit) {
        this.headLimit = headLimit;
        this.tailLimit = tailLimit;
    }

    synchronized void add(byte[] bytes, int length) {
        int toHead = Math.min(length, headLimit - head.size());
        head.write(bytes, 0, toHead);
        total += toHead;
        // Of one piece, no more than the ring holds can matter.
        int from = Math.max(toHead, length - tailLimit);
        total += from - toHead;
        if (from < length && ring.length == 0) {
            ring = new byte[tailLimit];
        }
        for (int i = from; i < length; i++) {
            ring[(int) ((total++ - headLimit) % tailLimit)] = bytes[i];
        }
    }

    /** The text; when something is missing in its middle, it says how much. */
    synchronized String text() {
        if (total <= headLimit) {
            return head.toString(StandardCharsets.UTF_8);
        }
        int kept = (int) Math.min(total - headLimit, tailLimit);
        byte[] tail = new byte[kept];
        long first = total - headLimit - kept;
        for (int i = 0; i < kept; i++) {
            tail[i] = ring[(int) ((first + i) % tailLimit)];
        }
        if (first == 0) {
            ByteArrayOutputStream all = new ByteArrayOutputStream();
            all.writeBytes(head.toByteArray());
            all.writeBytes(tail);
            return all.toString(StandardCharsets.UTF_8);
        }
        int start = 0;
        while (start < kept && (tail[start] & 0xC0) == 0x80) {
            start++;
        }
        return head.toString(StandardCharsets.UTF_8) + "\n… " + first + " bytes left out …\n"
                + new String(tail, start, kept - start, StandardCharsets.UTF_8);
    }
}
