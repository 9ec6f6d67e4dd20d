package dev.runbook.app.view;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.runbook.app.foresee.Foresight;
import dev.runbook.app.foresee.Foresight.ForeseenEnd;
import dev.runbook.golden.Golden;
import dev.runbook.rehearsal.shadow.Exchange.ObjectChange;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ForesightTextTest {
    private static final Golden GOLDEN = Golden.of("report");

    @ParameterizedTest
    @ValueSource(strings = {"clean", "recovered", "failed", "rescue-failed"})
    void it_fits_one_screen(String journal) {
        List<String> lines = ForesightText.of(MadeUpForesight.of(journal), Style.PLAIN);
        GOLDEN.check(journal, "foresight.txt", String.join("\n", lines) + "\n");
        assertTrue(lines.size() <= 40, () -> lines.size() + " lines");
        assertTrue(lines.stream().allMatch(line -> line.length() <= 80), () -> String.join("\n", lines));
    }

    @Test
    void an_address_that_is_not_given_yet_is_not_shown() {
        String text = String.join("\n", ForesightText.of(MadeUpForesight.of("recovered"), Style.PLAIN));
        assertTrue(!text.contains("192.0.2.1"), text);
    }

    @Test
    void what_nobody_answers_is_neither_a_success_nor_a_failure() {
        Foresight clean = MadeUpForesight.of("clean");
        assertEquals(ForeseenEnd.SUCCEEDS, clean.outcome());
        Foresight withheld =
                new Foresight(clean.report(), clean.moves(), clean.tasks(), List.of("a webhook"), clean.target());
        assertEquals(ForeseenEnd.UNKNOWN, withheld.outcome());
        assertEquals(ForeseenEnd.RECOVERS, MadeUpForesight.of("recovered").outcome());
    }

    @Test
    void differences_are_told_in_few_words() {
        Map<String, Object> before = Map.of(
                "metadata", Map.of("resourceVersion", "1", "labels", Map.of("chart", "1")),
                "spec", Map.of("replicas", 6, "old", "x", "selector", Map.of("matchLabels", Map.of("app", "a"))));
        Map<String, Object> after = Map.of(
                "metadata", Map.of("resourceVersion", "2", "labels", Map.of("chart", "2")),
                "spec", Map.of("replicas", 1, "new", Map.of(), "selector", Map.of("matchLabels", Map.of("app", "b"))));
        assertEquals(
                List.of("+new", "-old", "app a -> b", "replicas 6 -> 1"),
                ObjectDifference.of(new ObjectChange(before, after)).stream()
                        .sorted()
                        .toList());
        assertTrue(ObjectDifference.isNone(new ObjectChange(
                Map.of("metadata", Map.of("name", "a", "resourceVersion", "1")),
                Map.of("metadata", Map.of("name", "a", "resourceVersion", "2"), "status", Map.of()))));
    }
}
