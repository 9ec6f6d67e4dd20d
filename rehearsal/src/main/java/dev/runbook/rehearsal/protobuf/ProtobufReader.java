package dev.runbook.rehearsal.protobuf;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Reads the fields of one protobuf message, one after the other. */
final class ProtobufReader {
    private static final int VARINT = 0;
    private static final int FIXED64 = 1;
    private static final int BYTES = 2;
    private static final int FIXED32 = 5;

    private final byte[] data;
    private int position;
    private int wireType;
    private byte[] bytes = {};
    private long number;

    ProtobufReader(byte[] data) {
        this.data = data;
    }

    /** The number of the next field, whose value has then been read; 0 at the end. */
    int next() throws IOException {
        if (position == data.length) {
            return 0;
        }
        long tag = varint();
        wireType = (int) (tag & 7);
        switch (wireType) {
            case VARINT -> number = varint();
            case BYTES -> bytes = take(varint());
            case FIXED64 -> bytes = take(8);
            case FIXED32 -> bytes = take(4);
            default -> throw new IOException("protobuf wire type " + wireType + " is not used by Kubernetes");
        }
        return (int) (tag >>> 3);
    }

    byte[] bytes() throws IOException {
        if (wireType != BYTES) {
            throw new IOException("a protobuf field has another type than expected");
        }
        return bytes;
    }

    String text() throws IOException {
        return new String(bytes(), StandardCharsets.UTF_8);
    }

    long number() throws IOException {
        if (wireType != VARINT) {
            throw new IOException("a protobuf field has another type than expected");
        }
        return number;
    }

    private long varint() throws IOException {
        long value = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            if (position == data.length) {
                throw new IOException("a protobuf message ends in the middle of a number");
            }
            byte b = data[position++];
            value |= (long) (b & 0x7f) << shift;
            if (b >= 0) {
                return value;
            }
        }
        throw new IOException("a protobuf number is too long");
    }

    private byte[] take(long length) throws IOException {
        if (length < 0 || length > data.length - position) {
            throw new IOException("a protobuf message ends in the middle of a field");
        }
        position += (int) length;
        return Arrays.copyOfRange(data, position - (int) length, position);
    }
}
