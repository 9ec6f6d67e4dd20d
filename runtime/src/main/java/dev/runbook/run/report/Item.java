package dev.runbook.run.report;

import dev.runbook.language.failure.Failure;
import dev.runbook.language.value.Value;
import dev.runbook.port.Observer;
import dev.runbook.port.People;
import dev.runbook.port.StopRequests.StopRequest;
import dev.runbook.run.journal.Activity;
import dev.runbook.run.journal.Entry;
import dev.runbook.text.UtcTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Something that happened in a run or in one of its steps, in order. */
public sealed interface Item {

    /**
     * A step with all that happened in it.
     *
     * @param reason why it was skipped; empty when it was not
     * @param attempts how many times its body was begun; 0 when it was skipped
     * @param took empty while it has not ended
     */
    record Step(
            String address,
            String number,
            String title,
            boolean destructive,
            State state,
            String reason,
            int attempts,
            Instant started,
            Optional<Duration> took,
            List<Item> items)
            implements Item {
        public Step {
            items = List.copyOf(items);
        }

        /** The steps directly inside it. */
        public List<Step> steps() {
            return RunReport.steps(items);
        }
    }

    /** How far a step came. */
    enum State {
        DONE,
        RECOVERED,
        FAILED,
        FINISHED,
        SKIPPED,
        /** The journal ends inside it. */
        UNFINISHED
    }

    /**
     * A task: an action, a wait, a check.
     *
     * @param place its place within the step, such as {@code body.2}
     * @param activity what it was at; empty when its intent is missing
     * @param result empty when the journal ends before it did
     */
    record Task(String place, Optional<Activity> activity, Optional<TaskResult> result) implements Item {
        /** Whether it has changed something, as far as is known. */
        boolean changed() {
            return result.filter(r -> r.failure().isEmpty()).isPresent()
                    && activity.filter(Activity::changes).isPresent();
        }
    }

    /**
     * What came of a task.
     *
     * @param notReady what a task that failed was waiting for at its end
     */
    record TaskResult(
            Optional<Failure> failure,
            String summary,
            Optional<Entry.OutputReference> output,
            List<Entry.KeptFile> files,
            Duration took,
            List<Observer.Pending> notReady) {}

    /**
     * A question to a person; no reply when nobody answered.
     *
     * @param shown what was shown with it: its keys, or all of it where that was asked for
     */
    record Question(
            People.QuestionForm form, String text, Optional<String> shown, boolean destructive, Optional<Reply> reply)
            implements Item {}

    /** What a person answered, and who or which option it was. */
    record Reply(boolean yes, String by) {}

    record Note(String text) implements Item {}

    record Decision(String where, String condition, boolean held) implements Item {}

    record Binding(String name, Value value) implements Item {}

    /** A rescue clause was entered because of a failure. */
    record Rescue(String clause, Failure failure) implements Item {}

    record Retry(int attempt, int attempts, Duration pause, String why) implements Item {}

    record Interruption(StopRequest wish) implements Item {}

    /** Another process carried the run on, of an operator on a host. */
    record Resumption(String user, String host, Instant time, List<String> edits) implements Item {}

    /** A person gave the run up for good. */
    record Abandonment(String user, String host, Instant time, String reason) implements Item {
        /** Who, when and why, for people. */
        public String words() {
            return "by " + user + " on " + host + ", " + UtcTime.words(time) + (reason.isEmpty() ? "" : ": " + reason);
        }
    }

    /** What became of a task that was cut short, by what was seen or by who said so. */
    record Settling(String place, boolean done, String evidence, Optional<String> by) implements Item {}
}
