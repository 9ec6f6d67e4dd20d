package dev.runbook.provider.kube.adapter;

import io.fabric8.kubernetes.client.Config;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;

/** Tells the algorithm of a client's private key, which kubectl sees for itself and fabric8 takes for RSA. */
final class ClientKey {
    /** The object identifiers of id-ecPublicKey and of Ed25519, as they stand in a PKCS #8 key. */
    private static final String EC_IDENTIFIER = "06072a8648ce3d0201";

    private static final String ED25519_IDENTIFIER = "06032b6570";

    private ClientKey() {}

    static Optional<String> algorithm(Config config) {
        String pem;
        try {
            if (config.getClientKeyData() != null) {
                pem = new String(Base64.getMimeDecoder().decode(config.getClientKeyData()), StandardCharsets.UTF_8);
            } else if (config.getClientKeyFile() != null) {
                pem = Files.readString(Path.of(config.getClientKeyFile()));
            } else {
                return Optional.empty();
            }
        } catch (IOException | IllegalArgumentException unreadable) {
            // The client will say the same with more words when it opens the key.
            return Optional.empty();
        }
        return ofPem(pem);
    }

    static Optional<String> ofPem(String pem) {
        if (pem.contains("BEGIN EC PRIVATE KEY")) {
            return Optional.of("EC");
        }
        if (!pem.contains("BEGIN PRIVATE KEY")) {
            return Optional.empty();
        }
        String body = pem.replaceAll("(?s).*-----BEGIN PRIVATE KEY-----|-----END PRIVATE KEY-----.*", "");
        try {
            String hex = HexFormat.of().formatHex(Base64.getMimeDecoder().decode(body));
            String head = hex.substring(0, Math.min(64, hex.length()));
            return head.contains(EC_IDENTIFIER)
                    ? Optional.of("EC")
                    : head.contains(ED25519_IDENTIFIER) ? Optional.of("Ed25519") : Optional.empty();
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
    }
}
