package dev.runbook.language.signature;

import java.time.Duration;
import java.util.List;

/** Which values of its type a parameter takes, whatever the world holds. */
public sealed interface AllowedValues {
    /** Each of its type. */
    record Any() implements AllowedValues {}

    /** One of a few texts. */
    record OneOf(List<String> texts) implements AllowedValues {
        public OneOf {
            texts = List.copyOf(texts);
        }
    }

    /** A number within bounds. */
    record Between(long least, long most) implements AllowedValues {}

    /**
     * A length of time up to one.
     *
     * @param why it ends there, a sentence
     * @param fix what to write instead
     */
    record UpTo(Duration most, String why, String fix) implements AllowedValues {}
}
