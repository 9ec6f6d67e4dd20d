package dev.runbook.provider;

import dev.runbook.language.value.Value;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How the world was before an action began, as the journal has it.
 *
 * @param mark the state, by which its effect can be told later; empty where that needs none
 * @param meant what the effect was meant for: each thing in words, with what makes it that very thing and no other; nil
 *     for one that was not there. Empty where that could not be read, and in older journals
 */
public record StateBefore(String mark, Map<String, Value> meant) {
    /** Of something that leaves no trace and is meant for nothing in particular. */
    public static final StateBefore NOTHING = new StateBefore("", Map.of());

    public StateBefore {
        meant = Collections.unmodifiableMap(new LinkedHashMap<>(meant));
    }
}
