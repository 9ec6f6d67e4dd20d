package dev.runbook.run.journal;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Makes the lines of small journals. */
final class JournalLines {
    static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");

    private JournalLines() {}

    /** A journal of so many notes. */
    static List<String> notes(int count) {
        JournalWriting writing = new JournalWriting(JournalEnd.NOTHING);
        List<String> lines = new ArrayList<>();
        for (int i = 1; i <= count; i++) {
            lines.add(text(writing.next(NOON, new Entry.Noted("", "", "ünïcödé " + i))));
        }
        return lines;
    }

    static String text(byte[] line) {
        return new String(line, StandardCharsets.UTF_8).strip();
    }
}
