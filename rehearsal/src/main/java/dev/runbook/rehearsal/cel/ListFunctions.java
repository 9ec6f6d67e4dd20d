package dev.runbook.rehearsal.cel;

import com.google.common.primitives.UnsignedLong;
import dev.cel.common.types.CelType;
import dev.cel.common.types.SimpleType;
import dev.cel.common.types.TypeParamType;
import dev.cel.common.values.CelByteString;
import dev.runbook.rehearsal.cel.FunctionLibrary.Of;
import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What Kubernetes adds to the lists of expressions. */
final class ListFunctions {
    private static final CelType ITEM = TypeParamType.create("A");

    private ListFunctions() {}

    static void addTo(FunctionLibrary library) {
        comparable().forEach((name, type) -> {
            library.member(
                    "isSorted",
                    "list_" + name + "_is_sorted_bool",
                    CelTypes.list(type),
                    SimpleType.BOOL,
                    list -> isSorted(list));
            library.member(
                    "max", "list_" + name + "_max_" + name, CelTypes.list(type), type, list -> most(list, "max", 1));
            library.member(
                    "min", "list_" + name + "_min_" + name, CelTypes.list(type), type, list -> most(list, "min", -1));
        });
        library.member("sum", "list_int_sum_int", CelTypes.list(SimpleType.INT), SimpleType.INT, list -> sum(list, 0L));
        library.member(
                "sum",
                "list_uint_sum_uint",
                CelTypes.list(SimpleType.UINT),
                SimpleType.UINT,
                list -> sum(list, UnsignedLong.ZERO));
        library.member(
                "sum",
                "list_double_sum_double",
                CelTypes.list(SimpleType.DOUBLE),
                SimpleType.DOUBLE,
                list -> sum(list, 0.0));
        library.member(
                "sum",
                "list_duration_sum_duration",
                CelTypes.list(SimpleType.DURATION),
                SimpleType.DURATION,
                list -> sum(list, Duration.ZERO));
        Of<Object> item = new Of<>(ITEM, Object.class);
        library.member("indexOf", "list_a_index_of_int", CelTypes.list(ITEM), item, SimpleType.INT, (list, one) ->
                (long) list.indexOf(one));
        library.member(
                "lastIndexOf", "list_a_last_index_of_int", CelTypes.list(ITEM), item, SimpleType.INT, (list, one) ->
                        (long) list.lastIndexOf(one));
    }

    private static Map<String, CelType> comparable() {
        Map<String, CelType> types = new LinkedHashMap<>();
        types.put("int", SimpleType.INT);
        types.put("uint", SimpleType.UINT);
        types.put("double", SimpleType.DOUBLE);
        types.put("bool", SimpleType.BOOL);
        types.put("duration", SimpleType.DURATION);
        types.put("timestamp", SimpleType.TIMESTAMP);
        types.put("string", SimpleType.STRING);
        types.put("bytes", SimpleType.BYTES);
        return types;
    }

    private static boolean isSorted(List<?> list) {
        for (int i = 1; i < list.size(); i++) {
            if (compare(list.get(i - 1), list.get(i)) > 0) {
                return false;
            }
        }
        return true;
    }

    private static Object most(List<?> list, String name, int sign) {
        Comparator<Object> order = (a, b) -> sign * compare(a, b);
        return list.stream()
                .map(Object.class::cast)
                .max(order)
                .orElseThrow(() -> new CelArgumentException(name + " called on empty list"));
    }

    @SuppressWarnings("unchecked") // the compiler of expressions lets only lists of one comparable type through
    private static int compare(Object one, Object other) {
        if (one instanceof CelByteString bytes && other instanceof CelByteString others) {
            return CelByteString.unsignedLexicographicalComparator().compare(bytes, others);
        }
        return ((Comparable<Object>) one).compareTo(other);
    }

    private static Object sum(List<?> list, Object zero) {
        Object sum = zero;
        for (Object item : list) {
            sum = added(sum, item);
        }
        return sum;
    }

    private static Object added(Object sum, Object item) {
        return switch (item) {
            case Long number when sum instanceof Long before -> Math.addExact(before, number);
            case UnsignedLong number when sum instanceof UnsignedLong before -> before.plus(number);
            case Double number when sum instanceof Double before -> before + number;
            case Duration length when sum instanceof Duration before -> before.plus(length);
            default -> throw new CelArgumentException("no such overload");
        };
    }
}
