package dev.runbook.rehearsal.helm;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** Finds one file in a tar stream. */
final class TarReader {
    private static final int BLOCK = 512;

    private TarReader() {}

    /** The stream, placed at the content of a file. */
    static InputStream find(InputStream tar, String name) throws IOException {
        while (true) {
            byte[] header = tar.readNBytes(BLOCK);
            if (header.length < BLOCK || header[0] == 0) {
                throw new EOFException("there is no " + name + " in the archive");
            }
            if (text(header, 0, 100).equals(name)) {
                return tar;
            }
            long size = Long.parseLong(text(header, 124, 12).trim(), 8);
            tar.skipNBytes((size + BLOCK - 1) / BLOCK * BLOCK);
        }
    }

    private static String text(byte[] header, int offset, int length) {
        int end = offset;
        while (end < offset + length && header[end] != 0) {
            end++;
        }
        return new String(header, offset, end - offset, StandardCharsets.UTF_8);
    }
}
