package dev.runbook.language.value;

import java.util.Collections;
import java.util.LinkedHashMap;

/** What an expression evaluates to. */
public sealed interface Value
        permits Value.Text,
                Value.Int,
                Value.Bool,
                Value.Nil,
                Value.Duration,
                Value.Version,
                Value.List,
                Value.Map,
                Value.Pattern,
                Value.Secret,
                Value.Entity,
                Resources,
                Value.Unknown {

    Value NIL = new Nil();
    Value TRUE = new Bool(true);
    Value FALSE = new Bool(false);

    /** A string, a path or a symbol. */
    record Text(String text) implements Value {}

    record Int(long number) implements Value {}

    record Bool(boolean holds) implements Value {}

    /** What was not given or is not there. */
    record Nil() implements Value {}

    /** A length of time. */
    record Duration(java.time.Duration duration) implements Value {
        /** No run waits longer; clocks that count nanoseconds can. */
        public static final java.time.Duration LONGEST = java.time.Duration.ofDays(36_500);

        /** A length; throws {@link ArithmeticException} when no clock of ours is to count it. */
        public static Duration of(java.time.Duration duration) {
            if (duration.abs().compareTo(LONGEST) > 0) {
                throw new ArithmeticException(duration + " is longer than " + LONGEST);
            }
            return new Duration(duration);
        }
    }

    /** A version, compared as SemVer says. */
    record Version(SemanticVersion version) implements Value {}

    record List(java.util.List<Value> items) implements Value {
        public List {
            items = java.util.List.copyOf(items);
        }
    }

    record Map(java.util.Map<String, Value> entries) implements Value {
        public Map {
            entries = Collections.unmodifiableMap(new LinkedHashMap<>(entries));
        }
    }

    /** A regular expression of the linear-time engine. */
    record Pattern(com.google.re2j.Pattern regex) implements Value {}

    /** A secret input: only the action that needs it may reveal it; it never prints. */
    record Secret(String name, String content) implements Value {
        @Override
        public String toString() {
            return "Secret[" + name + "]";
        }
    }

    /** A snapshot of something in the world, such as a release or a chart: its type's name and its fields. */
    record Entity(String type, java.util.Map<String, Value> fields) implements Value {
        public Entity {
            fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
        }

        /** The field's value; nil when the snapshot has none. */
        public Value field(String name) {
            return fields.getOrDefault(name, NIL);
        }
    }

    /**
     * What a plan cannot know yet; never seen by a run.
     *
     * @param label what the text calls it, such as {@code target.version}
     * @param reason why it is not known, such as {@code known after "Refresh the chart repository"}
     */
    record Unknown(String label, String reason) implements Value {}

    static Value of(boolean holds) {
        return holds ? TRUE : FALSE;
    }

    static Value of(String text) {
        return new Text(text);
    }

    static Value of(long number) {
        return new Int(number);
    }
}
