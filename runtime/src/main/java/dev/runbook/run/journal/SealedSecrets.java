package dev.runbook.run.journal;

import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/**
 * Puts signs in the place of secrets, and the secrets back. A sign says whose secret it was, and which of the forms that
 * it can be known by, such as the password in a URL: given the same secret, the same text comes back. That it is the same
 * is told by a slow, salted hash, from which nobody can read it.
 */
final class SealedSecrets {
    /** Begins and ends a sign; of the private use area, where it stands in a text of its own it is doubled. */
    private static final String MARK = "\uE5EC";

    private static final Pattern SIGN =
            Pattern.compile(MARK + "(?:" + MARK + "|([^" + MARK + "]*):(\\d+):([0-9a-f]+):([0-9a-f]+)" + MARK + ")");
    private static final int ITERATIONS = 100_000;
    private static final int SALT_BYTES = 16;
    private static final int HASH_BITS = 128;

    private final Map<String, List<String>> forms = new HashMap<>();
    private final Map<String, String> signs = new HashMap<>();
    private final Map<String, String> hashes = new HashMap<>();
    private final Set<String> others = new TreeSet<>();

    /** Takes a secret in all forms that it is masked in; one of a name that is known adds to that. */
    synchronized void add(String name, List<String> more) {
        List<String> all = forms.computeIfAbsent(name, _ -> new ArrayList<>());
        more.stream().filter(form -> !form.isEmpty() && !all.contains(form)).forEach(all::add);
    }

    /** A form of a secret, by its number. */
    private record SecretForm(String name, int number, String content) {}

    /** @param otherwise what is done to the text between the signs */
    synchronized String sealed(String text, UnaryOperator<String> otherwise) {
        List<SecretForm> inside = inside(text);
        StringBuilder sealed = new StringBuilder();
        int done = 0;
        for (int at = 0; at < text.length(); ) {
            Optional<SecretForm> form = at(inside, text, at);
            if (form.isEmpty()) {
                at++;
                continue;
            }
            sealed.append(plain(text.substring(done, at), otherwise)).append(sign(form.get()));
            at += form.get().content().length();
            done = at;
        }
        return sealed.append(plain(text.substring(done), otherwise)).toString();
    }

    private List<SecretForm> inside(String text) {
        List<SecretForm> inside = new ArrayList<>();
        forms.forEach((name, all) -> {
            for (int i = 0; i < all.size(); i++) {
                if (text.contains(all.get(i))) {
                    inside.add(new SecretForm(name, i, all.get(i)));
                }
            }
        });
        inside.sort(Comparator.comparingInt((SecretForm form) -> form.content().length())
                .reversed()
                .thenComparing(SecretForm::name)
                .thenComparingInt(SecretForm::number));
        return inside;
    }

    private static Optional<SecretForm> at(List<SecretForm> forms, String text, int at) {
        return forms.stream()
                .filter(form -> text.startsWith(form.content(), at))
                .findFirst();
    }

    private static String plain(String text, UnaryOperator<String> otherwise) {
        return otherwise.apply(text).replace(MARK, MARK + MARK);
    }

    private String sign(SecretForm form) {
        return signs.computeIfAbsent(form.name() + ":" + form.number(), place -> {
            byte[] salt = new byte[SALT_BYTES];
            new SecureRandom().nextBytes(salt);
            String salted = HexFormat.of().formatHex(salt);
            return MARK + place + ":" + salted + ":" + hash(form.content(), salted) + MARK;
        });
    }

    /** The text with the secrets that are known now; one that is another than it was stays masked. */
    synchronized String opened(String sealed) {
        Matcher sign = SIGN.matcher(sealed);
        StringBuilder text = new StringBuilder();
        while (sign.find()) {
            String content = sign.group(1) == null
                    ? MARK
                    : content(sign.group(1), Integer.parseInt(sign.group(2)), sign.group(3), sign.group(4));
            sign.appendReplacement(text, Matcher.quoteReplacement(content));
        }
        return sign.appendTail(text).toString();
    }

    private String content(String name, int number, String salt, String hash) {
        List<String> all = forms.getOrDefault(name, List.of());
        boolean same = number < all.size() && hash(all.get(number), salt).equals(hash);
        if (!same && !all.isEmpty()) {
            others.add(name);
        }
        return same ? all.get(number) : Masking.BEGINNING + name + "]";
    }

    /** The names of secrets that are known and not those of the signs. */
    synchronized Set<String> others() {
        return Set.copyOf(others);
    }

    private String hash(String content, String salt) {
        return hashes.computeIfAbsent(salt + content, _ -> slowly(content, salt));
    }

    private static String slowly(String content, String salt) {
        try {
            PBEKeySpec spec =
                    new PBEKeySpec(content.toCharArray(), HexFormat.of().parseHex(salt), ITERATIONS, HASH_BITS);
            return HexFormat.of()
                    .formatHex(SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
                            .generateSecret(spec)
                            .getEncoded());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has PBKDF2", e);
        }
    }
}
