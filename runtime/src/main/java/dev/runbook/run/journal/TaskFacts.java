package dev.runbook.run.journal;

import dev.runbook.language.failure.Failure;
import dev.runbook.language.program.TaskKey;
import dev.runbook.language.value.Value;
import dev.runbook.port.Observer;
import dev.runbook.port.People.QuestionForm;
import dev.runbook.provider.StateBefore;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** Writes down what happens at a place of a step. */
public record TaskFacts(Journal journal, String step, TaskKey key) {
    /** It is about to do what changes nothing. */
    public void intended(Activity activity) {
        journal.append(new Entry.TaskIntended(step, key.text(), activity, StateBefore.NOTHING));
    }

    /** It is about to act. */
    public void intended(Activity activity, StateBefore before) {
        journal.append(new Entry.TaskIntended(step, key.text(), activity, before));
    }

    public void programStarted(long pid, Instant at) {
        journal.append(new Entry.ProgramStarted(step, key.text(), pid, at));
    }

    /** It ended well. */
    public void done(String summary, Duration took) {
        ended(Optional.empty(), summary, took);
    }

    public void failed(Failure failure, Duration took) {
        ended(Optional.of(failure), "", took);
    }

    public void ended(Optional<Failure> failure, String summary, Duration took) {
        journal.append(new Entry.TaskEnded(step, key.text(), failure, summary, Optional.empty(), List.of(), took));
    }

    /** An action ended. */
    public void ended(ActionResult result, Duration took) {
        journal.append(new Entry.TaskEnded(
                step,
                key.text(),
                result.failure(),
                result.summary(),
                result.output(),
                result.files(),
                took,
                result.notReady()));
    }

    /**
     * What came of an action.
     *
     * @param summary in a few words; may be empty
     * @param output what its program printed
     * @param files that it wrote
     * @param notReady what one that failed was waiting for at its end
     */
    public record ActionResult(
            Optional<Failure> failure,
            String summary,
            Optional<Entry.OutputReference> output,
            List<Entry.KeptFile> files,
            List<Observer.Pending> notReady) {}

    /** It has become clear by what was seen whether it had its effect. */
    public void settled(Entry.Settlement settlement, String evidence) {
        journal.append(new Entry.Settled(step, key.text(), settlement, evidence, Optional.empty()));
    }

    /** The same, because somebody said so. */
    public void settled(Entry.Settlement settlement, String evidence, String by) {
        journal.append(new Entry.Settled(step, key.text(), settlement, evidence, Optional.of(by)));
    }

    /** A name got its first value. */
    public void bound(String name, Value value) {
        journal.append(new Entry.Bound(step, key.text(), name, value));
    }

    /**
     * A name got another value than it had when the run was interrupted.
     *
     * @param instead which of the values before it replaces, counted from 1
     * @param outdated places of what was decided and read by the value before
     */
    public void boundAnew(String name, Value value, int instead, List<TaskKey> outdated) {
        journal.append(new Entry.Bound(
                step,
                key.text(),
                name,
                value,
                OptionalInt.of(instead),
                outdated.stream().map(TaskKey::text).toList()));
    }

    /** A condition decided. */
    public void decided(String where, String condition, int arm, OptionalInt instead) {
        journal.append(new Entry.Decided(step, key.text(), where, condition, OptionalInt.of(arm), instead));
    }

    /** A person is asked. */
    public void asked(QuestionForm form, String text, boolean destructive) {
        journal.append(new Entry.Asked(step, key.text(), form, text, destructive));
    }

    /** A person is asked, and shown a file: its keys, and the copy that was kept of it. */
    public void asked(QuestionForm form, String text, ShownFile shown, boolean destructive) {
        journal.append(
                new Entry.Asked(step, key.text(), form, text, Optional.of(shown.keys()), shown.copy(), destructive));
    }

    /**
     * What was shown with a question.
     *
     * @param keys what more people may read of it than the copy, or why it could not be read
     */
    public record ShownFile(String keys, Optional<Entry.KeptFile> copy) {}

    /** A person answered; a yes takes nothing away. */
    public void answered(boolean yes, String by) {
        journal.append(new Entry.Answered(step, key.text(), yes, by));
    }

    /**
     * A person agreed.
     *
     * @param meant what the steps that follow would act on
     * @param instead which of the answers before it replaces, counted from 1
     */
    public void agreed(String by, Map<String, Value> meant, OptionalInt instead) {
        journal.append(new Entry.Answered(step, key.text(), true, by, Optional.of(meant), instead));
    }

    public void noted(String text) {
        journal.append(new Entry.Noted(step, key.text(), text));
    }
}
