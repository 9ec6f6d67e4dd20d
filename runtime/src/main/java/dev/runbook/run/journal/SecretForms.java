package dev.runbook.run.journal;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The texts by which a secret can be known again: as it is, each of its long lines, and as programs encode it. */
final class SecretForms {
    /** Shorter texts stand everywhere by chance: hiding them would hide everything and protect nothing. */
    static final int SHORTEST = 4;

    private static final int SHORTEST_LINE = 8;

    /** A few letters of base64 stand everywhere, too. */
    private static final int SHORTEST_PIECE = 8;

    /** Where a URL or libpq's keywords hold a password; what is found is the password as it is written there. */
    private static final List<Pattern> PASSWORDS = List.of(
            Pattern.compile("^[a-zA-Z][a-zA-Z0-9+.-]*://[^/@:]*:([^/@]+)@"),
            Pattern.compile("://[^\\s]*[?&](?:ssl)?password=([^&#\\s]+)"),
            Pattern.compile("(?:^|\\s)(?:ssl)?password\\s*=\\s*'((?:[^'\\\\]|\\\\.)*)'"),
            Pattern.compile("(?:^|\\s)(?:ssl)?password\\s*=\\s*([^\\s']\\S*)"));

    /** The secret part of a TSIG key, in either of the forms that a runbook takes. */
    private static final Pattern SECRET_OF_KEY =
            Pattern.compile("(?:hmac-[a-z0-9.-]+:(?:[^:\\s]+:)?|secret\\s+\"?)([A-Za-z0-9+/=]{8,})");

    private SecretForms() {}

    /** Whether the secret is long enough to be hidden, and the passwords in it as well; where nothing is, nothing is shown. */
    static boolean canHide(String content) {
        String seen = TextView.of(content).text();
        return (seen.isEmpty() || seen.length() >= SHORTEST)
                && passwords(content).stream().allMatch(password -> password.length() >= SHORTEST);
    }

    private static List<String> passwords(String content) {
        List<String> passwords = new ArrayList<>();
        for (Pattern password : PASSWORDS) {
            Matcher found = password.matcher(content.strip());
            while (found.find()) {
                // Programs that fail to connect take the text apart before they complain.
                passwords.add(found.group(1));
                passwords.add(found.group(1).replaceAll("\\\\(.)", "$1"));
                passwords.add(decoded(found.group(1)));
            }
        }
        return passwords;
    }

    /** Those that stand in a text as they are, in an order that depends on the secret alone. */
    static List<String> plain(String content) {
        List<String> plain = new ArrayList<>(List.of(content, content.strip()));
        plain.addAll(passwords(content));
        return plain.stream()
                .filter(form -> form.length() >= SHORTEST)
                .distinct()
                .toList();
    }

    /** All of them, without line ends: those are passed over where a text is searched. */
    static List<String> of(String content) {
        List<String> plain = new ArrayList<>(List.of(content, content.strip()));
        content.lines()
                .map(String::strip)
                .filter(line -> line.length() >= SHORTEST_LINE)
                .forEach(plain::add);
        plain.addAll(passwords(content));
        Matcher key = SECRET_OF_KEY.matcher(content);
        if (key.find()) {
            plain.add(key.group(1));
        }
        List<String> forms = new ArrayList<>(plain);
        plain.forEach(text -> otherCases(text, forms));
        for (String text : plain) {
            if (text.length() >= SHORTEST) {
                forms.add(URLEncoder.encode(text, StandardCharsets.UTF_8));
                forms.add(spaceless(text));
                listed(text.getBytes(StandardCharsets.UTF_8), forms);
                twice(text.getBytes(StandardCharsets.UTF_8), forms);
                // What is not UTF-8 is read with a sign for each letter that could not be understood.
                forms.add(text.replaceAll("[^\\x00-\\x7f]", "\ufffd"));
                for (Charset charset :
                        List.of(StandardCharsets.UTF_8, StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE)) {
                    encoded(text.getBytes(charset), forms);
                }
            }
        }
        return forms.stream()
                .map(form -> TextView.of(form).text())
                .filter(form -> form.length() >= SHORTEST)
                .distinct()
                .toList();
    }

    private static void encoded(byte[] bytes, List<String> forms) {
        forms.add(Base64.getEncoder().withoutPadding().encodeToString(bytes));
        forms.add(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
        for (int before = 0; before < 3; before++) {
            piece(bytes, before, Base64.getEncoder(), forms);
            piece(bytes, before, Base64.getUrlEncoder(), forms);
        }
        if (bytes.length >= SHORTEST_PIECE) {
            forms.add(HexFormat.of().formatHex(bytes));
            forms.add(HexFormat.of().withUpperCase().formatHex(bytes));
        }
    }

    /** As programs write names and messages; a short text would be some word of a message then. */
    private static void otherCases(String text, List<String> forms) {
        if (text.length() >= SHORTEST_LINE) {
            String upper = text.toUpperCase(Locale.ROOT);
            String lower = text.toLowerCase(Locale.ROOT);
            forms.add(upper);
            forms.add(lower);
            forms.add(upper.substring(0, 1) + text.substring(1));
            forms.add(upper.substring(0, 1) + lower.substring(1));
        }
    }

    /** As programs print bytes one by one: 4d:79 and 77,121; spaces between them are passed over. */
    private static void listed(byte[] bytes, List<String> forms) {
        if (bytes.length >= SHORTEST_PIECE) {
            forms.add(HexFormat.ofDelimiter(":").formatHex(bytes));
            forms.add(HexFormat.ofDelimiter(":").withUpperCase().formatHex(bytes));
            forms.add(HexFormat.ofDelimiter(",").withPrefix("0x").formatHex(bytes));
            List<String> numbers = new ArrayList<>();
            for (byte b : bytes) {
                numbers.add(String.valueOf(Byte.toUnsignedInt(b)));
            }
            forms.add(String.join(" ", numbers));
            forms.add(String.join(",", numbers));
            forms.add(String.join(", ", numbers));
        }
    }

    /** Base64 within base64, as a Secret holds an account of a registry: the letters that depend on nothing around them. */
    private static void twice(byte[] bytes, List<String> forms) {
        List<String> once = new ArrayList<>();
        once.add(Base64.getEncoder().withoutPadding().encodeToString(bytes));
        for (int before = 0; before < 3; before++) {
            piece(bytes, before, Base64.getEncoder(), once);
        }
        for (String inner : once) {
            for (int before = 0; before < 3; before++) {
                piece(inner.getBytes(StandardCharsets.US_ASCII), before, Base64.getEncoder(), forms);
            }
        }
    }

    /** As it is known again where the spaces of a text are passed over. */
    private static String spaceless(String text) {
        return text.replaceAll("[\\s\\p{Z}]+", "");
    }

    /** As a URL means it; a text that is no such form means itself. */
    private static String decoded(String password) {
        try {
            return URLDecoder.decode(password.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return password;
        }
    }

    /** What base64 makes of it inside a longer text: the letters that depend on nothing around it. */
    private static void piece(byte[] content, int before, Base64.Encoder encoder, List<String> forms) {
        byte[] shifted = new byte[before + content.length];
        System.arraycopy(content, 0, shifted, before, content.length);
        String encoded = encoder.withoutPadding().encodeToString(shifted);
        int from = before == 0 ? 0 : before + 1;
        int to = shifted.length % 3 == 0 ? encoded.length() : encoded.length() - 1;
        if (to - from >= SHORTEST_PIECE) {
            forms.add(encoded.substring(from, to));
        }
    }
}
