package dev.runbook.app.foresee;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;

/** What a plan rests on: it holds as long as each of them is as it was. */
public record PlanFacts(SequencedMap<String, PlanFact> facts) {
    /**
     * One of them.
     *
     * @param shown for people
     * @param sum the same as long as nothing that matters has changed
     */
    public record PlanFact(String shown, String sum) {
        /** One that is what it shows. */
        public static PlanFact of(String shown) {
            return new PlanFact(shown, shown);
        }
    }

    public PlanFacts {
        facts = new LinkedHashMap<>(facts);
    }

    /** What is not as it was, a line each, with old and new. */
    public List<String> changes(PlanFacts now) {
        Set<String> all = new LinkedHashSet<>(facts.keySet());
        all.addAll(now.facts.keySet());
        List<String> changes = new ArrayList<>();
        for (String what : all) {
            PlanFact was = facts.getOrDefault(what, PlanFact.of("nothing"));
            PlanFact is = now.facts.getOrDefault(what, PlanFact.of("nothing"));
            if (!was.sum().equals(is.sum())) {
                changes.add(what + ": "
                        + (was.shown().equals(is.shown())
                                ? was.shown() + ", and is another now"
                                : was.shown() + " → " + is.shown()));
            }
        }
        return changes;
    }

    /** The same of what was looked at now: whoever ends early has not seen the rest. */
    public List<String> changesSeen(PlanFacts now) {
        SequencedMap<String, PlanFact> seen = new LinkedHashMap<>(facts);
        seen.keySet().retainAll(now.facts.keySet());
        return new PlanFacts(seen).changes(now);
    }

    /** Those of them whose name begins so. */
    public PlanFacts only(String beginning) {
        SequencedMap<String, PlanFact> some = new LinkedHashMap<>();
        for (Map.Entry<String, PlanFact> fact : facts.entrySet()) {
            if (fact.getKey().startsWith(beginning)) {
                some.put(fact.getKey(), fact.getValue());
            }
        }
        return new PlanFacts(some);
    }
}
