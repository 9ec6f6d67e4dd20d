package dev.runbook.shipped;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.runbook.language.failure.FailureClass;
import dev.runbook.run.journal.Entry;
import dev.runbook.run.journal.Recorded;
import dev.runbook.run.report.Item;
import dev.runbook.run.report.ReportText;
import dev.runbook.run.report.RunReport;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A run that has ended.
 *
 * @param said what it wrote on the terminal
 * @param records its journal
 */
record Run(int exit, String said, List<Recorded> records) {
    RunReport report() {
        return RunReport.of(records);
    }

    /** When it was about to do something for the first time in a step of this title. */
    Instant began(String title, String action) {
        String step = report().allSteps()
                .filter(s -> s.title().equals(title))
                .findFirst()
                .orElseThrow(() -> new AssertionError(said))
                .address();
        return records.stream()
                .filter(r -> r.entry() instanceof Entry.TaskIntended task
                        && task.step().equals(step)
                        && task.activity().action().equals(action))
                .findFirst()
                .orElseThrow(() -> new AssertionError(said))
                .time();
    }

    Run ends(int code) {
        assertEquals(code, exit, said);
        return this;
    }

    /** How the steps of a title ended, in the words of the report; empty for one that was not reached. */
    List<String> step(String title) {
        return report().allSteps()
                .filter(s -> s.title().equals(title))
                .map(ReportText::end)
                .toList();
    }

    Run step(String title, String... ends) {
        assertEquals(List.of(ends), step(title), () -> title + "\n" + said);
        return this;
    }

    /** Lines are broken for people: a text may stand across two of them. */
    Run says(String text) {
        assertTrue(flat().contains(text), () -> "it does not say \"" + text + "\":\n" + said);
        return this;
    }

    Run doesNotSay(String text) {
        assertFalse(flat().contains(text), () -> "it says \"" + text + "\":\n" + said);
        return this;
    }

    private String flat() {
        return said.replaceAll("[\\s|│]+", " ");
    }

    /** The failure that is told first: the one that ended the run, or else the first that was recovered. */
    FailureClass firstFailure() {
        return report().problems().getFirst().failure().kind();
    }

    /** The rescue clauses that were entered, in order. */
    String rescues() {
        return report().rescues().stream().map(Item.Rescue::clause).collect(Collectors.joining(", "));
    }

    /** The commands of an action, each as one text. */
    List<String> commands(String action) {
        return report().allSteps()
                .flatMap(s -> s.items().stream())
                .filter(Item.Task.class::isInstance)
                .map(Item.Task.class::cast)
                .flatMap(t -> t.activity().stream())
                .filter(a -> a.action().equals(action))
                .map(a -> String.join(" ", a.command()))
                .toList();
    }
}
