package dev.runbook.json;

import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.CharacterEscapes;
import com.fasterxml.jackson.core.io.SerializedString;
import dev.runbook.text.UnsafeCharacters;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What would steer a terminal or mislead a reader stands in our JSON as an escape, and loses nothing. */
final class SafeEscapes extends CharacterEscapes {
    private static final long serialVersionUID = 1L;
    private static final int DELETE = 0x7f;

    @Override
    public int[] getEscapeCodesForAscii() {
        int[] codes = standardAsciiEscapesForJSON();
        codes[DELETE] = ESCAPE_STANDARD;
        return codes;
    }

    @Override
    public @Nullable SerializableString getEscapeSequence(int c) {
        return Optional.of(c)
                .filter(UnsafeCharacters::contains)
                .map(unsafe -> new SerializedString("\\u%04x".formatted(unsafe)))
                .orElse(null);
    }
}
