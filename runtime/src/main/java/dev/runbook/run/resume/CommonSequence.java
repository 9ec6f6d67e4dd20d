package dev.runbook.run.resume;

import java.util.ArrayList;
import java.util.List;

/** The longest sequence that two lists of texts have in common. */
final class CommonSequence {
    private CommonSequence() {}

    /** Where the same text stands in both lists. */
    record Pair(int left, int right) {}

    /**
     * The pairs in their order.
     *
     * @param most how many pairs are compared at most: of longer lists, only what both begin and end with is found
     */
    static List<Pair> of(List<String> left, List<String> right, int most) {
        int head = 0;
        while (head < Math.min(left.size(), right.size()) && left.get(head).equals(right.get(head))) {
            head++;
        }
        int tail = 0;
        while (tail < Math.min(left.size(), right.size()) - head
                && left.get(left.size() - 1 - tail).equals(right.get(right.size() - 1 - tail))) {
            tail++;
        }
        List<Pair> pairs = new ArrayList<>();
        for (int i = 0; i < head; i++) {
            pairs.add(new Pair(i, i));
        }
        int rows = left.size() - head - tail;
        int columns = right.size() - head - tail;
        if ((long) rows * columns <= most) {
            middle(left.subList(head, head + rows), right.subList(head, head + columns), head, pairs);
        }
        for (int i = tail; i > 0; i--) {
            pairs.add(new Pair(left.size() - i, right.size() - i));
        }
        return pairs;
    }

    private static void middle(List<String> left, List<String> right, int offset, List<Pair> pairs) {
        int[][] longest = new int[left.size() + 1][right.size() + 1];
        for (int i = left.size() - 1; i >= 0; i--) {
            for (int j = right.size() - 1; j >= 0; j--) {
                longest[i][j] = left.get(i).equals(right.get(j))
                        ? longest[i + 1][j + 1] + 1
                        : Math.max(longest[i + 1][j], longest[i][j + 1]);
            }
        }
        int i = 0;
        int j = 0;
        while (i < left.size() && j < right.size()) {
            if (left.get(i).equals(right.get(j))) {
                pairs.add(new Pair(offset + i++, offset + j++));
            } else if (longest[i + 1][j] >= longest[i][j + 1]) {
                i++;
            } else {
                j++;
            }
        }
    }
}
