package dev.runbook.run.preflight;

import dev.runbook.language.failure.Failure;
import dev.runbook.provider.Requirement;
import dev.runbook.provider.World;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What must be there for the steps that a run surely comes to. */
final class Requirements {
    /** Each with the first place that needs it. */
    private final Map<String, Needed> needed = new LinkedHashMap<>();

    private boolean changed;

    private record Needed(Requirement requirement, String place, boolean changed) {}

    /** From here on, anything may have been changed. */
    void mayChangeAnything() {
        changed = true;
    }

    void need(Requirement requirement, RequiredRights.CallSite place) {
        if (place.surely()) {
            needed.putIfAbsent(requirement.what(), new Needed(requirement, place.text(), changed));
        }
    }

    /** What is wrong with them. */
    List<Failure> problems(World world) throws InterruptedException {
        List<Failure> problems = new ArrayList<>();
        for (Needed one : needed.values()) {
            one.requirement().unmet(world, one.place(), one.changed()).ifPresent(problems::add);
        }
        return problems;
    }
}
