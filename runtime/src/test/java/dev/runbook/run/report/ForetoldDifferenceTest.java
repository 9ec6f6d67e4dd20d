package dev.runbook.run.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.runbook.language.failure.Failure;
import dev.runbook.language.failure.FailureClass;
import dev.runbook.run.journal.Entry;
import dev.runbook.run.journal.Entry.ForetoldEnd;
import dev.runbook.run.journal.Entry.ForetoldFailure;
import dev.runbook.run.journal.Entry.RunEnd;
import dev.runbook.run.journal.Recorded;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ForetoldDifferenceTest {
    private static final Entry.Foretold RECOVERS =
            new Entry.Foretold(ForetoldEnd.RECOVERS, List.of(new ForetoldFailure("17", FailureClass.ImmutableField)));
    private static final Entry.Foretold SUCCEEDS = new Entry.Foretold(ForetoldEnd.SUCCEEDS, List.of());

    /** A run of one step, which fails so and is recovered, or ends so. */
    private static Optional<String> finding(Entry.Foretold foretold, RunEnd end, FailureClass... failures) {
        return RunReport.of(facts(foretold, end, failures)).unforeseen();
    }

    private static List<Recorded> facts(Entry.Foretold foretold, RunEnd end, FailureClass... failures) {
        List<Entry> entries = new ArrayList<>();
        entries.add(foretold);
        entries.add(new Entry.StepStarted("Upgrade", "body.1", "17", "Upgrade", 1, false));
        for (FailureClass kind : failures) {
            entries.add(new Entry.Rescuing("Upgrade", "rescue " + kind, Failure.of(kind, "it is " + kind)));
        }
        Entry.StepEnd how = end == RunEnd.DONE
                ? Entry.StepEnd.DONE
                : end == RunEnd.RECOVERED ? Entry.StepEnd.RECOVERED : Entry.StepEnd.FAILED;
        entries.add(new Entry.StepEnded("Upgrade", "17", how, Duration.ZERO));
        entries.add(new Entry.Ended(end, "", Optional.empty(), "", Duration.ZERO));
        List<Recorded> facts = new ArrayList<>();
        entries.forEach(entry -> facts.add(new Recorded(facts.size() + 1L, Instant.EPOCH, entry)));
        return facts;
    }

    @Test
    void nothing_is_said_where_all_came_as_foretold() {
        assertEquals(Optional.empty(), finding(SUCCEEDS, RunEnd.DONE));
        assertEquals(Optional.empty(), finding(RECOVERS, RunEnd.RECOVERED, FailureClass.ImmutableField));
    }

    @Test
    void what_was_not_foretold_is_named_by_step_and_class() {
        assertEquals(
                Optional.of("not foretold: 17 NotReady"), finding(SUCCEEDS, RunEnd.RECOVERED, FailureClass.NotReady));
        assertEquals(
                Optional.of("not foretold: 17 ForeignOwner"),
                finding(RECOVERS, RunEnd.FAILED, FailureClass.ImmutableField, FailureClass.ForeignOwner));
    }

    @Test
    void what_was_foretold_and_did_not_come_is_named_too() {
        assertEquals(Optional.of("foretold, and did not happen: 17 ImmutableField"), finding(RECOVERS, RunEnd.DONE));
        assertEquals(
                Optional.of("not foretold: 17 NotReady; foretold, and did not happen: 17 ImmutableField"),
                finding(RECOVERS, RunEnd.FAILED, FailureClass.NotReady));
    }

    @Test
    void another_end_with_the_same_failures_is_told() {
        assertEquals(
                Optional.of("foretold: it fails and is recovered"),
                finding(RECOVERS, RunEnd.FAILED, FailureClass.ImmutableField));
    }

    @Test
    void what_people_have_decided_is_no_finding() {
        assertEquals(Optional.empty(), finding(SUCCEEDS, RunEnd.DECLINED, FailureClass.Declined));
        assertEquals(Optional.empty(), finding(RECOVERS, RunEnd.INTERRUPTED));
        List<Recorded> carriedOn = new ArrayList<>(facts(RECOVERS, RunEnd.FAILED, FailureClass.NotReady));
        carriedOn.add(
                3,
                new Recorded(
                        9,
                        Instant.EPOCH,
                        new Entry.Resumed(
                                Map.of(), List.of(), "", "1", new Entry.OperatorProcess("anna", "host", 1, "/"))));
        assertEquals(Optional.empty(), RunReport.of(carriedOn).unforeseen());
    }

    @Test
    void what_could_not_be_known_is_not_compared() {
        Entry.Foretold unknown = new Entry.Foretold(ForetoldEnd.UNKNOWN, List.of());
        assertEquals(Optional.empty(), finding(unknown, RunEnd.FAILED, FailureClass.NotReady));
    }
}
