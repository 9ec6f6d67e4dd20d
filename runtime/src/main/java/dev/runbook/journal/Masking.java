package dev.runbook.journal;

import dev.runbook.value.Resources;
import dev.runbook.value.Value;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Puts {@code [secret NAME]} in the place of what is secret in a run. All text passes through here once, before it is
 * journalled, kept or shown. Secrets that are read during the run are added when they are read. Can be used by several
 * threads.
 */
public final class Masking {
    /** Shorter texts stand everywhere by chance: hiding them would hide everything and protect nothing. */
    private static final int SHORTEST = 4;

    private static final String BEGINNING = "[secret ";
    private static final int SHORTEST_LINE = 8;

    /** Where a URL or libpq's keywords hold a password; what is found is the password as it is written there. */
    private static final List<Pattern> PASSWORDS = List.of(
            Pattern.compile("^[a-zA-Z][a-zA-Z0-9+.-]*://[^/@:]*:([^/@]+)@"),
            Pattern.compile("://[^\\s]*[?&](?:ssl)?password=([^&#\\s]+)"),
            Pattern.compile("(?:^|\\s)(?:ssl)?password\\s*=\\s*'((?:[^'\\\\]|\\\\.)*)'"),
            Pattern.compile("(?:^|\\s)(?:ssl)?password\\s*=\\s*([^\\s']\\S*)"));

    private volatile List<Hidden> hidden = List.of();

    private record Hidden(String content, String instead) {}

    /** Hides nothing so far. */
    public static Masking none() {
        return new Masking();
    }

    /** Hides the contents of secrets, by name. */
    public static Masking of(Map<String, String> secrets) {
        Masking masking = new Masking();
        secrets.forEach(masking::hide);
        return masking;
    }

    /** Hides a secret from now on: as it is, each of its long lines, and as URLs and base64 write it. */
    public synchronized void hide(String name, String content) {
        String instead = BEGINNING + name + "]";
        List<Hidden> all = new ArrayList<>(hidden);
        forms(content).stream()
                .filter(form -> form.length() >= SHORTEST)
                .map(form -> new Hidden(form, instead))
                .forEach(all::add);
        // The longest goes first: a secret that contains another must not be left with half of it showing.
        hidden = all.stream()
                .distinct()
                .sorted(Comparator.comparingInt((Hidden h) -> h.content().length())
                        .reversed())
                .toList();
    }

    private static List<String> forms(String content) {
        List<String> forms = new ArrayList<>(List.of(content, content.strip()));
        content.lines()
                .map(String::strip)
                .filter(line -> line.length() >= SHORTEST_LINE)
                .forEach(forms::add);
        for (Pattern password : PASSWORDS) {
            Matcher found = password.matcher(content.strip());
            while (found.find()) {
                // Programs that fail to connect take the text apart before they complain.
                forms.add(found.group(1));
                forms.add(found.group(1).replaceAll("\\\\(.)", "$1"));
                forms.add(decoded(found.group(1)));
            }
        }
        for (String form : List.copyOf(forms)) {
            if (form.length() >= SHORTEST) {
                forms.add(URLEncoder.encode(form, StandardCharsets.UTF_8));
                forms.add(Base64.getEncoder().withoutPadding().encodeToString(form.getBytes(StandardCharsets.UTF_8)));
            }
        }
        return forms;
    }

    /** As a URL means it; a text that is no such form means itself. */
    private static String decoded(String password) {
        try {
            return URLDecoder.decode(password.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return password;
        }
    }

    public String text(String text) {
        String masked = text;
        for (Hidden h : hidden) {
            masked = masked.replace(h.content(), h.instead());
        }
        return masked;
    }

    /** Whether a value that a journal holds is not the whole value, because it is secret or has something secret in it. */
    public static boolean isMasked(Value value) {
        return switch (value) {
            case Value.Secret _ -> true;
            case Value.Text(String text) -> text.contains(BEGINNING);
            case Value.Items(List<Value> items) -> items.stream().anyMatch(Masking::isMasked);
            case Value.Entries(Map<String, Value> entries) ->
                entries.values().stream().anyMatch(Masking::isMasked);
            case Value.Entity(String _, Map<String, Value> fields) ->
                fields.values().stream().anyMatch(Masking::isMasked);
            case Value.Whole _,
                    Value.Truth _,
                    Value.Nil _,
                    Value.Length _,
                    Value.Version _,
                    Value.Pattern _,
                    Resources _,
                    Value.Unknown _ -> false;
        };
    }

    /** A journal that masks every fact and hands it on. */
    public Journal before(Journal next) {
        return new MaskedJournal(this, next);
    }

    /** Whether there is nothing to hide so far. */
    boolean isIdle() {
        return hidden.isEmpty();
    }
}
