package dev.runbook.run.journal;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;

/**
 * All forms of all secrets, arranged so that a text is searched for all of them at once, in a time that grows with the text
 * alone (Aho and Corasick, 1975). A state is how much of which forms has just been read.
 */
final class SecretTrie {
    /** The state in which nothing of any form has been read. */
    static final int START = 0;

    static final int NONE = -1;

    /** A text to be hidden, and what stands in its place. */
    record Form(String content, String instead) {}

    private final List<Form> forms;
    private final int[] depth;
    private final int[] fallback;
    /** The longest form that ends at a state. */
    private final int[] longest;
    /** Some form that is being read at a state. */
    private final int[] some;
    /** The form that is read whole from the start to a state. */
    private final int[] whole;
    /** Steps from a state with a letter, in a table with open addressing. */
    private final long[] keys;

    private final int[] targets;

    SecretTrie(List<Form> forms) {
        this.forms = List.copyOf(forms);
        int most = 1 + forms.stream().mapToInt(f -> f.content().length()).sum();
        int size = Integer.highestOneBit(most) * 4;
        keys = new long[size];
        targets = new int[size];
        Arrays.fill(targets, NONE);
        depth = new int[most];
        fallback = new int[most];
        longest = new int[most];
        whole = new int[most];
        some = new int[most];
        Arrays.fill(longest, NONE);
        Arrays.fill(whole, NONE);
        List<int[]> edges = grow();
        link(edges);
    }

    private List<int[]> grow() {
        List<int[]> edges = new ArrayList<>();
        int count = 1;
        for (int f = 0; f < forms.size(); f++) {
            String content = forms.get(f).content();
            int state = START;
            for (int i = 0; i < content.length(); i++) {
                char c = content.charAt(i);
                int next = child(state, c);
                if (next == NONE) {
                    next = count++;
                    depth[next] = i + 1;
                    some[next] = f;
                    put(state, c, next);
                    edges.add(new int[] {state, c, next});
                }
                state = next;
            }
            if (whole[state] == NONE) {
                whole[state] = f;
                longest[state] = f;
            }
        }
        return edges;
    }

    /** Gives each state the longest other one that ends in the same letters; the shorter states come first. */
    private void link(List<int[]> edges) {
        List<int[]> byDepth = new ArrayList<>(edges);
        byDepth.sort((a, b) -> Integer.compare(depth[a[2]], depth[b[2]]));
        Queue<int[]> queue = new ArrayDeque<>(byDepth);
        for (int[] edge = queue.poll(); edge != null; edge = queue.poll()) {
            int state = edge[2];
            fallback[state] = edge[0] == START ? START : step(fallback[edge[0]], (char) edge[1]);
            if (longest[state] == NONE) {
                longest[state] = longest[fallback[state]];
            }
        }
    }

    /** The state after one more letter. */
    int step(int state, char c) {
        int from = state;
        int next = child(from, c);
        while (next == NONE && from != START) {
            from = fallback[from];
            next = child(from, c);
        }
        return next == NONE ? START : next;
    }

    /** The state in which a form is read one letter further, if there is such a form. */
    int child(int state, char c) {
        long key = key(state, c);
        for (int i = slot(key); targets[i] != NONE; i = (i + 1) & (keys.length - 1)) {
            if (keys[i] == key) {
                return targets[i];
            }
        }
        return NONE;
    }

    private void put(int state, char c, int next) {
        long key = key(state, c);
        int i = slot(key);
        while (targets[i] != NONE) {
            i = (i + 1) & (keys.length - 1);
        }
        keys[i] = key;
        targets[i] = next;
    }

    private static long key(int state, char c) {
        return ((long) state << Character.SIZE) | c;
    }

    private int slot(long key) {
        long mixed = key * 0x9E3779B97F4A7C15L;
        return (int) (mixed >>> 40) & (keys.length - 1);
    }

    /** How many letters of a form have been read. */
    int depth(int state) {
        return depth[state];
    }

    /** The next shorter state in which the same last letters have been read. */
    int shorter(int state) {
        return fallback[state];
    }

    /** The longest form that ends here, or {@link #NONE}. */
    int longest(int state) {
        return longest[state];
    }

    /** The form that has been read from its first letter to its last, or {@link #NONE}. */
    int whole(int state) {
        return whole[state];
    }

    /** Some form of which the last letters that have been read are the beginning; not of the start. */
    int some(int state) {
        return some[state];
    }

    Form form(int number) {
        return forms.get(number);
    }

    boolean isEmpty() {
        return forms.isEmpty();
    }
}
