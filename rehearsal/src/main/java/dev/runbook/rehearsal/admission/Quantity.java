package dev.runbook.rehearsal.admission;

import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An amount of storage as manifests write it: {@code 10Gi}, {@code 500M}, {@code 1e9}. */
public final class Quantity {
    private static final Pattern FORM = Pattern.compile("(\\d+(?:\\.\\d+)?(?:[eE]\\d{1,3})?)(|[kKMGTPE]i?)");
    private static final Map<Character, Integer> POWERS =
            Map.of('k', 1, 'K', 1, 'M', 2, 'G', 3, 'T', 4, 'P', 5, 'E', 6);

    private Quantity() {}

    /** The number of bytes; nothing when the text is not a quantity. */
    public static Optional<BigDecimal> bytes(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        String suffix = matcher.group(2);
        BigDecimal number = new BigDecimal(matcher.group(1));
        if (suffix.isEmpty()) {
            return Optional.of(number);
        }
        BigDecimal unit = BigDecimal.valueOf(suffix.endsWith("i") ? 1024 : 1000);
        return Optional.of(number.multiply(unit.pow(POWERS.getOrDefault(suffix.charAt(0), 0))));
    }

    /** Whether both are quantities and the first is the smaller one. */
    static boolean isLess(String one, String other) {
        return bytes(one)
                .flatMap(left -> bytes(other).map(right -> left.compareTo(right) < 0))
                .orElse(false);
    }
}
