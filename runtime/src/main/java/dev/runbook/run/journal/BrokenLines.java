package dev.runbook.run.journal;

import java.util.ArrayList;
import java.util.List;

/**
 * Finds secrets that are broken into lines of which each has something before it: a time, the name of a log, a comment
 * sign. A line must end in the beginning of a secret, and the next go on with it behind its prefix.
 */
final class BrokenLines {
    /** No prefix of a log is longer. */
    private static final int LONGEST_PREFIX = 160;

    /** Letters that go on behind a prefix which the line before has not are no chance any more. */
    private static final int TELLING = 4;

    private static final int MOST_BEGUN = 64;

    /** So much of a secret, and half of it, at an end of a line stands there by no chance: the rest may come by another way. */
    private static final int SHORTEST_HALF = 6;

    private final SecretTrie trie;
    private final SecretTrie backwards;
    private final List<MaskedSpan> parts = new ArrayList<>();
    /** What is left of secrets of which one half has been found. */
    private final List<SecretTrie.Form> rests = new ArrayList<>();

    private final int end;
    private List<Begun> begun = new ArrayList<>();

    /** A secret whose beginning has been read. */
    private record Begun(int state, List<int[]> pieces, String line) {}

    /** A line of the text as it is seen. */
    private record SourceLine(TextView view, int offset) {
        String text() {
            return view.text();
        }

        int[] piece(int from, int to) {
            return new int[] {offset + view.from(from, to), offset + view.to(from, to)};
        }
    }

    private BrokenLines(SecretTrie trie, SecretTrie backwards, int end) {
        this.trie = trie;
        this.backwards = backwards;
        this.end = end;
    }

    static BrokenLines of(SecretTrie trie, SecretTrie backwards, String text) {
        BrokenLines broken = new BrokenLines(trie, backwards, text.length());
        for (int from = 0; from <= text.length(); ) {
            int to = text.indexOf('\n', from);
            to = to < 0 ? text.length() : to;
            broken.take(new SourceLine(TextView.of(text.substring(from, to)), from));
            from = to + 1;
        }
        return broken;
    }

    List<MaskedSpan> parts() {
        return parts;
    }

    List<SecretTrie.Form> rests() {
        return rests;
    }

    /** Where the first secret begins that the end of the text leaves open. */
    int dangling() {
        return begun.stream()
                .filter(b -> b.pieces().size() > 1 && trie.depth(b.state()) >= TELLING)
                .mapToInt(b -> b.pieces().getFirst()[0])
                .min()
                .orElse(end);
    }

    private void take(SourceLine line) {
        if (line.text().isBlank()) {
            return;
        }
        List<Begun> next = new ArrayList<>();
        for (Begun before : begun) {
            goOn(before, line, next);
        }
        int state = SecretTrie.START;
        for (int i = 0; i < line.text().length(); i++) {
            state = trie.step(state, line.text().charAt(i));
        }
        halves(line, state);
        for (; state != SecretTrie.START && next.size() < MOST_BEGUN; state = trie.shorter(state)) {
            int length = line.text().length();
            next.add(new Begun(state, List.of(line.piece(length - trie.depth(state), length)), line.text()));
        }
        begun = next;
    }

    /** The streams of a program are read side by side, so the other half may have come before, or come late. */
    private void halves(SourceLine line, int atEnd) {
        int length = line.text().length();
        half(line, trie, atEnd, length - trie.depth(atEnd), length);
        int state = SecretTrie.START;
        for (int i = length - 1; i >= 0; i--) {
            state = backwards.step(state, line.text().charAt(i));
        }
        half(line, backwards, state, 0, backwards.depth(state));
    }

    private void half(SourceLine line, SecretTrie by, int state, int from, int to) {
        int length = to - from;
        if (length < SHORTEST_HALF) {
            return;
        }
        SecretTrie.Form form = by.form(by.some(state));
        if (length * 2 >= form.content().length() && length < form.content().length()) {
            int[] piece = line.piece(from, to);
            parts.add(new MaskedSpan(piece[0], piece[1], form.instead(), true));
            String rest = form.content().substring(length);
            boolean turned = by == backwards;
            rests.add(new SecretTrie.Form(
                    turned ? new StringBuilder(rest).reverse().toString() : rest, form.instead()));
        }
    }

    private void goOn(Begun before, SourceLine line, List<Begun> next) {
        String text = line.text();
        boolean same = true;
        for (int from = 0; from < Math.min(text.length(), LONGEST_PREFIX); from++) {
            // Behind a prefix that differs, chance would find a letter or two everywhere.
            int least = same ? 1 : TELLING;
            if (same || trie.depth(before.state()) >= TELLING) {
                goOn(before, line, from, least, next);
            }
            same &= from < before.line().length()
                    && alike(text.charAt(from), before.line().charAt(from));
        }
    }

    private void goOn(Begun before, SourceLine line, int from, int least, List<Begun> next) {
        int state = before.state();
        for (int i = from; i < line.text().length(); i++) {
            state = trie.child(state, line.text().charAt(i));
            if (state == SecretTrie.NONE) {
                return;
            }
            List<int[]> pieces = new ArrayList<>(before.pieces());
            pieces.add(line.piece(from, i + 1));
            boolean telling = i + 1 - from >= least;
            int whole = trie.whole(state);
            if (whole != SecretTrie.NONE && telling) {
                String instead = trie.form(whole).instead();
                pieces.forEach(piece -> parts.add(new MaskedSpan(piece[0], piece[1], instead, true)));
            }
            if (i + 1 == line.text().length() && telling && next.size() < MOST_BEGUN) {
                next.add(new Begun(state, pieces, line.text()));
            }
        }
    }

    /** Times and numbers of lines go on from line to line. */
    private static boolean alike(char a, char b) {
        return a == b || (Character.isDigit(a) && Character.isDigit(b));
    }
}
