package dev.runbook.rehearsal.protobuf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.runbook.rehearsal.api.JsonTrees;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ProtobufBodyTest {
    @Test
    void a_secret_comes_out_as_its_json() throws IOException {
        byte[] metadata = message(
                field(1, "sh.helm.release.v1.coder.v1"),
                field(3, "coder"),
                field(11, message(field(1, "owner"), field(2, "helm"))));
        byte[] secret = message(
                field(1, metadata),
                field(2, message(field(1, "release"), field(2, new byte[] {1, 2, (byte) 200}))),
                field(3, "helm.sh/release.v1"));
        ObjectNode read = ProtobufBody.read(envelope("Secret", secret)).orElseThrow();
        assertEquals(
                Map.of(
                        "apiVersion", "v1",
                        "kind", "Secret",
                        "metadata",
                                Map.of(
                                        "name", "sh.helm.release.v1.coder.v1",
                                        "namespace", "coder",
                                        "labels", Map.of("owner", "helm")),
                        "data", Map.of("release", "AQLI"),
                        "type", "helm.sh/release.v1"),
                JsonTrees.toMap(read));
    }

    @Test
    void delete_options_come_out_as_their_json() throws IOException {
        byte[] options =
                message(new byte[] {8, (byte) 0xac, 2}, field(2, message(field(1, "u-1"))), field(4, "Background"));
        assertEquals(
                "{\"apiVersion\":\"v1\",\"kind\":\"DeleteOptions\",\"gracePeriodSeconds\":300,"
                        + "\"preconditions\":{\"uid\":\"u-1\"},\"propagationPolicy\":\"Background\"}",
                ProtobufBody.read(envelope("DeleteOptions", options))
                        .orElseThrow()
                        .toString());
    }

    @Test
    void other_kinds_are_not_read_and_broken_bodies_are_refused() throws IOException {
        assertTrue(ProtobufBody.read(envelope("Pod", new byte[0])).isEmpty());
        assertThrows(IOException.class, () -> ProtobufBody.read("{}".getBytes(StandardCharsets.UTF_8)));
        assertThrows(IOException.class, () -> ProtobufBody.read(new byte[] {'k', '8', 's', 0, 10, 100, 1}));
        assertThrows(IOException.class, () -> ProtobufBody.read(new byte[] {'k', '8', 's', 0, (byte) 0x80}));
    }

    private static byte[] envelope(String kind, byte[] raw) {
        return message(new byte[] {'k', '8', 's', 0}, field(1, message(field(1, "v1"), field(2, kind))), field(2, raw));
    }

    private static byte[] field(int number, String text) {
        return field(number, text.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] field(int number, byte[] content) {
        byte[] size = content.length < 128
                ? new byte[] {(byte) content.length}
                : new byte[] {(byte) ((content.length & 0x7f) | 0x80), (byte) (content.length >> 7)};
        return message(new byte[] {(byte) ((number << 3) | 2)}, size, content);
    }

    private static byte[] message(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }
}
