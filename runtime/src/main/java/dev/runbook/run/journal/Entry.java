package dev.runbook.run.journal;

import dev.runbook.language.failure.Failure;
import dev.runbook.language.failure.FailureClass;
import dev.runbook.language.value.Value;
import dev.runbook.port.Observer;
import dev.runbook.port.People;
import dev.runbook.port.StopRequests.StopRequest;
import dev.runbook.provider.StateBefore;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** One fact of a run. The journal adds its number and its time. */
public sealed interface Entry {

    /** A fact of a task of a step. */
    sealed interface OfTask extends Entry {
        String step();

        /** Its place within the step: {@code body.2}, {@code rescue1.1}, {@code ensure.1}. */
        String task();

        /** The same fact of a task at another place. */
        OfTask at(String task);
    }

    /**
     * The run began.
     *
     * @param runbook the name that was asked for
     * @param sources name and text of every file that the runbook was made of
     * @param inputs parameters as given and by default; a secret has only its name
     * @param target the cluster, context and default namespace, for people
     */
    record Began(
            String run,
            String runbook,
            String title,
            Map<String, String> sources,
            Map<String, Value> inputs,
            String target,
            Dialect dialect,
            String version,
            OperatorProcess operator)
            implements Entry {}

    /**
     * What a plan of this run has said of its end; written right after its beginning.
     *
     * @param failures in the order in which they were foreseen
     */
    record Foretold(ForetoldEnd outcome, List<ForetoldFailure> failures) implements Entry {
        public Foretold {
            failures = List.copyOf(failures);
        }
    }

    /** How a run will end, as a plan says. */
    enum ForetoldEnd {
        SUCCEEDS("succeeds"),
        RECOVERS("fails and is recovered"),
        FAILS("fails"),
        /** Something that the server would not say decides it. */
        UNKNOWN("cannot be known");

        private final String words;

        ForetoldEnd(String words) {
            this.words = words;
        }

        public String words() {
            return words;
        }
    }

    /** A failure that a plan has foreseen, at the step with a number. */
    record ForetoldFailure(String number, FailureClass kind) {}

    /** What kind of a run it is. */
    enum Dialect {
        RUN,
        /** Its cluster is in memory, and gone with it. */
        REHEARSAL
    }

    /** Who runs it, and where. */
    record OperatorProcess(String user, String host, long pid, String folder) {}

    /**
     * Another process carries the run on from what is written so far.
     *
     * @param sources name and text of every file that the runbook is made of now
     * @param edits what has been changed in steps that are done, where the operator has accepted that
     */
    record Resumed(
            Map<String, String> sources, List<String> edits, String target, String version, OperatorProcess operator)
            implements Entry {}

    /**
     * A step is about to start; {@code attempt} counts from 1.
     *
     * @param task its place within the step around: {@code body.2}
     */
    record StepStarted(String step, String task, String number, String title, int attempt, boolean destructive)
            implements Entry {}

    record StepSkipped(String step, String task, String number, String title, String reason) implements Entry {}

    /** A run that is carried on enters a step that had started before. */
    record StepResumed(String step, String number, String title) implements Entry {}

    /** A step ended. */
    record StepEnded(String step, String number, StepEnd end, Duration took) implements Entry {}

    /** How a step ended. */
    enum StepEnd {
        DONE,
        /** Its body failed and a rescue clause made it good. */
        RECOVERED,
        FAILED,
        /** A {@code finish} ended the whole run inside it. */
        FINISHED
    }

    /**
     * A task of a step is about to act: written before any effect.
     *
     * @param task its place within the step: {@code body.2}, {@code rescue1.1}, {@code ensure.1}
     */
    record TaskIntended(String step, String task, Activity activity, StateBefore before) implements OfTask {
        @Override
        public TaskIntended at(String other) {
            return new TaskIntended(step, other, activity, before);
        }
    }

    /** A task has started a program; a run that is carried on waits for its end. */
    record ProgramStarted(String step, String task, long pid, Instant started) implements OfTask {
        @Override
        public ProgramStarted at(String other) {
            return new ProgramStarted(step, other, pid, started);
        }
    }

    /**
     * It is clear now whether a task that was cut short had its effect.
     *
     * @param evidence what was seen
     * @param by who said so: a person or an option; empty where the evidence did
     */
    record Settled(String step, String task, Settlement settlement, String evidence, Optional<String> by)
            implements Entry {
        public Settled {
            by = by.filter(who -> !who.isEmpty());
        }
    }

    /** What is done about a task that was cut short. */
    enum Settlement {
        /** Its effect is there. */
        DONE,
        /** It is done again. */
        AGAIN
    }

    /**
     * A task ended.
     *
     * @param failure why it did not do what it should; empty when it did
     * @param summary what came of it, in a few words; may be empty
     * @param output what keeps what the program printed; empty when none ran or it printed nothing
     * @param files files that it wrote, each with the copy that the run keeps and its checksum
     * @param notReady what a task that failed was waiting for at its end; empty where that is not known
     */
    record TaskEnded(
            String step,
            String task,
            Optional<Failure> failure,
            String summary,
            Optional<OutputReference> output,
            List<KeptFile> files,
            Duration took,
            List<Observer.Pending> notReady)
            implements OfTask {
        public TaskEnded {
            notReady = List.copyOf(notReady);
        }

        /** Of a task beside which nothing was seen that was not ready. */
        public TaskEnded(
                String step,
                String task,
                Optional<Failure> failure,
                String summary,
                Optional<OutputReference> output,
                List<KeptFile> files,
                Duration took) {
            this(step, task, failure, summary, output, files, took, List.of());
        }

        @Override
        public TaskEnded at(String other) {
            return new TaskEnded(step, other, failure, summary, output, files, took, notReady);
        }
    }

    /**
     * A file of the run's folder with what a program printed.
     *
     * @param sha256 its checksum; empty in journals of form 1
     */
    record OutputReference(String file, Optional<String> sha256) {}

    /** A file that the run keeps a copy of, by its name in the run's folder. */
    record KeptFile(String path, String copy, String sha256, long bytes) {}

    /**
     * A name got its value.
     *
     * @param instead which of the task's earlier values this one replaces, counted from 1: it was read again when the run
     *     was carried on, and was another one by then; empty for a new one
     * @param outdated places within the step of what was decided and read by the value that it replaces
     */
    record Bound(String step, String task, String name, Value value, OptionalInt instead, List<String> outdated)
            implements OfTask {
        /** A name that got its first value. */
        public Bound(String step, String task, String name, Value value) {
            this(step, task, name, value, OptionalInt.empty(), List.of());
        }

        @Override
        public Bound at(String other) {
            return new Bound(step, other, name, value, instead, outdated);
        }

        /** The same with other places whose values are outdated. */
        public Bound outdating(List<String> places) {
            return new Bound(step, task, name, value, instead, places);
        }
    }

    /**
     * A person was asked; written before the answer.
     *
     * @param shown the keys of the file that was shown, or why it could not be read; in older journals all of the file
     * @param file the copy of what was shown; empty in older journals
     */
    record Asked(
            String step,
            String task,
            People.QuestionForm form,
            String text,
            Optional<String> shown,
            Optional<KeptFile> file,
            boolean destructive)
            implements OfTask {
        /** A question with nothing to read. */
        public Asked(String step, String task, People.QuestionForm form, String text, boolean destructive) {
            this(step, task, form, text, Optional.empty(), Optional.empty(), destructive);
        }

        @Override
        public Asked at(String other) {
            return new Asked(step, other, form, text, shown, file, destructive);
        }
    }

    /**
     * A person answered.
     *
     * @param meant what the steps that follow would act on at that time, as in {@link StateBefore}; empty in older
     *     journals
     * @param instead which of the task's earlier answers this one replaces, counted from 1; empty for a new one
     */
    record Answered(
            String step, String task, boolean yes, String by, Optional<Map<String, Value>> meant, OptionalInt instead)
            implements OfTask {
        /** An answer to something that acts on nothing. */
        public Answered(String step, String task, boolean yes, String by) {
            this(step, task, yes, by, Optional.of(Map.of()), OptionalInt.empty());
        }

        @Override
        public Answered at(String other) {
            return new Answered(step, other, yes, by, meant, instead);
        }
    }

    /** A {@code note} for people. */
    record Noted(String step, String task, String text) implements OfTask {
        @Override
        public Noted at(String other) {
            return new Noted(step, other, text);
        }
    }

    /**
     * A condition decided which way to go.
     *
     * @param arm which branch was taken, counted from 1; 0 for the one without a condition; one more than there are where
     *     it was taken under an earlier text and is no longer there; empty in older journals, which say only that a
     *     condition held
     * @param instead which of the task's earlier decisions this one replaces, counted from 1; empty for a new one
     */
    record Decided(String step, String task, String where, String condition, OptionalInt arm, OptionalInt instead)
            implements OfTask {
        /** Whether a condition held. */
        public boolean held() {
            return arm.isEmpty() || arm.getAsInt() > 0;
        }

        @Override
        public Decided at(String other) {
            return new Decided(step, other, where, condition, arm, instead);
        }

        /** The same with the branch that is known to have been taken. */
        public Decided taking(int branch) {
            return new Decided(step, task, where, condition, OptionalInt.of(branch), instead);
        }
    }

    /** A rescue clause answers to a failure. */
    record Rescuing(String step, String clause, Failure failure) implements Entry {}

    /** The body of a step is tried again. */
    record Retrying(String step, int attempt, int attempts, Duration pause, String why) implements Entry {}

    /** A person asked to stop. */
    record Interrupted(StopRequest wish) implements Entry {}

    /**
     * The run ended.
     *
     * @param end how
     * @param reason the words of {@code finish}, or the summary of the first failure; may be empty
     * @param failure the first failure, when it failed
     * @param step the address of the step where it failed; empty otherwise
     */
    record Ended(RunEnd end, String reason, Optional<Failure> failure, String step, Duration took) implements Entry {}

    /**
     * A person has given up a run that was unfinished: the last fact, after which nothing carries it on.
     *
     * @param reason why, in the operator's words; may be empty
     */
    record Abandoned(OperatorProcess operator, String reason, String version) implements Entry {}

    /** How a run ended. */
    enum RunEnd {
        DONE,
        /** Done, after a rescue clause had to make something good. */
        RECOVERED,
        FAILED,
        /** Stopped by a person's answer, or because nobody answered. */
        DECLINED,
        INTERRUPTED
    }
}
