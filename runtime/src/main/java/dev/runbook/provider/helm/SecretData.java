package dev.runbook.provider.helm;

import dev.runbook.port.KubeObject;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;

/** The values of a Secret, as they are read from it, whether it was written with {@code data} or {@code stringData}. */
final class SecretData {
    private SecretData() {}

    static Map<String, String> of(KubeObject secret) {
        Map<String, String> values = new TreeMap<>();
        if (secret.at("data").orElse(Map.of()) instanceof Map<?, ?> data) {
            data.forEach((key, value) -> values.put(String.valueOf(key), decoded(String.valueOf(value))));
        }
        if (secret.at("stringData").orElse(Map.of()) instanceof Map<?, ?> texts) {
            texts.forEach((key, value) -> values.put(String.valueOf(key), String.valueOf(value)));
        }
        return values;
    }

    private static String decoded(String base64) {
        byte[] bytes;
        try {
            bytes = Base64.getMimeDecoder().decode(base64);
        } catch (IllegalArgumentException notBase64) {
            return base64;
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException notText) {
            return new String(bytes, StandardCharsets.ISO_8859_1);
        }
    }

    /** Whether a value is a certificate or its key, which charts renew and nothing is encrypted with for long. */
    static boolean certificate(String value) {
        return value.strip().startsWith("-----BEGIN ");
    }
}
