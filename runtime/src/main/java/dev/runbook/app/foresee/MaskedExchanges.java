package dev.runbook.app.foresee;

import dev.runbook.rehearsal.shadow.Exchange;
import dev.runbook.run.journal.Masking;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** What was asked and answered, without the secrets in it. */
record MaskedExchanges(Masking masking) {
    Exchange of(Exchange exchange) {
        return new Exchange(
                exchange.method(),
                masking.text(exchange.path()),
                exchange.code(),
                exchange.source(),
                masking.text(exchange.note()),
                exchange.granted().stream().map(masking::text).toList(),
                exchange.change()
                        .map(change -> new Exchange.ObjectChange(masked(change.before()), masked(change.after()))));
    }

    private Map<String, Object> masked(Map<String, Object> object) {
        Map<String, Object> masked = new LinkedHashMap<>(object);
        masked.replaceAll((name, value) -> maskedValue(value));
        return same(masked, object) ? object : masked;
    }

    /** The value itself where nothing in it is masked: most objects hold no secret, and there may be thousands of them. */
    @SuppressWarnings("ReferenceEquality") // whether it was left as it is
    private Object maskedValue(Object value) {
        return switch (value) {
            case String text -> masking.text(text);
            case Map<?, ?> object -> {
                Map<String, Object> masked = new LinkedHashMap<>();
                object.forEach((name, inner) -> masked.put(String.valueOf(name), maskedValue(inner)));
                yield same(masked, object) ? object : masked;
            }
            case List<?> list -> {
                List<?> masked = list.stream().map(this::maskedValue).toList();
                yield IntStream.range(0, list.size()).allMatch(i -> masked.get(i) == list.get(i)) ? list : masked;
            }
            default -> value;
        };
    }

    @SuppressWarnings("ReferenceEquality") // whether each was left as it is
    private static boolean same(Map<String, Object> one, Map<?, ?> other) {
        return one.entrySet().stream().allMatch(entry -> entry.getValue() == other.get(entry.getKey()));
    }
}
