package dev.runbook.rehearsal.chart;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Writes files into a tar archive (ustar), always in the same way, so that the same files give the same archive. */
final class TarWriter implements AutoCloseable {
    private static final int BLOCK = 512;
    private static final int NAME_LENGTH = 100;
    private static final int FOLDER_LENGTH = 155;

    private final OutputStream out;

    TarWriter(OutputStream out) {
        this.out = out;
    }

    void file(String name, byte[] content) throws IOException {
        byte[] header = new byte[BLOCK];
        int cut = folder(name);
        if (cut > 0) {
            bytes(header, 345, name.substring(0, cut).getBytes(StandardCharsets.UTF_8));
        }
        byte[] nameBytes = name.substring(cut > 0 ? cut + 1 : 0).getBytes(StandardCharsets.UTF_8);
        bytes(header, 0, nameBytes);
        text(header, 100, "0000644\0");
        text(header, 108, "0000000\0");
        text(header, 116, "0000000\0");
        text(header, 124, "%011o\0".formatted(content.length));
        text(header, 136, "%011o\0".formatted(0));
        text(header, 156, "0");
        text(header, 257, "ustar\00000");
        // The checksum is computed with its own field full of blanks.
        Arrays.fill(header, 148, 156, (byte) ' ');
        int sum = 0;
        for (byte b : header) {
            sum += b & 0xff;
        }
        text(header, 148, "%06o\0 ".formatted(sum));
        out.write(header);
        out.write(content);
        out.write(new byte[(BLOCK - content.length % BLOCK) % BLOCK]);
    }

    /** Where a long name is cut: its end has 100 bytes, and the folders before that have 155 elsewhere. */
    private static int folder(String name) throws IOException {
        if (length(name) <= NAME_LENGTH) {
            return 0;
        }
        for (int cut = name.indexOf('/'); cut > 0; cut = name.indexOf('/', cut + 1)) {
            if (length(name.substring(cut + 1)) <= NAME_LENGTH && length(name.substring(0, cut)) <= FOLDER_LENGTH) {
                return cut;
            }
        }
        throw new IOException("the file name " + name + " is longer than a tar header has room for");
    }

    private static int length(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    @Override
    public void close() throws IOException {
        out.write(new byte[2 * BLOCK]);
        out.close();
    }

    private static void text(byte[] header, int offset, String text) {
        bytes(header, offset, text.getBytes(StandardCharsets.US_ASCII));
    }

    private static void bytes(byte[] header, int offset, byte[] bytes) {
        System.arraycopy(bytes, 0, header, offset, bytes.length);
    }
}
