package dev.runbook.provider.kube.adapter;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Consumer;

/** Cuts what comes in pieces into lines; called for each piece in turn, never by two threads at once. */
final class LineSplitter {
    private static final int LONGEST_LINE = 32 * 1024 * 1024;

    private final Consumer<String> line;
    private final ByteArrayOutputStream partial = new ByteArrayOutputStream();

    LineSplitter(Consumer<String> line) {
        this.line = line;
    }

    void take(List<ByteBuffer> pieces) throws IOException {
        for (ByteBuffer piece : pieces) {
            while (piece.hasRemaining()) {
                byte b = piece.get();
                if (b == '\n') {
                    String whole = partial.toString(StandardCharsets.UTF_8);
                    partial.reset();
                    line.accept(whole);
                } else {
                    partial.write(b);
                }
            }
        }
        if (partial.size() > LONGEST_LINE) {
            throw new IOException("a line of more than " + LONGEST_LINE + " bytes");
        }
    }

    /** Nothing more comes: what is left is a line too. */
    void end() {
        if (partial.size() > 0) {
            line.accept(partial.toString(StandardCharsets.UTF_8));
            partial.reset();
        }
    }
}
