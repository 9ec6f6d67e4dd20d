package dev.runbook.journal;

import dev.runbook.value.Resources;
import dev.runbook.value.Value;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Puts {@code [secret NAME]} in the place of what is secret in a run, however it is broken into lines or encoded. All text
 * passes through here once, before it is journalled, kept or shown. Secrets that are read during the run are added when
 * they are read. Can be used by several threads.
 */
public final class Masking {
    /** Shorter secrets stand everywhere by chance: hiding them would hide everything and protect nothing. */
    public static final int SHORTEST = SecretForms.SHORTEST;

    private static final String BEGINNING = "[secret ";

    private final Map<Known, Boolean> known = new LinkedHashMap<>();
    private final Set<SecretTrie.Form> forms = new LinkedHashSet<>();
    private volatile SecretTrie trie = new SecretTrie(List.of());
    private volatile SecretTrie backwards = trie;

    /** A secret that has been hidden already. */
    private record Known(String name, String content) {}

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

    /** Hides a secret from now on, in every form in which it can be known again. */
    public synchronized void hide(String name, String content) {
        if (known.putIfAbsent(new Known(name, content), SecretForms.canHide(content)) == null) {
            add(BEGINNING + name + "]", SecretForms.of(content));
        }
    }

    /** The names of the secrets that are too short to be hidden, or have a password in them that is. */
    public synchronized List<String> tooShort() {
        return known.entrySet().stream()
                .filter(entry -> !entry.getValue())
                .map(entry -> entry.getKey().name())
                .distinct()
                .toList();
    }

    /** Hides a piece of a secret that has been printed in pieces. */
    synchronized void hidePiece(String instead, String piece) {
        if (piece.length() >= SecretForms.SHORTEST) {
            add(instead, List.of(piece));
        }
    }

    private void add(String instead, List<String> contents) {
        boolean news = false;
        for (String content : contents) {
            news |= forms.add(new SecretTrie.Form(content, instead));
        }
        if (news) {
            backwards = new SecretTrie(forms.stream()
                    .map(f -> new SecretTrie.Form(
                            new StringBuilder(f.content()).reverse().toString(), f.instead()))
                    .toList());
            trie = new SecretTrie(List.copyOf(forms));
        }
    }

    /** The text without what is secret in it. A secret that goes over several lines is hidden in each. */
    public String text(String text) {
        if (isIdle() || text.isEmpty()) {
            return text;
        }
        List<Part> parts = search(text).parts();
        return parts.isEmpty() ? text : Part.replaced(text, parts);
    }

    Search search(String text) {
        return Search.of(trie, backwards, text);
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
        return trie.isEmpty();
    }
}
