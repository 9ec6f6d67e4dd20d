package dev.runbook.diagnostic;

import java.util.Arrays;
import java.util.Collection;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** The name that was meant, when a name is not known: the nearest one, if it is near enough. */
public final class Suggestion {
    /** Longer names are not compared letter by letter; nobody mistypes one. */
    private static final int LONGEST = 100;

    /** However long a name is, one with more slips than this is another name. */
    private static final int MOST = 3;

    private static final Pattern PARTS = Pattern.compile("[. ]");

    private Suggestion() {}

    /**
     * The candidate that takes the fewest slips to turn into the wanted name: a letter too many, one missing, one
     * changed, or two swapped. One slip is allowed for each three letters, and three at most; of names with several
     * parts, such as {@code helm.upgrade}, each part has to be near by itself, since what two names have in common
     * says nothing about the rest.
     *
     * @return empty when none is near; the first in alphabetical order when several are equally near
     */
    public static Optional<String> nearest(String wanted, Collection<String> candidates) {
        if (wanted.isEmpty() || wanted.length() > LONGEST) {
            return Optional.empty();
        }
        int best = Integer.MAX_VALUE;
        String found = null;
        for (String candidate : candidates) {
            if (candidate.equals(wanted) || candidate.length() > LONGEST) {
                continue;
            }
            int slips = slips(wanted.toLowerCase(Locale.ROOT), candidate.toLowerCase(Locale.ROOT));
            if (slips < best || (found != null && slips == best && candidate.compareTo(found) < 0)) {
                best = slips;
                found = candidate;
            }
        }
        return Optional.ofNullable(found);
    }

    /** The slips between two names; {@code MAX_VALUE} when they are not near. */
    private static int slips(String wanted, String candidate) {
        String[] written = PARTS.split(wanted, -1);
        String[] known = PARTS.split(candidate, -1);
        if (written.length != known.length) {
            return partSlips(wanted, candidate);
        }
        int all = 0;
        for (int i = 0; i < written.length; i++) {
            int slips = partSlips(written[i], known[i]);
            if (slips == Integer.MAX_VALUE) {
                return slips;
            }
            all += slips;
        }
        return all;
    }

    private static int partSlips(String wanted, String candidate) {
        int allowed = Math.clamp(wanted.length() / 3, 1, MOST);
        int slips = slips(wanted, candidate, allowed);
        return slips <= allowed ? slips : Integer.MAX_VALUE;
    }

    /** The number of slips between two words, or a number above the limit as soon as it is clear. */
    static int slips(String a, String b, int limit) {
        if (Math.abs(a.length() - b.length()) > limit) {
            return limit + 1;
        }
        int[] beforeLast = new int[b.length() + 1];
        int[] last = new int[b.length() + 1];
        int[] row = new int[b.length() + 1];
        Arrays.setAll(last, j -> j);
        for (int i = 1; i <= a.length(); i++) {
            row[0] = i;
            int least = i;
            for (int j = 1; j <= b.length(); j++) {
                int changed = last[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(changed, Math.min(last[j], row[j - 1]) + 1);
                if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
                    row[j] = Math.min(row[j], beforeLast[j - 2] + 1);
                }
                least = Math.min(least, row[j]);
            }
            if (least > limit) {
                return limit + 1;
            }
            int[] free = beforeLast;
            beforeLast = last;
            last = row;
            row = free;
        }
        return last[b.length()];
    }
}
