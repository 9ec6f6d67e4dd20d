package dev.runbook.language.program;

import java.util.ArrayList;
import java.util.List;

/**
 * The address of a step: the ids or titles of the steps around it and its own.
 * Titles are unique among siblings, so an address names one step.
 */
public record Address(List<String> path) {
    public static final Address ROOT = new Address(List.of());

    public Address {
        path = List.copyOf(path);
    }

    public Address child(String name) {
        List<String> longer = new ArrayList<>(path);
        longer.add(name);
        return new Address(longer);
    }

    /** The last part; empty for the root. */
    public String name() {
        return path.isEmpty() ? "" : path.getLast();
    }

    /** {@code Upgrade Coder > Uninstall Coder}. */
    @Override
    public String toString() {
        return String.join(" > ", path);
    }
}
