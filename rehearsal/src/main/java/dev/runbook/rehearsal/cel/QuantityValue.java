package dev.runbook.rehearsal.cel;

import dev.cel.common.types.OpaqueType;
import dev.cel.common.types.SimpleType;
import dev.runbook.rehearsal.cel.FunctionLibrary.Of;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A quantity in an expression: {@code quantity("1Gi")}. */
record QuantityValue(BigDecimal amount) {
    static final Of<QuantityValue> TYPE = new Of<>(OpaqueType.create("kubernetes.Quantity"), QuantityValue.class);
    private static final String WRONG =
            "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'";
    private static final Pattern FORM = Pattern.compile(
            "([+-]?(?:[0-9]+\\.?[0-9]*|\\.[0-9]+))(|[num]|k|M|G|T|P|E|Ki|Mi|Gi|Ti|Pi|Ei|[eE][+-]?[0-9]{1,2})");
    private static final Map<String, Integer> TENS =
            Map.of("", 0, "n", -9, "u", -6, "m", -3, "k", 3, "M", 6, "G", 9, "T", 12, "P", 15, "E", 18);
    private static final Map<String, Integer> TWOS = Map.of("Ki", 10, "Mi", 20, "Gi", 30, "Ti", 40, "Pi", 50, "Ei", 60);

    QuantityValue(BigDecimal amount) {
        this.amount = amount.signum() == 0 ? BigDecimal.ZERO : amount.stripTrailingZeros();
    }

    static void addTo(FunctionLibrary library) {
        library.global("quantity", "string_to_quantity", CelTypes.STRING, TYPE.type(), QuantityValue::parsed);
        library.global(
                "isQuantity", "is_quantity_string", CelTypes.STRING, SimpleType.BOOL, text -> of(text).isPresent());
        library.global("sign", "quantity_sign", TYPE, SimpleType.INT, q -> (long) q.amount.signum());
        library.member(
                "isGreaterThan", "quantity_is_greater_than", TYPE, TYPE, SimpleType.BOOL, (a, b) -> a.compare(b) > 0);
        library.member("isLessThan", "quantity_is_less_than", TYPE, TYPE, SimpleType.BOOL, (a, b) -> a.compare(b) < 0);
        library.member("compareTo", "quantity_compare_to", TYPE, TYPE, SimpleType.INT, QuantityValue::compare);
        library.member(
                "asApproximateFloat", "quantity_get_float", TYPE, SimpleType.DOUBLE, q -> q.amount.doubleValue());
        library.member("asInteger", "quantity_get_int", TYPE, SimpleType.INT, QuantityValue::whole);
        library.member("isInteger", "quantity_is_integer", TYPE, SimpleType.BOOL, QuantityValue::isWhole);
        library.member(
                "add", "quantity_add", TYPE, TYPE, TYPE.type(), (a, b) -> new QuantityValue(a.amount.add(b.amount)));
        library.member(
                "add",
                "quantity_add_int",
                TYPE,
                CelTypes.INT,
                TYPE.type(),
                (a, b) -> new QuantityValue(a.amount.add(BigDecimal.valueOf(b))));
        library.member(
                "sub",
                "quantity_sub",
                TYPE,
                TYPE,
                TYPE.type(),
                (a, b) -> new QuantityValue(a.amount.subtract(b.amount)));
        library.member(
                "sub",
                "quantity_sub_int",
                TYPE,
                CelTypes.INT,
                TYPE.type(),
                (a, b) -> new QuantityValue(a.amount.subtract(BigDecimal.valueOf(b))));
    }

    private static Optional<QuantityValue> of(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        BigDecimal number = new BigDecimal(matcher.group(1));
        String suffix = matcher.group(2);
        if (TWOS.containsKey(suffix)) {
            return Optional.of(new QuantityValue(number.multiply(BigDecimal.TWO.pow(TWOS.getOrDefault(suffix, 0)))));
        }
        int tens = TENS.containsKey(suffix) ? TENS.getOrDefault(suffix, 0) : Integer.parseInt(suffix.substring(1));
        return Optional.of(new QuantityValue(number.scaleByPowerOfTen(tens)));
    }

    private static QuantityValue parsed(String text) {
        return of(text).orElseThrow(() -> new CelArgumentException(WRONG));
    }

    private long compare(QuantityValue other) {
        return amount.compareTo(other.amount);
    }

    private boolean isWhole() {
        return amount.scale() <= 0 && amount.toBigInteger().bitLength() < Long.SIZE;
    }

    private long whole() {
        if (!isWhole()) {
            throw new CelArgumentException("cannot convert value to integer");
        }
        return amount.longValueExact();
    }
}
