package dev.runbook.app.view;

import dev.runbook.app.view.Style.Tone;
import dev.runbook.language.failure.Failure;
import dev.runbook.port.People;
import dev.runbook.port.StopRequests.StopRequest;
import dev.runbook.provider.Intent;
import dev.runbook.run.journal.Activity;
import dev.runbook.run.journal.Entry;
import dev.runbook.run.journal.OpenSteps;
import dev.runbook.run.journal.Recorded;
import dev.runbook.run.report.CommandText;
import dev.runbook.run.report.Elapsed;
import dev.runbook.run.report.EndingText;
import dev.runbook.run.report.ReportBuilder;
import dev.runbook.run.report.StepWords;
import dev.runbook.run.resume.Unfinished;
import dev.runbook.text.FileName;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Turns facts into lines: the same facts give the same lines. */
final class Transcript {
    private final Style look;
    private final ViewSettings setting;
    private final ReportBuilder folding = new ReportBuilder();
    private final Unfinished unfinished = new Unfinished();
    private final OpenSteps<Inside> open = new OpenSteps<>(new Inside(), new TranscriptSteps());
    private long facts;
    private Optional<Entry.TaskIntended> task = Optional.empty();
    private Optional<People.QuestionForm> asked = Optional.empty();

    /** What has been shown inside of a step that is open. */
    private static final class Inside {
        private boolean steps;
    }

    private static final class TranscriptSteps implements OpenSteps.StepHandler<Inside> {
        @Override
        public Inside entered(Inside around, Entry.StepStarted e) {
            around.steps = true;
            return new Inside();
        }

        @Override
        public Inside enteredAgain(Inside around, Entry.StepResumed e) {
            around.steps = true;
            return new Inside();
        }

        @Override
        public void attempted(Inside step, Entry.StepStarted e) {}

        @Override
        public void left(Inside step, Inside around, Optional<Entry.StepEnded> end) {}
    }

    Transcript(Style look, ViewSettings setting) {
        this.look = look;
        this.setting = setting;
    }

    /** The task that has begun and not ended. */
    Optional<Entry.TaskIntended> task() {
        return task;
    }

    /** How far what belongs to the innermost step is indented. */
    int inside() {
        return 2 * open.depth();
    }

    /** Takes a fact of before the run was carried on, which is not shown again. */
    void recall(Recorded recorded) {
        facts = recorded.sequence();
        take(recorded);
    }

    private void take(Recorded recorded) {
        folding.add(recorded);
        unfinished.take(recorded.entry());
    }

    /** The lines of a fact that comes now, for a terminal that wide. */
    List<String> lines(Entry entry, Instant now, int columns) {
        facts++;
        take(new Recorded(facts, now, entry));
        LineBuffer page = new LineBuffer(look, columns);
        switch (entry) {
            case Entry.Began e -> new RunHeader(page, setting).show(e);
            case Entry.Resumed e -> new RunHeader(page, setting).show(e, folding.report());
            case Entry.StepStarted e -> start(page, e);
            case Entry.StepResumed e -> resume(page, e);
            // What a run does not come to is not told, and of a decision what it leads to: the report has both. Of
            // steps
            // that are skipped the last lines give the numbers.
            case Entry.StepSkipped e -> {}
            case Entry.StepEnded e -> end(page, e);
            case Entry.TaskIntended e -> intend(page, e);
            case Entry.ProgramStarted e -> {}
            case Entry.Settled e ->
                page.say(
                        e.by().isEmpty() ? inside() : inside() + 2,
                        Tone.PLAIN,
                        StepWords.settling(e.settlement() == Entry.Settlement.DONE, e.evidence(), e.by()));
            case Entry.TaskEnded e -> end(page, e);
            case Entry.Bound e -> {}
            case Entry.Asked e -> {
                asked = Optional.of(e.form());
                page.say(inside(), "?", Tone.ASK, Tone.TITLE, e.text());
            }
            case Entry.Answered e -> page.say(inside() + 2, Tone.PLAIN, answer(e) + " (" + e.by() + ")");
            case Entry.Noted e -> page.say(inside(), "note:", Tone.CARE, Tone.PLAIN, e.text());
            case Entry.Decided e -> {}
            case Entry.Rescuing e ->
                page.say(inside(), "!", Tone.CARE, Tone.CARE, "recovering: " + EndingText.clause(e.clause()));
            case Entry.Retrying e -> {
                String pause = e.pause().isZero() ? "" : " in " + Elapsed.text(e.pause());
                String why = e.why().isEmpty() ? "" : ": " + e.why();
                page.say(
                        inside(),
                        "!",
                        Tone.CARE,
                        Tone.CARE,
                        "attempt " + e.attempt() + " of " + e.attempts() + pause + why);
            }
            // The terminal has put ^C somewhere, so this begins on a line of its own.
            case Entry.Interrupted e -> page.blank().say(0, "!", Tone.CARE, Tone.CARE, wish(e));
            case Entry.Foretold e -> {}
            case Entry.Abandoned e -> {}
            case Entry.Ended e -> new RunFooter(page, setting).show(folding.report(), unfinished.is());
        }
        open.take(entry);
        return page.lines();
    }

    private String answer(Entry.Answered e) {
        if (!e.yes()) {
            return "no";
        }
        // An option cannot know whether somebody has done it.
        return !asked.equals(Optional.of(People.QuestionForm.MANUAL))
                ? "yes"
                : e.by().startsWith("--") ? "taken as done" : "done";
    }

    private static String wish(Entry.Interrupted e) {
        return e.wish() == StopRequest.NOW
                ? "stopping now"
                : "stopping once what runs now has ended or cleaned up; Ctrl-C again ends it now";
    }

    private void start(LineBuffer page, Entry.StepStarted e) {
        if (open.isFurther(e)) {
            // The line about the retry has said so.
            return;
        }
        page.blank();
        String mark = e.destructive() ? " " + look.paint(Tone.CARE, "(destructive)") : "";
        page.say(inside(), Tone.TITLE, (e.number() + " " + e.title()).strip());
        page.lines().set(page.lines().size() - 1, page.lines().getLast() + mark);
    }

    private void resume(LineBuffer page, Entry.StepResumed e) {
        page.blank();
        page.say(inside(), Tone.TITLE, (e.number() + " " + e.title()).strip() + " (carried on)");
    }

    private void end(LineBuffer page, Entry.StepEnded e) {
        boolean parent = open.here().steps;
        // A step that took no time need not say so.
        String took = e.took().toMillis() < 100 ? "" : " in " + Elapsed.text(e.took());
        // After the steps inside it, a reader no longer sees whose end this is.
        String whose = parent ? "step " + e.number() + " " : "";
        if (parent) {
            page.blank();
        }
        switch (e.end()) {
            case DONE -> page.say(inside(), look.done(), Tone.GOOD, Tone.QUIET, whose + "done" + took);
            case RECOVERED -> page.say(inside(), look.done(), Tone.GOOD, Tone.CARE, whose + "recovered" + took);
            case FAILED -> page.say(inside(), look.failed(), Tone.BAD, Tone.BAD, whose + "failed" + took);
            case FINISHED -> page.say(inside(), look.done(), Tone.GOOD, Tone.QUIET, whose + "ended the run" + took);
        }
    }

    private void intend(LineBuffer page, Entry.TaskIntended e) {
        task = Optional.of(e);
        switch (e.activity()) {
            case Activity.Performing performing -> perform(page, performing.intent());
            case Activity.Pausing _, Activity.WaitingUntil _ ->
                page.say(inside(), Tone.QUIET, "wait " + e.activity().words());
            case Activity.Asserting _, Activity.ExplicitFailure _ -> {}
        }
    }

    private void perform(LineBuffer page, Intent intent) {
        switch (intent) {
            case Intent.Command(List<String> command) -> {
                int room = page.columns() - inside() - 2;
                List<String> lines = CommandText.lines(command, room);
                page.copy(inside(), Tone.QUIET, List.of("$ " + lines.getFirst()));
                page.copy(inside(), Tone.QUIET, lines.subList(1, lines.size()));
            }
            case Intent.Description(String words) -> {
                if (!words.isEmpty()) {
                    page.say(inside(), Tone.QUIET, words);
                }
            }
        }
    }

    private void end(LineBuffer page, Entry.TaskEnded e) {
        Optional<Entry.TaskIntended> intended = task;
        task = Optional.empty();
        if (e.failure().isPresent()) {
            fail(page, intended, e.failure().get(), e.took());
            return;
        }
        String result = intended.map(t -> result(t, e)).orElse(e.summary());
        if (!result.isEmpty()) {
            page.say(inside(), Tone.PLAIN, result);
        }
        e.files()
                .forEach(file -> page.say(
                        inside(),
                        Tone.QUIET,
                        "a copy of " + FileName.of(file.path()) + " is kept with the run: " + file.copy()));
    }

    private static String result(Entry.TaskIntended task, Entry.TaskEnded e) {
        return switch (task.activity()) {
            case Activity.Asserting(String condition) ->
                condition + (e.summary().isEmpty() ? "" : " (" + e.summary() + ")");
            // A pause is over when it is over.
            case Activity.Pausing _ -> "";
            case Activity.WaitingUntil _ -> "it is true after " + Elapsed.text(e.took()) + counted(e.summary());
            case Activity.Performing _, Activity.ExplicitFailure _ ->
                e.summary().isEmpty() || e.took().toMillis() < 1000
                        ? e.summary()
                        : e.summary() + " after " + Elapsed.text(e.took());
        };
    }

    /** What a wait rested on stands behind its time. */
    private static String counted(String summary) {
        int rule = summary.indexOf("; ");
        return rule < 0 ? "" : summary.substring(rule);
    }

    private void fail(LineBuffer page, Optional<Entry.TaskIntended> intended, Failure failure, Duration took) {
        boolean own = intended.filter(t -> !t.activity().command().isEmpty()).isEmpty();
        String name = intended.map(task -> task.activity().action())
                .orElse("")
                .replace('.', ' ')
                .replace('_', ' ');
        String lead = own ? "" : name + " failed after " + Elapsed.text(took) + ": ";
        String said = failure.summary().startsWith(name + " failed") ? "" : lead;
        page.say(inside(), look.failed(), Tone.BAD, Tone.LOUD, said + EndingText.sentence(failure));
        if (own) {
            // What is said already is not said twice.
            page.copy(inside() + 2, Tone.PLAIN, EndingText.further(failure));
        }
    }
}
