package dev.runbook.machine.folder;

import dev.runbook.machine.files.PrivateFiles;
import dev.runbook.run.journal.JournalReading;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Arrays;

/** Gives the lines of a journal's file one by one, however long the file is. */
final class JournalFile {
    private final JournalReading reading;
    private byte[] line = new byte[4 << 10];
    private int length;

    private JournalFile(JournalReading reading) {
        this.reading = reading;
    }

    static void read(Path file, JournalReading reading) throws IOException {
        JournalFile lines = new JournalFile(reading);
        byte[] buffer = new byte[64 << 10];
        try (InputStream in = PrivateFiles.read(file)) {
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                lines.take(buffer, n);
            }
        }
        lines.end(false);
    }

    private void take(byte[] buffer, int count) {
        int from = 0;
        for (int i = 0; i < count; i++) {
            if (buffer[i] == '\n') {
                add(buffer, from, i);
                end(true);
                from = i + 1;
            }
        }
        add(buffer, from, count);
    }

    private void add(byte[] buffer, int from, int to) {
        int count = to - from;
        if (length + count > line.length) {
            line = Arrays.copyOf(line, Math.max(length + count, 2 * line.length));
        }
        System.arraycopy(buffer, from, line, length, count);
        length += count;
    }

    private void end(boolean whole) {
        reading.line(Arrays.copyOf(line, length), whole);
        length = 0;
    }
}
