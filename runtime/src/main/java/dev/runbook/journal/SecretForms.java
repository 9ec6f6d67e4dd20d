package dev.runbook.journal;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The texts by which a secret can be known again: as it is, each of its long lines, and as programs encode it. */
final class SecretForms {
    /** Shorter texts stand everywhere by chance: hiding them would hide everything and protect nothing. */
    private static final int SHORTEST = 4;

    private static final int SHORTEST_LINE = 8;

    /** A few letters of base64 stand everywhere, too. */
    private static final int SHORTEST_PIECE = 8;

    private static final Pattern PASSWORD_IN_URL = Pattern.compile("^[a-zA-Z][a-zA-Z0-9+.-]*://[^/@:]*:([^/@]+)@");

    private SecretForms() {}

    /** All of them, without line ends: those are passed over where a text is searched. */
    static List<String> of(String content) {
        List<String> plain = new ArrayList<>(List.of(content, content.strip()));
        content.lines()
                .map(String::strip)
                .filter(line -> line.length() >= SHORTEST_LINE)
                .forEach(plain::add);
        Matcher url = PASSWORD_IN_URL.matcher(content.strip());
        if (url.find()) {
            // Programs that fail to connect take the URL apart before they complain.
            plain.add(url.group(1));
        }
        List<String> forms = new ArrayList<>(plain);
        for (String text : plain) {
            if (text.length() >= SHORTEST) {
                forms.add(URLEncoder.encode(text, StandardCharsets.UTF_8));
                byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
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
        }
        return forms.stream()
                .map(form -> TextView.of(form).text())
                .filter(form -> form.length() >= SHORTEST)
                .distinct()
                .toList();
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
