package dev.runbook.run.report;

import dev.runbook.run.journal.Entry;
import dev.runbook.run.journal.Recorded;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a run did, as its journal tells it: the same facts give the same report.
 *
 * @param began the first fact; empty only for a journal without one
 * @param from when the first fact was written
 * @param until when the last fact was written
 * @param items what happened, in order, steps holding what happened in them
 * @param problems every failure; the one that ended the run first. Of those before a resumption, the ones that a rescue answered to
 * @param rescues the rescue clauses that were entered, with the failures that they answered to
 * @param foretold what a plan has said of its end; empty when none was made of it
 * @param ended the last fact; empty when the run did not end
 * @param abandoned that a person gave it up for good, and why
 * @param at where the run was when the journal stopped; empty when it ended
 */
public record RunReport(
        Optional<Entry.Began> began,
        Instant from,
        Instant until,
        List<Item> items,
        List<LocatedFailure> problems,
        List<Item.Rescue> rescues,
        Optional<Entry.Foretold> foretold,
        Optional<Entry.Ended> ended,
        Optional<Item.Abandonment> abandoned,
        Optional<String> at) {
    public RunReport {
        items = List.copyOf(items);
        problems = List.copyOf(problems);
        rescues = List.copyOf(rescues);
    }

    /** Folds the facts of a journal. */
    public static RunReport of(List<Recorded> records) {
        ReportBuilder folding = new ReportBuilder();
        records.forEach(folding::add);
        return folding.report();
    }

    /** The runbook's title, or what is known instead. */
    public String title() {
        return began.map(Entry.Began::title).orElse("A run without a beginning");
    }

    public boolean rehearsal() {
        return began.filter(b -> b.dialect() == Entry.Dialect.REHEARSAL).isPresent();
    }

    /**
     * How long it took: as the run measured it, or by the wall clock when several processes were at it or it did not end.
     * That clock may have jumped back; then it took as long as the last of them, at least.
     */
    public Duration took() {
        Duration byTheClock = Duration.between(from, until);
        Duration measured = ended.map(Entry.Ended::took).orElse(byTheClock);
        return resumptions().isEmpty() || byTheClock.compareTo(measured) < 0 ? measured : byTheClock;
    }

    /** Each time that another process carried it on. */
    public List<Item.Resumption> resumptions() {
        return items.stream()
                .filter(Item.Resumption.class::isInstance)
                .map(Item.Resumption.class::cast)
                .toList();
    }

    /** What happened otherwise than a plan had said. */
    public Optional<String> unforeseen() {
        return ForetoldDifference.of(this);
    }

    /** The steps at the top. */
    public List<Item.Step> steps() {
        return steps(items);
    }

    /** All steps, each before the steps inside it. */
    public Stream<Item.Step> allSteps() {
        return steps().stream().flatMap(RunReport::withInner);
    }

    static Stream<Item.Step> withInner(Item.Step step) {
        return Stream.concat(Stream.of(step), step.steps().stream().flatMap(RunReport::withInner));
    }

    static List<Item.Step> steps(List<Item> items) {
        return items.stream()
                .filter(Item.Step.class::isInstance)
                .map(Item.Step.class::cast)
                .toList();
    }
}
