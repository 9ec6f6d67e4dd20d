package dev.runbook.app.view;

import dev.runbook.app.foresee.Foresight;
import dev.runbook.app.foresee.StepEvidence;
import dev.runbook.app.foresee.StepEvidence.ShadowAnswer;
import dev.runbook.app.foresee.StepEvidence.TaskEvidence;
import dev.runbook.app.view.Style.Tone;
import dev.runbook.run.report.Item;
import dev.runbook.run.report.TextWidth;
import dev.runbook.text.SafeText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Draws how it is known what a step will do: what was asked of the server, and what it answered. */
public final class WhyText {
    private static final int WIDTH = 80;
    private static final int ANSWER = 18;

    private final LineBuffer page;

    private WhyText(Style look) {
        this.page = new LineBuffer(look, WIDTH);
    }

    /** What is known of a step; empty when the run does not come to one of this number. */
    public static Optional<List<String>> of(Foresight foresight, String number, Style look) {
        return come(foresight).stream()
                .filter(step -> step.number().equals(number))
                .findFirst()
                .map(step -> {
                    WhyText text = new WhyText(look);
                    StepEvidence.of(foresight, step).forEach(text::step);
                    return text.page.lines();
                });
    }

    /** The numbers of the steps that the run comes to. */
    public static String numbers(Foresight foresight) {
        String numbers =
                come(foresight).stream().map(Item.Step::number).distinct().collect(Collectors.joining(", "));
        return numbers.isEmpty() ? "none" : numbers;
    }

    private static List<Item.Step> come(Foresight foresight) {
        return foresight
                .report()
                .allSteps()
                .filter(step -> step.state() != Item.State.SKIPPED)
                .toList();
    }

    private void step(StepEvidence step) {
        if (!page.lines().isEmpty()) {
            page.blank();
        }
        say(0, Tone.TITLE, step.number() + " " + step.title());
        step.tasks().forEach(this::task);
        step.taken().forEach(what -> say(2, Tone.QUIET, "taken for granted: " + what));
        if (step.tasks().stream().allMatch(TaskEvidence::isNone)) {
            say(2, Tone.QUIET, "The cluster was asked nothing in it.");
        }
    }

    private void task(TaskEvidence task) {
        say(2, Tone.PLAIN, task.what());
        if (!task.outcome().isEmpty()) {
            say(4, Tone.BAD, task.outcome());
        }
        task.answers().forEach(this::answer);
        counts(task).ifPresent(counts -> say(4, Tone.QUIET, counts));
    }

    /** What decided nothing is only counted. */
    static Optional<String> counts(TaskEvidence task) {
        List<String> counts = new ArrayList<>();
        if (task.more() > 0) {
            counts.add(task.more() + " more writes that the server takes");
        }
        if (task.records() > 0) {
            counts.add(task.records() + (task.records() == 1 ? " write" : " writes") + " of helm's own record");
        }
        if (task.reads() > 0) {
            counts.add(task.reads() + (task.reads() == 1 ? " read" : " reads"));
        }
        return counts.isEmpty()
                ? Optional.empty()
                : Optional.of((task.answers().isEmpty() ? "" : "and ") + String.join(", ", counts));
    }

    private void answer(ShadowAnswer answer) {
        Tone tone = answer.code() >= 400 ? Tone.BAD : answer.source().equals("server") ? Tone.PLAIN : Tone.CARE;
        String lead = "    %3d  %-8s ".formatted(answer.code(), answer.source());
        for (String line : TextWidth.fold(SafeText.line(answer.request()), WIDTH - ANSWER)) {
            page.raw(page.look().paint(tone, lead) + line);
            lead = " ".repeat(ANSWER);
        }
        if (!answer.said().isEmpty()) {
            say(ANSWER + 2, Tone.QUIET, answer.said());
        }
    }

    private void say(int indent, Tone tone, String text) {
        page.say(indent, tone, String.join("\n", TextWidth.fold(SafeText.line(text), WIDTH - indent)));
    }
}
