package dev.runbook.run.journal;

import java.util.ArrayList;
import java.util.List;

/** One look through a text for everything that is secret in it, in each way in which the text can be read. */
final class SecretSearch {
    /** How often one writing may stand inside another, as JSON does in a string of JSON. */
    private static final int NESTED = 2;

    /** Shorter texts come about by chance where the spaces between words are passed over. */
    private static final int LONG = 8;

    /** How much of a secret must stand beside our own mark for what was cut, to be one by itself. */
    private static final int TELLING_AT_CUT = 4;

    /** Our own mark for what was left out. */
    private static final char CUT = '…';

    private final SecretTrie trie;
    private final String text;
    private final List<MaskedSpan> parts = new ArrayList<>();
    /** What is left of secrets of which one half has been found. */
    private final List<SecretTrie.Form> rests = new ArrayList<>();

    private int dangling;

    private SecretSearch(SecretTrie trie, String text) {
        this.trie = trie;
        this.text = text;
        this.dangling = text.length();
    }

    /** Searches a text; {@code backwards} has the same forms, each from its end to its beginning. */
    static SecretSearch of(SecretTrie trie, SecretTrie backwards, String text) {
        SecretSearch search = new SecretSearch(trie, text);
        TextView seen = TextView.of(text);
        search.views(seen).forEach(view -> search.look(view, 1));
        search.look(withoutSpaces(seen), LONG);
        if (seen.has(CUT)) {
            search.cuts(seen, backwards);
        }
        if (text.indexOf('\n') >= 0) {
            BrokenLines broken = BrokenLines.of(trie, backwards, text);
            search.parts.addAll(broken.parts());
            search.rests.addAll(broken.rests());
            search.dangling = Math.min(search.dangling, broken.dangling());
        }
        return search;
    }

    List<SecretTrie.Form> rests() {
        return rests;
    }

    List<MaskedSpan> parts() {
        return parts;
    }

    /** Where something begins, at the end of the text, that may turn out to be secret when more comes; its length if nothing does. */
    int dangling() {
        return dangling;
    }

    private List<TextView> views(TextView seen) {
        List<TextView> views = new ArrayList<>(List.of(seen));
        List<TextView> level = List.of(seen);
        for (int depth = 0; depth < NESTED; depth++) {
            level = level.stream().flatMap(view -> decoded(view).stream()).toList();
            views.addAll(level);
        }
        if (text.indexOf('\u001b') >= 0 || text.chars().anyMatch(c -> c >= 0x80 && c < 0xa0)) {
            TextView sequences = TextView.withSequences(text);
            views.add(sequences);
            views.addAll(decoded(sequences));
        }
        if (TerminalRendering.isIn(text)) {
            views.add(TerminalRendering.of(text));
        }
        return views;
    }

    private static List<TextView> decoded(TextView view) {
        List<TextView> views = new ArrayList<>();
        for (Decoding decoding : Decoding.values()) {
            TextView decoded = decoding.of(view);
            if (decoded != view) {
                views.add(decoded);
            }
        }
        return views;
    }

    private void look(TextView view, int shortest) {
        String read = view.text();
        int state = SecretTrie.START;
        for (int i = 0; i < read.length(); i++) {
            state = trie.step(state, read.charAt(i));
            int found = trie.longest(state);
            if (found != SecretTrie.NONE) {
                SecretTrie.Form form = trie.form(found);
                int length = form.content().length();
                if (length >= shortest) {
                    add(view, i + 1 - length, i + 1, form.instead(), false);
                }
            }
        }
        if (state != SecretTrie.START && shortest == 1) {
            int begun = read.length() - trie.depth(state);
            dangling = Math.min(dangling, view.from(begun, read.length()));
        }
    }

    private void add(TextView view, int from, int to, String instead, boolean piece) {
        parts.add(new MaskedSpan(view.from(from, to), view.to(from, to), instead, piece));
    }

    private static TextView withoutSpaces(TextView seen) {
        String read = seen.text();
        TextView.Writing view = new TextView.Writing(read.length());
        for (int i = 0; i < read.length(); i++) {
            if (!Character.isWhitespace(read.charAt(i)) && !Character.isSpaceChar(read.charAt(i))) {
                view.add(read.charAt(i), seen.start(i), seen.end(i));
            }
        }
        return view.done();
    }

    /** Whoever shortens a text may cut through a secret: what is left of it stands before the mark, or behind it. */
    private void cuts(TextView seen, SecretTrie backwards) {
        String read = seen.text();
        int state = SecretTrie.START;
        for (int i = 0; i < read.length(); i++) {
            if (read.charAt(i) == CUT && trie.depth(state) >= TELLING_AT_CUT) {
                add(seen, i - trie.depth(state), i, trie.form(trie.some(state)).instead(), true);
            }
            state = trie.step(state, read.charAt(i));
        }
        state = SecretTrie.START;
        for (int i = read.length() - 1; i >= 0; i--) {
            int depth = backwards.depth(state);
            if (read.charAt(i) == CUT && depth >= TELLING_AT_CUT) {
                add(
                        seen,
                        i + 1,
                        i + 1 + depth,
                        backwards.form(backwards.some(state)).instead(),
                        true);
            }
            state = backwards.step(state, read.charAt(i));
        }
    }
}
