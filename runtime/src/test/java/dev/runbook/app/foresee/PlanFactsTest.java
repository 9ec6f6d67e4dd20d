package dev.runbook.app.foresee;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.runbook.app.foresee.PlanFacts.PlanFact;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import org.junit.jupiter.api.Test;

class PlanFactsTest {
    private static PlanFacts facts(String... namesAndValues) {
        SequencedMap<String, PlanFact> facts = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            facts.put(namesAndValues[i], PlanFact.of(namesAndValues[i + 1]));
        }
        return new PlanFacts(facts);
    }

    @Test
    void what_is_not_as_it_was_is_told_with_old_and_new() {
        assertEquals(
                List.of("release app: revision 1 → revision 2", "values: a → nothing", "verdict: nothing → fails"),
                facts("release app", "revision 1", "values", "a", "cluster", "one")
                        .changes(facts("cluster", "one", "release app", "revision 2", "verdict", "fails")));
    }

    @Test
    void of_what_was_not_looked_at_nothing_is_told() {
        assertEquals(
                List.of("cluster: one → two"),
                facts("release app", "revision 1", "cluster", "one").changesSeen(facts("cluster", "two")));
    }
}
