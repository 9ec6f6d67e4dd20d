package dev.runbook.run.journal;

import dev.runbook.language.value.Resources;
import dev.runbook.language.value.Value;
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

    static final String BEGINNING = "[secret ";

    private final Map<Known, Boolean> known = new LinkedHashMap<>();
    private final Set<SecretTrie.Form> forms = new LinkedHashSet<>();
    private volatile SecretTrie trie = new SecretTrie(List.of());
    private volatile SecretTrie backwards = trie;
    private final SealedSecrets seals = new SealedSecrets();

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

    /** Hides a secret that whoever carries the run on gives again, so that what holds it can be kept without it. */
    public void hideGiven(String name, String content) {
        seals.add(name, SecretForms.plain(content));
        hide(name, content);
    }

    /** Whether a value holds something secret, and is not itself said to be a secret. */
    public boolean hides(Value value) {
        return !(value instanceof Value.Secret)
                && !new EntryTexts(this::text).value(value).equals(value);
    }

    /** The secrets that are not those with which facts were kept. */
    public Set<String> otherSecrets() {
        return seals.others();
    }

    /**
     * Hides a secret from now on, in every form in which it can be known again.
     *
     * @return whether it is news, and too short to be hidden: a person must be told
     */
    public synchronized boolean hide(String name, String content) {
        boolean can = SecretForms.canHide(content);
        boolean named = tooShort().contains(name);
        if (known.putIfAbsent(new Known(name, content), can) == null) {
            add(BEGINNING + name + "]", SecretForms.of(content));
            return !can && !named;
        }
        return false;
    }

    /** What is said of a secret that is too short to be hidden. */
    public static String unhidden(String name) {
        return "the secret " + name + ", or the password in it, is shorter than " + SHORTEST
                + " characters, and is not hidden where a program prints it";
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
        List<MaskedSpan> parts = search(text).parts();
        return parts.isEmpty() ? text : MaskedSpan.replaced(text, parts);
    }

    SecretSearch search(String text) {
        return SecretSearch.of(trie, backwards, text);
    }

    /** Whether a value that a journal holds is not the whole value, because it is secret or has something secret in it. */
    public static boolean isMasked(Value value) {
        return switch (value) {
            case Value.Secret _ -> true;
            case Value.Text(String text) -> text.contains(BEGINNING);
            case Value.List(List<Value> items) -> items.stream().anyMatch(Masking::isMasked);
            case Value.Map(Map<String, Value> entries) ->
                entries.values().stream().anyMatch(Masking::isMasked);
            case Value.Entity(String _, Map<String, Value> fields) ->
                fields.values().stream().anyMatch(Masking::isMasked);
            case Value.Int _,
                    Value.Bool _,
                    Value.Nil _,
                    Value.Duration _,
                    Value.Version _,
                    Value.Pattern _,
                    Resources _,
                    Value.Unknown _ -> false;
        };
    }

    /** A journal that masks every fact and hands it on. */
    public Journal before(Journal next) {
        return before(next, ExactFacts.NONE);
    }

    /** The same; what masking takes from facts is kept apart. */
    public Journal before(Journal next, ExactFacts exactness) {
        return new MaskedJournal(this, next, exactness);
    }

    /** The text with a sign where a secret stood, from which the same secret makes it again; no secret is in it. */
    String sealed(String text) {
        return seals.sealed(text, this::text);
    }

    /** A fact as it was before it was masked, from what was kept of it; a secret that is not known stays masked. */
    public Entry exact(Entry sealed) {
        return new EntryTexts(seals::opened).of(sealed);
    }

    /** Whether there is nothing to hide so far. */
    boolean isIdle() {
        return trie.isEmpty();
    }
}
