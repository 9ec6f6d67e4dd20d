package dev.runbook.rehearsal.shadow;

import java.util.Arrays;
import java.util.List;

/** What the cluster does by itself after a write, and is taken to do well: nobody can know it before. */
public enum TakenForGranted {
    PODS_START("its pods start"),
    POD_STARTS("it starts"),
    HOOK_PASSES("the hook passes"),
    ENDS_WELL("it ends well"),
    ADDRESS("it gets an address"),
    VOLUME("it gets a volume"),
    SERVER_ANSWERS("its server answers");

    private final String words;

    TakenForGranted(String words) {
        this.words = words;
    }

    /** As an exchange says it, behind the name of the object. */
    public String words() {
        return words;
    }

    /** Those among what is taken to go well. */
    public static List<TakenForGranted> in(List<String> granted) {
        return Arrays.stream(values())
                .filter(one -> granted.stream().anyMatch(what -> what.endsWith(": " + one.words)))
                .toList();
    }
}
