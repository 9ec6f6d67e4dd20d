package dev.runbook.language.value;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A version as SemVer 2 orders it; a leading {@code v} and missing minor or patch numbers are accepted, as Helm does.
 *
 * @param text the version as it was written
 */
public record SemanticVersion(String text, long major, long minor, long patch, List<String> preRelease)
        implements Comparable<SemanticVersion> {
    private static final Pattern FORM = Pattern.compile(
            "v?(\\d{1,18})(?:\\.(\\d{1,18}))?(?:\\.(\\d{1,18}))?(?:-([0-9A-Za-z.-]+))?(?:\\+[0-9A-Za-z.-]+)?");

    /** The version that a text says, if it says one. */
    public static Optional<SemanticVersion> parse(String text) {
        Matcher m = FORM.matcher(text.strip());
        if (!m.matches()) {
            return Optional.empty();
        }
        return Optional.of(new SemanticVersion(
                text.strip(),
                Long.parseLong(m.group(1)),
                m.group(2) == null ? 0 : Long.parseLong(m.group(2)),
                m.group(3) == null ? 0 : Long.parseLong(m.group(3)),
                m.group(4) == null ? List.of() : List.of(m.group(4).split("\\.", -1))));
    }

    @Override
    public int compareTo(SemanticVersion other) {
        List<Integer> byNumber = new ArrayList<>();
        byNumber.add(Long.compare(major, other.major));
        byNumber.add(Long.compare(minor, other.minor));
        byNumber.add(Long.compare(patch, other.patch));
        for (int difference : byNumber) {
            if (difference != 0) {
                return difference;
            }
        }
        if (preRelease.isEmpty() || other.preRelease.isEmpty()) {
            return Boolean.compare(preRelease.isEmpty(), other.preRelease.isEmpty());
        }
        for (int i = 0; i < Math.min(preRelease.size(), other.preRelease.size()); i++) {
            int difference = compareIdentifiers(preRelease.get(i), other.preRelease.get(i));
            if (difference != 0) {
                return difference;
            }
        }
        return Integer.compare(preRelease.size(), other.preRelease.size());
    }

    private static int compareIdentifiers(String a, String b) {
        boolean aNumber = a.matches("\\d{1,18}");
        boolean bNumber = b.matches("\\d{1,18}");
        if (aNumber && bNumber) {
            return Long.compare(Long.parseLong(a), Long.parseLong(b));
        }
        return aNumber == bNumber ? a.compareTo(b) : aNumber ? -1 : 1;
    }

    @Override
    public String toString() {
        return text;
    }
}
