package dev.runbook.run.report;

import dev.runbook.language.failure.Failure;
import dev.runbook.port.Observer;
import dev.runbook.provider.Intent;
import dev.runbook.run.journal.Activity;
import dev.runbook.run.journal.EntryJson;
import dev.runbook.text.FileName;
import dev.runbook.text.SafeText;
import dev.runbook.text.UtcTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What happened in a step, a line for each thing, in the words that text and Markdown share. */
public final class StepWords {
    private static final int MOST_NOT_READY = 10;

    private StepWords() {}

    /** A line of a step. */
    record StepLine(StepLineKind kind, String text, List<String> command) {
        StepLine {
            text = SafeText.line(text);
        }

        StepLine(StepLineKind kind, String text) {
            this(kind, text, List.of());
        }
    }

    /** What a line is. */
    enum StepLineKind {
        /** It may be wrapped. */
        WORDS,
        COMMAND,
        /** Of a file: it keeps its indentation. */
        QUOTE
    }

    /** How a step ended, in one word. */
    static String state(Item.State state) {
        return state.name().toLowerCase(Locale.ROOT);
    }

    /** What happened in the step itself, without the steps inside it. */
    static List<StepLine> of(Item.Step step) {
        List<StepLine> lines = new ArrayList<>();
        if (!step.reason().isEmpty()) {
            say(lines, step.reason());
        }
        for (int i = 0; i < step.items().size(); i++) {
            switch (step.items().get(i)) {
                case Item.Step inner -> {}
                case Item.Binding binding -> {}
                case Item.Task task -> task(lines, task);
                case Item.Question question -> {
                    say(lines, "asked: " + question.text());
                    question.shown().ifPresent(shown -> quote(lines, shown));
                    if (!settles(step.items(), i + 1)) {
                        say(lines, "answer: " + reply(question));
                    }
                }
                case Item.Note note -> say(lines, "note: " + note.text());
                case Item.Decision decision ->
                    say(lines, decision.condition() + ": " + EntryJson.choice(decision.held()));
                case Item.Rescue rescue -> say(lines, "recovering: " + EndingText.clause(rescue.clause()));
                case Item.Retry retry ->
                    say(lines, "attempt " + retry.attempt() + " of " + retry.attempts() + ": " + retry.why());
                case Item.Interruption interruption -> say(lines, "a person asked to stop");
                case Item.Abandonment given -> say(lines, "abandoned " + given.words());
                case Item.Resumption resumption -> say(lines, "carried on " + resumption(resumption));
                case Item.Settling settling ->
                    say(
                            lines,
                            (settling.by().isEmpty() ? "" : "answer: ")
                                    + settling(settling.done(), settling.evidence(), settling.by()));
            }
        }
        return lines;
    }

    /** Whether an item is what a person said to the question before it. */
    private static boolean settles(List<Item> items, int index) {
        return index < items.size()
                && items.get(index) instanceof Item.Settling settling
                && settling.by().isPresent();
    }

    static String resumption(Item.Resumption r) {
        String edits = r.edits().isEmpty() ? "" : "; accepted edits: " + String.join(", ", r.edits());
        return UtcTime.words(r.time()) + " by " + r.user() + " on " + r.host() + edits;
    }

    /** What became of a task that was cut short, by what was seen, or in the words of whoever was asked. */
    public static String settling(boolean done, String evidence, Optional<String> by) {
        // What was seen stands in the question, and settled nothing where somebody was asked.
        return by.map(who -> (done ? "yes" : "no") + " (" + who + ")")
                .orElseGet(() -> (done ? "it was done before: " : "it is done again: ") + evidence);
    }

    private static void task(List<StepLine> lines, Item.Task task) {
        task.activity().ifPresent(activity -> activity(lines, activity));
        if (task.result().isEmpty()) {
            say(lines, "its end is not in the journal");
            return;
        }
        Item.TaskResult result = task.result().get();
        Optional<Failure> failure = result.failure();
        if (failure.isPresent()) {
            say(lines, "failed after " + Elapsed.text(result.took()) + ": " + EndingText.sentence(failure.get()));
        } else if (!result.summary().isEmpty()) {
            say(lines, result.summary());
        }
        String said = failure.map(Failure::summary).orElse("");
        notReady(
                lines,
                result.notReady().stream()
                        .filter(one -> !said.contains(one.resource().shortName() + ", " + one.state()))
                        .toList());
        result.output().ifPresent(output -> say(lines, "output: " + output.file()));
        result.files().forEach(file -> say(lines, "kept: " + file.copy() + " (" + FileName.of(file.path()) + ")"));
    }

    private static void activity(List<StepLine> lines, Activity activity) {
        switch (activity) {
            case Activity.Performing performing -> {
                switch (performing.intent()) {
                    case Intent.Command(List<String> command) ->
                        lines.add(new StepLine(StepLineKind.COMMAND, CommandText.of(command), command));
                    case Intent.Description(String words) -> {
                        if (!words.isEmpty()) {
                            say(lines, words);
                        }
                    }
                }
            }
            case Activity.Pausing _, Activity.WaitingUntil _, Activity.Asserting _ ->
                say(lines, activity.action() + " " + activity.words());
            case Activity.ExplicitFailure _ -> {}
        }
    }

    /** What helm waited for in vain: its summary names the first of them. */
    private static void notReady(List<StepLine> lines, List<Observer.Pending> notReady) {
        for (Observer.Pending one : notReady.subList(0, Math.min(MOST_NOT_READY, notReady.size()))) {
            String why = one.detail().isEmpty() ? "" : ", " + one.detail();
            say(lines, "not ready: " + one.resource().shortName() + ", " + one.state() + why);
        }
        if (notReady.size() > MOST_NOT_READY) {
            say(lines, "not ready: " + (notReady.size() - MOST_NOT_READY) + " more");
        }
    }

    private static void quote(List<StepLine> lines, String text) {
        text.lines().forEach(line -> lines.add(new StepLine(StepLineKind.QUOTE, SafeText.output(line))));
    }

    /** What was answered, and by whom. */
    private static String reply(Item.Question question) {
        return question.reply()
                .map(reply -> (reply.yes() ? "yes" : "no") + " (" + reply.by() + ")")
                .orElse("none");
    }

    private static void say(List<StepLine> lines, String text) {
        lines.add(new StepLine(
                StepLineKind.WORDS,
                String.join(" ", text.lines().map(SafeText::line).toList())));
    }
}
