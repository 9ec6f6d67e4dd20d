package dev.runbook.app.foresee;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/** Tells whether a secret is the one that it was, to nobody who does not have it; slow, so that few can be tried. */
public record SecretHash(String salt, String hash) {
    private static final int ROUNDS = 200_000;
    private static final int BITS = 256;

    public SecretHash {
        if (HexFormat.of().parseHex(salt).length == 0 || HexFormat.of().parseHex(hash).length == 0) {
            throw new IllegalArgumentException("salt or hash is missing");
        }
    }

    /** Of a secret, with a salt of its own. */
    public static SecretHash of(String content) {
        byte[] salt = new byte[16];
        new SecureRandom().nextBytes(salt);
        String text = HexFormat.of().formatHex(salt);
        return new SecretHash(text, hash(content, text));
    }

    /** Whether it is of this secret. */
    public boolean isOf(String content) {
        return MessageDigest.isEqual(
                HexFormat.of().parseHex(hash), HexFormat.of().parseHex(hash(content, salt)));
    }

    private static String hash(String content, String salt) {
        try {
            PBEKeySpec spec =
                    new PBEKeySpec(content.toCharArray(), HexFormat.of().parseHex(salt), ROUNDS, BITS);
            return HexFormat.of()
                    .formatHex(SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
                            .generateSecret(spec)
                            .getEncoded());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
