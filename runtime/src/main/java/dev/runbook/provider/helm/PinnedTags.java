package dev.runbook.provider.helm;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import dev.runbook.language.value.SemanticVersion;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Images that the values hold at an older version than the one that the chart brings itself. */
final class PinnedTags {
    /** A registry and a name, a colon and a tag; a digest behind it does not matter. */
    private static final Pattern IMAGE =
            Pattern.compile("(?:[A-Za-z0-9._:-]+/)*([A-Za-z0-9._-]+):([A-Za-z0-9._-]+)(?:@.*)?");
    /** A tag such as 15-alpine is no whole version, and what stands behind one names its kind. */
    private static final Pattern VERSION = Pattern.compile("v?(\\d+\\.\\d+(?:\\.\\d+)?)(-.*)?");

    private final Helm.Chart chart;

    PinnedTags(Helm.Chart chart) {
        this.chart = chart;
    }

    /** The finding about an older tag; empty for what is no tag, or no older one. */
    Optional<String> older(String path, Object value, @Nullable Object byDefault) {
        if (!(value instanceof String) && !(value instanceof Number)) {
            return Optional.empty();
        }
        String pinned = String.valueOf(value);
        String own = byDefault == null ? "" : String.valueOf(byDefault);
        Optional<String> tag =
                own.isEmpty() && path.equals("image.tag") ? Optional.of(chart.appVersion()) : tag(path, own);
        Optional<String> given = tag(path, pinned);
        boolean sameImage = name(pinned).equals(name(own)) || own.isEmpty();
        if (tag.isEmpty() || given.isEmpty() || !sameImage || !older(given.get(), tag.get())) {
            return Optional.empty();
        }
        return Optional.of(
                "%s: %s is older than %s, which the chart %s %s brings; take it out of the file, or give the newer one"
                        .formatted(path, ValuesCheck.shown(pinned), tag.get(), chart.name(), chart.version()));
    }

    private static Optional<String> tag(String path, String text) {
        if (path.endsWith(".tag") || path.equals("tag") || path.endsWith("Tag")) {
            return Optional.of(text).filter(t -> !t.isEmpty());
        }
        Matcher image = IMAGE.matcher(text);
        return image.matches() ? Optional.of(image.group(2)) : Optional.empty();
    }

    private static Optional<String> name(String text) {
        Matcher image = IMAGE.matcher(text);
        return image.matches() ? Optional.of(image.group(1)) : Optional.empty();
    }

    private static boolean older(String pinned, String own) {
        Matcher one = VERSION.matcher(pinned);
        Matcher other = VERSION.matcher(own);
        return one.matches()
                && other.matches()
                && version(one)
                        .flatMap(a -> version(other).map(b -> a.compareTo(b) < 0))
                        .orElse(false);
    }

    private static Optional<SemanticVersion> version(Matcher tag) {
        return SemanticVersion.parse(tag.group(1));
    }
}
