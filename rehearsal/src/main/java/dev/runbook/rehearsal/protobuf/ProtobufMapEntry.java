package dev.runbook.rehearsal.protobuf;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** One entry of a protobuf map: a text and the bytes that it stands for. */
@SuppressWarnings("ArrayRecordComponent") // lives for one line, and nobody compares it
record ProtobufMapEntry(String key, byte[] value) {

    static ProtobufMapEntry of(byte[] message) throws IOException {
        String key = "";
        byte[] value = {};
        ProtobufReader reader = new ProtobufReader(message);
        for (int field = reader.next(); field != 0; field = reader.next()) {
            switch (field) {
                case 1 -> key = reader.text();
                case 2 -> value = reader.bytes();
                default -> {}
            }
        }
        return new ProtobufMapEntry(key, value);
    }

    String text() {
        return new String(value, StandardCharsets.UTF_8);
    }
}
