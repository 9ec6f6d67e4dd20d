package dev.runbook.rehearsal.admission;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An amount as manifests write it: {@code 10Gi}, {@code 500M}, {@code 1e9} of storage, {@code 100m} of a processor. */
public final class Quantity {
    private static final Pattern FORM = Pattern.compile("(\\d+(?:\\.\\d+)?(?:[eE]\\d{1,3})?)(|m|[kKMGTPE]i?)");
    private static final Map<Character, Integer> POWERS =
            Map.of('k', 1, 'K', 1, 'M', 2, 'G', 3, 'T', 4, 'P', 5, 'E', 6);

    private Quantity() {}

    /** The number of bytes, or of processors; nothing when the text is not a quantity. */
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
        if (suffix.equals("m")) {
            return Optional.of(number.movePointLeft(3));
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

    /** As the server writes it: in the largest unit in which it is a whole number. */
    static String text(BigDecimal amount) {
        BigDecimal plain = amount.stripTrailingZeros();
        if (plain.scale() > 0) {
            return plain.movePointRight(3).toPlainString() + "m";
        }
        BigDecimal unit = BigDecimal.valueOf(1024);
        String suffix = "";
        for (String one : List.of("Ki", "Mi", "Gi", "Ti", "Pi", "Ei")) {
            if (plain.signum() == 0 || plain.remainder(unit).signum() != 0) {
                break;
            }
            plain = plain.divide(unit);
            suffix = one;
        }
        return plain.toPlainString() + suffix;
    }
}
