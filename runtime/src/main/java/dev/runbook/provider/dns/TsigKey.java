package dev.runbook.provider.dns;

import dev.runbook.language.failure.Failed;
import dev.runbook.language.failure.Failure;
import dev.runbook.language.failure.FailureClass;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads a TSIG key: {@code name:algorithm:base64}, or the text of a key file of BIND. No message holds any of it. */
public final class TsigKey {
    /** What servers of today know, the usual one first. */
    public static final List<String> ALGORITHMS =
            List.of("hmac-sha256", "hmac-sha512", "hmac-sha384", "hmac-sha224", "hmac-sha1", "hmac-md5");

    private static final Pattern FILE =
            Pattern.compile("key\\s+\"?([^\\s\"{]+)\"?\\s*\\{([^}]*)\\}", Pattern.CASE_INSENSITIVE);
    private static final Pattern ALGORITHM =
            Pattern.compile("algorithm\\s+\"?([A-Za-z0-9.-]+)\"?\\s*;", Pattern.CASE_INSENSITIVE);
    private static final Pattern SECRET =
            Pattern.compile("secret\\s+\"?([A-Za-z0-9+/=]+)\"?\\s*;", Pattern.CASE_INSENSITIVE);

    private TsigKey() {}

    /** The key of a text; empty when the text is neither form, and may be the path of a key file. */
    public static Optional<Dns.UpdateKey> parse(String text) {
        Matcher file = FILE.matcher(text);
        if (file.find()) {
            Matcher algorithm = ALGORITHM.matcher(file.group(2));
            Matcher secret = SECRET.matcher(file.group(2));
            if (!algorithm.find() || !secret.find()) {
                throw wrong("the key file lacks its algorithm or its secret");
            }
            return Optional.of(key(file.group(1), algorithm.group(1), secret.group(1)));
        }
        String[] parts = text.strip().split(":", -1);
        if (parts.length != 3) {
            return Optional.empty();
        }
        // nsupdate's -y puts the algorithm first.
        boolean first = known(parts[0]) && !known(parts[1]);
        return Optional.of(first ? key(parts[1], parts[0], parts[2]) : key(parts[0], parts[1], parts[2]));
    }

    private static Dns.UpdateKey key(String name, String algorithm, String secret) {
        if (!known(algorithm)) {
            throw wrong("its algorithm is not one of " + String.join(", ", ALGORITHMS));
        }
        try {
            if (Base64.getDecoder().decode(secret.strip()).length == 0) {
                throw wrong("its secret is empty");
            }
        } catch (IllegalArgumentException e) {
            throw wrong("its secret is not base64");
        }
        return new Dns.UpdateKey(named(name), plain(algorithm), secret.strip());
    }

    private static String named(String name) {
        try {
            return HostName.of(name, "the key's name");
        } catch (Failed shown) {
            // The text that is wrong may be the secret, in the wrong place.
            throw wrong("its name is not a DNS name");
        }
    }

    private static boolean known(String algorithm) {
        return ALGORITHMS.contains(plain(algorithm));
    }

    private static String plain(String algorithm) {
        return algorithm.strip().toLowerCase(Locale.ROOT).replaceFirst("\\.sig-alg\\.reg\\.int\\.?$", "");
    }

    /** A key that cannot be used; {@code why} says nothing of what it holds. */
    public static Failed wrong(String why) {
        return new Failed(Failure.of(
                FailureClass.CommandFailed,
                "the TSIG key cannot be used: " + why,
                "Give name:algorithm:base64, such as update-key:hmac-sha256:…, or the path of a key file that tsig-keygen"
                        + " has written."));
    }
}
