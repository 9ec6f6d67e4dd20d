package dev.runbook.provider.kube;

import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An amount as Kubernetes writes it: {@code 10Gi}, {@code 1.5T}, {@code 500M}, {@code 1e9}. */
public record StorageSize(String text, BigDecimal amount) implements Comparable<StorageSize> {
    private static final Pattern FORM =
            Pattern.compile("([+-]?(?:\\d+\\.?\\d*|\\.\\d+))(?:[eE]([+-]?\\d{1,3})|(m|k|[MGTPE]i?|Ki)?)");
    private static final Map<String, BigDecimal> UNITS = Map.ofEntries(
            Map.entry("m", new BigDecimal("0.001")),
            Map.entry("k", BigDecimal.TEN.pow(3)),
            Map.entry("M", BigDecimal.TEN.pow(6)),
            Map.entry("G", BigDecimal.TEN.pow(9)),
            Map.entry("T", BigDecimal.TEN.pow(12)),
            Map.entry("P", BigDecimal.TEN.pow(15)),
            Map.entry("E", BigDecimal.TEN.pow(18)),
            Map.entry("Ki", BigDecimal.TWO.pow(10)),
            Map.entry("Mi", BigDecimal.TWO.pow(20)),
            Map.entry("Gi", BigDecimal.TWO.pow(30)),
            Map.entry("Ti", BigDecimal.TWO.pow(40)),
            Map.entry("Pi", BigDecimal.TWO.pow(50)),
            Map.entry("Ei", BigDecimal.TWO.pow(60)));

    /** The amount; empty for what the server would refuse as well. */
    public static Optional<StorageSize> of(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            return Optional.empty();
        }
        BigDecimal number = new BigDecimal(form.group(1));
        String exponent = form.group(2);
        String unit = form.group(3);
        return Optional.of(new StorageSize(
                text,
                exponent != null
                        ? number.scaleByPowerOfTen(Integer.parseInt(exponent))
                        : unit != null ? number.multiply(UNITS.getOrDefault(unit, BigDecimal.ONE)) : number));
    }

    /** Which amount is the larger one, however they are written. */
    @Override
    public int compareTo(StorageSize other) {
        return amount.compareTo(other.amount);
    }
}
