package dev.runbook.run.journal;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/** The last field of a line: the sum of all of the line that stands before it. A line cannot be changed alone. */
final class LineChecksum {
    static final String ALGORITHM = "SHA-256";
    private static final int DIGITS = 64;
    private static final byte[] BEFORE = ",\"sum\":\"".getBytes(StandardCharsets.UTF_8);
    private static final byte[] AFTER = "\"}".getBytes(StandardCharsets.UTF_8);
    private static final int LENGTH = BEFORE.length + DIGITS + AFTER.length;

    private LineChecksum() {}

    /** The field, with the end of the object, for a line that begins with these bytes. */
    static String close(String sum) {
        return ",\"sum\":\"" + sum + "\"}";
    }

    /** The sum that a line says of itself; empty when it says none at its very end. */
    static Optional<String> said(byte[] line) {
        int start = line.length - LENGTH;
        boolean sealed = start > 0
                && Arrays.equals(line, start, start + BEFORE.length, BEFORE, 0, BEFORE.length)
                && Arrays.equals(line, line.length - AFTER.length, line.length, AFTER, 0, AFTER.length);
        return sealed
                ? Optional.of(new String(line, start + BEFORE.length, DIGITS, StandardCharsets.UTF_8))
                : Optional.empty();
    }

    /** The sum of what stands before the seal of a line that has one. */
    static String ofSealed(byte[] line) {
        return of(line, line.length - LENGTH);
    }

    /** The sum of a whole line without a seal. */
    static String ofBare(byte[] line) {
        return of(line, line.length);
    }

    private static String of(byte[] bytes, int length) {
        try {
            MessageDigest digest = MessageDigest.getInstance(ALGORITHM);
            digest.update(bytes, 0, length);
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
