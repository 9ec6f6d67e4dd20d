package dev.runbook.run.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.runbook.language.failure.Failure;
import dev.runbook.language.failure.FailureClass;
import dev.runbook.language.signature.Effect;
import dev.runbook.provider.Intent;
import dev.runbook.provider.StateBefore;
import dev.runbook.run.journal.Activity;
import dev.runbook.run.journal.Entry;
import dev.runbook.run.journal.Recorded;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ReportBuilderTest {
    private static final Failure FIRST = Failure.of(FailureClass.ImmutableField, "first");
    private static final Failure LATER = Failure.of(FailureClass.Timeout, "later");

    @Test
    void the_failure_that_the_run_ends_with_is_the_first() {
        RunReport report = fold(
                started("1", "Upgrade"),
                new Entry.StepEnded("Upgrade", "1", Entry.StepEnd.FAILED, Duration.ZERO),
                started("2", "Ensure"),
                ended("Ensure", LATER),
                new Entry.Ended(Entry.RunEnd.FAILED, "", Optional.of(FIRST), "Upgrade", Duration.ZERO));
        assertEquals(
                List.of(FIRST, LATER),
                report.problems().stream().map(LocatedFailure::failure).toList());
        assertEquals("1 Upgrade", report.problems().getFirst().place());
    }

    @Test
    void what_was_recovered_stands_behind_the_failure_that_ended_the_run() {
        RunReport report = fold(
                started("1", "Upgrade"),
                ended("Upgrade", FIRST),
                new Entry.Rescuing("Upgrade", "rescue ImmutableField", FIRST),
                new Entry.StepEnded("Upgrade", "1", Entry.StepEnd.RECOVERED, Duration.ZERO),
                started("2", "Check"),
                ended("Check", LATER),
                new Entry.StepEnded("Check", "2", Entry.StepEnd.FAILED, Duration.ZERO),
                new Entry.Ended(Entry.RunEnd.FAILED, "", Optional.of(LATER), "Check", Duration.ZERO));
        assertEquals(List.of(LATER, FIRST), failures(report));
        assertEquals(List.of("failure", "recovered"), labels(report));
    }

    @Test
    void what_an_attempt_failed_with_stands_behind_what_the_last_one_failed_with() {
        RunReport report = fold(
                started("1", "Upgrade"),
                ended("Upgrade", FIRST),
                new Entry.Rescuing("Upgrade", "rescue ImmutableField", FIRST),
                new Entry.Retrying("Upgrade", 2, 2, Duration.ZERO, "first"),
                ended("Upgrade", LATER),
                new Entry.StepEnded("Upgrade", "1", Entry.StepEnd.FAILED, Duration.ZERO),
                new Entry.Ended(Entry.RunEnd.FAILED, "", Optional.of(LATER), "Upgrade", Duration.ZERO));
        assertEquals(List.of(LATER, FIRST), failures(report));
        assertEquals(List.of("failure", "before"), labels(report));
    }

    @Test
    void what_came_while_it_was_mended_stands_behind_the_failure_that_was_not() {
        RunReport report = fold(
                started("1", "Upgrade"),
                ended("Upgrade", FIRST),
                new Entry.Rescuing("Upgrade", "rescue ImmutableField", FIRST),
                ended("Upgrade", LATER),
                new Entry.StepEnded("Upgrade", "1", Entry.StepEnd.FAILED, Duration.ZERO),
                new Entry.Ended(Entry.RunEnd.FAILED, "", Optional.of(FIRST), "Upgrade", Duration.ZERO));
        assertEquals(List.of(FIRST, LATER), failures(report));
        assertEquals(List.of("failure", "then"), labels(report));
    }

    private static List<String> labels(RunReport report) {
        return EndingText.facts(report).stream()
                .map(EndingText.Fact::label)
                .filter(label -> !label.equals("rescue"))
                .toList();
    }

    @Test
    void a_failure_that_is_told_again_by_a_rescue_and_by_the_end_counts_once() {
        RunReport report = fold(
                started("1", "Upgrade"),
                ended("Upgrade", FIRST),
                new Entry.Rescuing("Upgrade", "rescue ImmutableField", FIRST),
                new Entry.Ended(Entry.RunEnd.FAILED, "", Optional.of(FIRST), "Upgrade", Duration.ZERO));
        assertEquals(1, report.problems().size());
    }

    @Test
    void a_failure_that_the_run_was_carried_on_from_is_none_of_its_end() {
        RunReport report = fold(
                started("1", "Upgrade"),
                ended("Upgrade", FIRST),
                new Entry.Ended(Entry.RunEnd.FAILED, "", Optional.of(FIRST), "Upgrade", Duration.ZERO),
                resumed(),
                new Entry.StepResumed("Upgrade", "1", "Upgrade"),
                new Entry.StepEnded("Upgrade", "1", Entry.StepEnd.DONE, Duration.ZERO),
                new Entry.Ended(Entry.RunEnd.DONE, "", Optional.empty(), "", Duration.ZERO));
        assertEquals(List.of(), EndingText.facts(report));
        assertTrue(
                report.steps().getFirst().items().stream()
                        .anyMatch(item -> item instanceof Item.Task task
                                && task.result()
                                        .flatMap(Item.TaskResult::failure)
                                        .equals(Optional.of(FIRST))),
                "the story keeps it");
    }

    @Test
    void a_failure_whose_recovery_is_carried_on_is_still_told_at_the_end() {
        RunReport report = fold(
                started("1", "Upgrade"),
                ended("Upgrade", FIRST),
                new Entry.Rescuing("Upgrade", "rescue ImmutableField", FIRST),
                started("1.1", "Uninstall"),
                ended("Uninstall", LATER),
                new Entry.Ended(Entry.RunEnd.FAILED, "", Optional.of(LATER), "Uninstall", Duration.ZERO),
                resumed(),
                new Entry.Ended(Entry.RunEnd.RECOVERED, "", Optional.empty(), "", Duration.ZERO));
        assertEquals(List.of(FIRST), failures(report));
    }

    @Test
    void what_a_step_recovered_from_gives_no_advice_when_a_later_one_is_stopped() {
        Failure immutable = Failure.of(FailureClass.ImmutableField, "first", "Reinstall it.");
        Failure late = Failure.of(FailureClass.Timeout, "late", "Give it more time.");
        Failure stopped = Failure.of(FailureClass.Cancelled, "stopped", "See the journal.");
        List<Entry> entries = new ArrayList<>(List.of(
                started("1", "Upgrade"),
                ended("Upgrade", immutable),
                new Entry.Rescuing("Upgrade", "rescue ImmutableField", immutable),
                started("1.1", "Uninstall"),
                ended("Uninstall", late),
                new Entry.StepEnded("Uninstall", "1.1", Entry.StepEnd.FAILED, Duration.ZERO),
                new Entry.StepEnded("Upgrade", "1", Entry.StepEnd.RECOVERED, Duration.ZERO),
                started("2", "Point DNS"),
                ended("Point DNS", stopped)));
        Entry.Ended end =
                new Entry.Ended(Entry.RunEnd.INTERRUPTED, "", Optional.of(stopped), "Point DNS", Duration.ZERO);
        RunReport report = fold(Stream.concat(entries.stream(), Stream.of(end)).toArray(Entry[]::new));
        assertEquals(List.of(stopped, immutable, late), failures(report));
        assertEquals(
                List.of("failure", "recovered", "recovered"),
                EndingText.facts(report).stream()
                        .map(EndingText.Fact::label)
                        .limit(3)
                        .toList());
        assertEquals(List.of("See the journal."), EndingText.nextSteps(report));

        // In a loop, another round of the same step may not have recovered.
        entries.addAll(List.of(started("1", "Upgrade"), ended("Upgrade", immutable), end));
        assertTrue(EndingText.nextSteps(fold(entries.toArray(Entry[]::new))).contains("Reinstall it."));
    }

    @Test
    void what_a_clause_has_changed_since_makes_old_advice_when_it_is_stopped() {
        Failure immutable = Failure.of(FailureClass.ImmutableField, "first", "Helm has rolled back.");
        Failure stopped = Failure.of(FailureClass.Cancelled, "stopped", "See the journal.");
        assertEquals(
                List.of("Helm has rolled back.", "See the journal."),
                EndingText.nextSteps(stoppedAfter(Effect.READS, Optional.empty(), immutable, stopped)));
        assertEquals(
                List.of("See the journal."),
                EndingText.nextSteps(stoppedAfter(Effect.DESTRUCTIVE, Optional.empty(), immutable, stopped)));
        assertEquals(
                List.of("Helm has rolled back.", "See the journal."),
                EndingText.nextSteps(stoppedAfter(Effect.DESTRUCTIVE, Optional.of(LATER), immutable, stopped)));
    }

    /** A run that is stopped in a clause, after a task with an effect came to an end there. */
    private static RunReport stoppedAfter(Effect effect, Optional<Failure> how, Failure first, Failure stopped) {
        return fold(
                started("1", "Upgrade"),
                ended("Upgrade", first),
                new Entry.Rescuing("Upgrade", "rescue ImmutableField", first),
                started("1.1", "Uninstall"),
                new Entry.TaskIntended(
                        "Uninstall",
                        "body.1",
                        new Activity.Performing(
                                "helm.uninstall", effect, new Intent.Command(List.of("helm", "uninstall"))),
                        StateBefore.NOTHING),
                new Entry.TaskEnded("Uninstall", "body.1", how, "", Optional.empty(), List.of(), Duration.ZERO),
                new Entry.StepEnded("Uninstall", "1.1", Entry.StepEnd.DONE, Duration.ZERO),
                started("1.2", "Wait"),
                ended("Wait", stopped),
                new Entry.StepEnded("Upgrade", "1", Entry.StepEnd.FAILED, Duration.ZERO),
                new Entry.Ended(Entry.RunEnd.INTERRUPTED, "", Optional.of(first), "Upgrade", Duration.ZERO));
    }

    @Test
    void a_run_that_was_carried_on_took_all_the_time_since_it_began() {
        Instant began = Instant.parse("2026-11-26T23:50:00Z");
        Entry end = new Entry.Ended(Entry.RunEnd.DONE, "", Optional.empty(), "", Duration.ofSeconds(2));
        List<Recorded> records = new ArrayList<>(List.of(
                new Recorded(1, began, started("1", "Upgrade")),
                new Recorded(2, began.plusSeconds(600), resumed()),
                new Recorded(3, began.plusSeconds(700), resumed()),
                new Recorded(4, began.plusSeconds(720), end)));
        assertEquals(
                "A run without a beginning: done in 12m, carried on twice", EndingText.headline(RunReport.of(records)));

        // A clock that jumped back knows less than the process that ended it.
        records.set(3, new Recorded(4, began.minusSeconds(2880), end));
        assertEquals(Duration.ofSeconds(2), RunReport.of(records).took());
    }

    @Test
    void another_attempt_is_the_same_step() {
        RunReport report = fold(
                started("1", "Upgrade"),
                new Entry.StepStarted("Upgrade", "body.1", "1", "Upgrade", 2, false),
                new Entry.StepEnded("Upgrade", "1", Entry.StepEnd.DONE, Duration.ZERO));
        assertEquals(1, report.steps().size());
        assertEquals(2, report.steps().getFirst().attempts());
    }

    @Test
    void facts_in_any_order_and_with_any_gap_still_give_a_report() {
        List<Entry> entries = new ArrayList<>(List.of(
                started("1", "A"),
                started("1.1", "A > B"),
                ended("A > B", FIRST),
                new Entry.Answered("A", "body.1", true, "anna"),
                new Entry.StepEnded("A > B", "1.1", Entry.StepEnd.FAILED, Duration.ZERO),
                new Entry.StepEnded("A", "1", Entry.StepEnd.FAILED, Duration.ZERO),
                new Entry.StepEnded("C", "3", Entry.StepEnd.DONE, Duration.ZERO)));
        for (int seed = 0; seed < 500; seed++) {
            Collections.shuffle(entries, new Random(seed));
            RunReport report = fold(entries.subList(0, seed % 8).toArray(Entry[]::new));
            assertTrue(report.ended().isEmpty() && report.at().isPresent());
            assertTrue(ReportText.of(report).size() > 1);
        }
    }

    private static Entry started(String number, String step) {
        return new Entry.StepStarted(step, "body.1", number, step, 1, false);
    }

    private static Entry ended(String step, Failure failure) {
        return new Entry.TaskEnded(
                step, "body.1", Optional.of(failure), "", Optional.empty(), List.of(), Duration.ZERO);
    }

    private static List<Failure> failures(RunReport report) {
        return report.problems().stream().map(LocatedFailure::failure).toList();
    }

    private static RunReport fold(Entry... entries) {
        List<Recorded> records = new ArrayList<>();
        for (Entry entry : entries) {
            records.add(new Recorded(records.size() + 1, Instant.EPOCH, entry));
        }
        return RunReport.of(records);
    }

    private static Entry resumed() {
        return new Entry.Resumed(Map.of(), List.of(), "", "1", new Entry.OperatorProcess("ops", "host", 2, "/"));
    }
}
