package dev.runbook.run.journal;

import com.google.re2j.Pattern;
import dev.runbook.language.failure.Failure;
import dev.runbook.language.failure.FailureClass;
import dev.runbook.language.value.ResourceId;
import dev.runbook.language.value.Resources;
import dev.runbook.language.value.SemanticVersion;
import dev.runbook.language.value.Value;
import dev.runbook.provider.Intent;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;

/** Makes entries of any kind out of anything, by the record components of the kind. */
final class RandomEntries {
    private static final List<String> TEXTS = List.of(
            "",
            "Upgrade Coder > Uninstall Coder",
            "with \"quotes\", a \\ and a / in it",
            "two\nlines\r\nand a\ttab",
            "control \u0000\u0007\u001b[31m characters",
            "ünïcödé — ⎈ 🚀 \u2028 \ufeff",
            "x".repeat(5000));

    private final Random random;
    private final List<String> texts;
    private int given;

    RandomEntries(long seed) {
        this(seed, TEXTS);
    }

    /** The same with these texts. */
    RandomEntries(long seed, List<String> texts) {
        this.random = new Random(seed);
        this.texts = texts;
    }

    /** How many texts have been put into entries. */
    int texts() {
        return given;
    }

    /** Every kind of entry there is. */
    static List<Class<? extends Entry>> kinds() {
        List<Class<? extends Entry>> kinds = new ArrayList<>();
        for (Class<?> kind : Entry.class.getPermittedSubclasses()) {
            if (kind.isSealed()) {
                for (Class<?> one : kind.getPermittedSubclasses()) {
                    kinds.add(one.asSubclass(Entry.class));
                }
            } else {
                kinds.add(kind.asSubclass(Entry.class));
            }
        }
        return kinds;
    }

    <T> T make(Class<T> type) {
        if (type.isSealed()) {
            Class<?>[] kinds = type.getPermittedSubclasses();
            return type.cast(make(kinds[random.nextInt(kinds.length)]));
        }
        if (type == Intent.Command.class) {
            // A program has a name.
            return type.cast(new Intent.Command(List.of(text(), text())));
        }
        RecordComponent[] components = type.getRecordComponents();
        Object[] arguments =
                Arrays.stream(components).map(c -> any(c.getGenericType())).toArray();
        Class<?>[] types =
                Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        try {
            var constructor = type.getDeclaredConstructor(types);
            constructor.setAccessible(true);
            return constructor.newInstance(arguments);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private Object any(Type type) {
        if (type instanceof ParameterizedType generic) {
            Type argument = generic.getActualTypeArguments()[generic.getActualTypeArguments().length - 1];
            Class<?> raw = (Class<?>) generic.getRawType();
            return raw == Optional.class
                    ? maybe(() -> any(argument))
                    : raw == List.class
                            ? some(() -> any(argument))
                            : raw == Set.class
                                    ? Set.copyOf(EnumSet.range(FailureClass.ImmutableField, any(FailureClass.class)))
                                    : map(() -> any(argument));
        }
        Class<?> raw = (Class<?>) type;
        return raw == Value.class ? value(3) : any(raw);
    }

    private <T> T any(Class<T> type) {
        Object made = type == String.class
                ? text()
                : type == int.class
                        ? random.nextInt()
                        : type == long.class
                                ? random.nextLong()
                                : type == boolean.class
                                        ? random.nextBoolean()
                                        : type == java.time.Instant.class
                                                ? java.time.Instant.ofEpochMilli(random.nextInt(1_000_000_000))
                                                : type == Duration.class
                                                        ? Duration.ofMillis(random.nextInt(1_000_000_000))
                                                        : type == OptionalInt.class
                                                                ? (random.nextBoolean()
                                                                        ? OptionalInt.empty()
                                                                        : OptionalInt.of(random.nextInt()))
                                                                : type.isEnum()
                                                                        ? type.getEnumConstants()[
                                                                                random.nextInt(
                                                                                        type.getEnumConstants().length)]
                                                                        : make(type);
        @SuppressWarnings("unchecked") // primitives come boxed
        T result = (T) made;
        return result;
    }

    private String text() {
        given++;
        return texts.get(random.nextInt(texts.size()));
    }

    private Optional<Object> maybe(Supplier<Object> supplier) {
        return random.nextBoolean() ? Optional.empty() : Optional.of(supplier.get());
    }

    private <T> List<T> some(Supplier<T> supplier) {
        List<T> items = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            items.add(supplier.get());
        }
        return List.copyOf(items);
    }

    private <T> Map<String, T> map(Supplier<T> supplier) {
        Map<String, T> entries = new LinkedHashMap<>();
        some(this::text).forEach(key -> entries.put(key, supplier.get()));
        return entries;
    }

    /** A value of any kind that a run can have. */
    Value value(int depth) {
        return switch (random.nextInt(depth > 0 ? 12 : 9)) {
            case 0 -> new Value.Int(random.nextLong());
            case 1 -> Value.of(random.nextBoolean());
            case 2 -> Value.NIL;
            case 3 -> new Value.Duration(Duration.ofNanos(random.nextLong()));
            case 4 ->
                new Value.Version(SemanticVersion.parse("v1." + random.nextInt(40) + "-rc.1+x")
                        .orElseThrow());
            case 5 -> new Value.Pattern(Pattern.compile("field (?P<name>\\S+) \"is\" immutable", random.nextInt(4)));
            case 6 -> new Value.Secret(text(), "");
            case 7 -> new Resources(text(), some(() -> make(ResourceId.class)), some(this::text), random.nextBoolean());
            case 8 -> Value.of(text());
            case 9 -> new Value.List(some(() -> value(depth - 1)));
            case 10 -> new Value.Map(map(() -> value(depth - 1)));
            default -> new Value.Entity(text(), map(() -> value(depth - 1)));
        };
    }

    Failure failure() {
        return make(Failure.class);
    }
}
