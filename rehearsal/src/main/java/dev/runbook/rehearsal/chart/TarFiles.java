package dev.runbook.rehearsal.chart;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Predicate;

/** The files of a tar archive, as helm and tar write it. */
final class TarFiles {
    private static final int BLOCK = 512;

    private TarFiles() {}

    /** The content of the first file with such a name. */
    static byte[] at(InputStream tar, Predicate<String> wanted) throws IOException {
        while (true) {
            byte[] header = tar.readNBytes(BLOCK);
            if (header.length < BLOCK || header[0] == 0) {
                throw new IOException("there is no Chart.yaml in it");
            }
            int size = size(text(header, 124, 12).trim());
            if (isFile(header[156]) && wanted.test(name(header))) {
                return tar.readNBytes(size);
            }
            tar.skipNBytes((size + BLOCK - 1L) / BLOCK * BLOCK);
        }
    }

    private static int size(String octal) throws IOException {
        try {
            return Integer.parseInt(octal, 8);
        } catch (NumberFormatException e) {
            throw new IOException("it is no tar archive", e);
        }
    }

    private static boolean isFile(byte type) {
        return type == '0' || type == 0;
    }

    private static String name(byte[] header) {
        String name = text(header, 0, 100);
        String folder = text(header, 257, 5).equals("ustar") ? text(header, 345, 155) : "";
        return (folder.isEmpty() ? name : folder + "/" + name).replaceFirst("^\\./", "");
    }

    private static String text(byte[] header, int offset, int length) {
        int end = offset;
        while (end < offset + length && header[end] != 0) {
            end++;
        }
        return new String(header, offset, end - offset, StandardCharsets.UTF_8);
    }
}
