package dev.runbook.run.preflight;

import dev.runbook.port.Right;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Gathers the rights that a plan needs, each once, with the places that need it; and what of them cannot be known. */
final class RequiredRights {
    private final Map<Right, CallSites> needed = new TreeMap<>();
    private final Set<String> unknown = new LinkedHashSet<>();
    private final Map<String, Set<String>> open = new LinkedHashMap<>();
    private final Requirements requirements = new Requirements();

    /**
     * Where something is needed.
     *
     * @param step number of the step; empty before any
     * @param text for people
     * @param surely whether a run comes there when all goes well
     */
    record CallSite(String step, String text, boolean surely) {}

    /** Where a right is needed whatever the run finds there, and where only in some cases. */
    private static final class CallSites {
        private final Set<String> always = new LinkedHashSet<>();
        private final Set<String> sometimes = new LinkedHashSet<>();
        private boolean surely;

        RequiredRight required(Right right) {
            Set<String> all = new LinkedHashSet<>(always);
            all.addAll(sometimes);
            return new RequiredRight(right, surely, List.copyOf(all));
        }
    }

    void need(Collection<Right> rights, boolean always, CallSite place) {
        for (Right right : rights) {
            CallSites places = needed.computeIfAbsent(right, r -> new CallSites());
            (always ? places.always : places.sometimes).add(place.text());
            places.surely |= always && place.surely();
        }
    }

    /** What must be there. */
    Requirements requirements() {
        return requirements;
    }

    /** Notes that what an action is given is not known before the run. */
    void open(String action, CallSite place) {
        open.computeIfAbsent(action, a -> new LinkedHashSet<>()).add(place.step());
    }

    /** Notes something else that cannot be known before, a sentence. */
    void unknown(String sentence) {
        unknown.add(sentence);
    }

    /** Every right that is needed, in order. */
    List<RequiredRight> all() {
        return needed.entrySet().stream()
                .map(each -> each.getValue().required(each.getKey()))
                .toList();
    }

    /** What may be needed besides, a sentence each. */
    List<String> unknown() {
        List<String> all = new ArrayList<>(unknown);
        open.forEach((action, steps) -> all.add("what " + action + " is given is known during the run (step"
                + (steps.size() > 1 ? "s " : " ") + String.join(", ", steps) + ")"));
        return all;
    }
}
