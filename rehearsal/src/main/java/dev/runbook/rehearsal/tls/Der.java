package dev.runbook.rehearsal.tls;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.HexFormat;

/** Values in DER, the binary form of certificates: a tag, a length, the content. */
final class Der {
    private static final int SEQUENCE = 0x30;
    private static final int SET = 0x31;
    private static final DateTimeFormatter UTC_TIME =
            DateTimeFormatter.ofPattern("yyMMddHHmmss'Z'").withZone(ZoneOffset.UTC);

    private Der() {}

    static byte[] value(int tag, byte[]... parts) {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            content.writeBytes(part);
        }
        byte[] bytes = content.toByteArray();
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.write(tag);
        if (bytes.length < 0x80) {
            all.write(bytes.length);
        } else {
            byte[] length = BigInteger.valueOf(bytes.length).toByteArray();
            byte[] digits = length[0] == 0 ? Arrays.copyOfRange(length, 1, length.length) : length;
            all.write(0x80 | digits.length);
            all.writeBytes(digits);
        }
        all.writeBytes(bytes);
        return all.toByteArray();
    }

    static byte[] sequence(byte[]... parts) {
        return value(SEQUENCE, parts);
    }

    static byte[] set(byte[]... parts) {
        return value(SET, parts);
    }

    static byte[] integer(BigInteger number) {
        return value(0x02, number.toByteArray());
    }

    static byte[] yes() {
        return value(0x01, new byte[] {(byte) 0xff});
    }

    static byte[] octets(byte[] content) {
        return value(0x04, content);
    }

    static byte[] bits(byte[] content) {
        return value(0x03, new byte[] {0}, content);
    }

    static byte[] text(int tag, String text) {
        return value(tag, text.getBytes(StandardCharsets.UTF_8));
    }

    static byte[] time(Instant time) {
        return text(0x17, UTC_TIME.format(time));
    }

    /** An object identifier, given as the hexadecimal digits of its content. */
    static byte[] identifier(String hex) {
        return value(0x06, HexFormat.of().parseHex(hex));
    }
}
