package dev.runbook.run.journal;

import dev.runbook.language.failure.Failure;
import dev.runbook.language.program.TaskKey;
import dev.runbook.language.value.Value;
import dev.runbook.port.StopRequests.StopRequest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Writes down what happens in a run: nobody else makes facts. Can be used by several threads, as far as its journal can. */
public final class Facts {
    private final Journal journal;

    public Facts(Journal journal) {
        this.journal = journal;
    }

    /**
     * The run began.
     *
     * @param title of the runbook
     * @param sources name and text of every file that the runbook was made of
     */
    public void began(
            RunIdentity run, String title, Map<String, String> sources, Map<String, Value> inputs, RunSession session) {
        journal.append(new Entry.Began(
                run.id(),
                run.runbook(),
                title,
                sources,
                inputs,
                session.target(),
                run.dialect(),
                session.version(),
                session.operator()));
    }

    /**
     * Another process carries the run on.
     *
     * @param edits what has been changed in steps that are done, where the operator has accepted that
     */
    public void resumed(Map<String, String> sources, List<String> edits, RunSession session) {
        journal.append(new Entry.Resumed(sources, edits, session.target(), session.version(), session.operator()));
    }

    /** What a plan has said of how this run will end. */
    public void foretold(Entry.Foretold foretold) {
        journal.append(foretold);
    }

    /** Something that people are to know, and that no step says. */
    public void noted(String text) {
        between().task(TaskKey.NONE).noted(text);
    }

    /** A person asked to stop. */
    public void interrupted(StopRequest wish) {
        journal.append(new Entry.Interrupted(wish));
    }

    /** The run ended well, or because a person wished it so. */
    public void ended(Entry.RunEnd end, String reason, Duration took) {
        journal.append(new Entry.Ended(end, reason, Optional.empty(), "", took));
    }

    /** The run ended with a failure in a step. */
    public void ended(Entry.RunEnd end, Failure failure, String step, Duration took) {
        journal.append(new Entry.Ended(end, failure.summary(), Optional.of(failure), step, took));
    }

    /** The last fact of a run that a person gives up; its journal may be lost. */
    public static Entry.Abandoned abandoned(Entry.OperatorProcess operator, String reason, String version) {
        return new Entry.Abandoned(operator, reason, version);
    }

    /** What a plan says, for a run that is to be compared with it. */
    public static Entry.Foretold foretold(Entry.ForetoldEnd outcome, List<Entry.ForetoldFailure> failures) {
        return new Entry.Foretold(outcome, failures);
    }

    /** For what happens between the steps. */
    public StepFacts between() {
        return new StepFacts(journal, "", "", "");
    }

    /** For what happens in a step. */
    public StepFacts step(String address, String number, String title) {
        return new StepFacts(journal, address, number, title);
    }
}
