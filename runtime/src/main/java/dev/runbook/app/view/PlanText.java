package dev.runbook.app.view;

import dev.runbook.app.view.Style.Tone;
import dev.runbook.language.eval.ValueText;
import dev.runbook.language.program.Rescue;
import dev.runbook.language.program.StepOptions;
import dev.runbook.language.program.Task;
import dev.runbook.run.plan.Forecast;
import dev.runbook.run.plan.Plan;
import dev.runbook.run.plan.PlanNode;
import dev.runbook.run.preflight.Rights;
import dev.runbook.run.report.CommandText;
import dev.runbook.text.FileName;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Draws a plan: the numbered tree, what each task will run, what is known, and every failure branch. */
public final class PlanText {
    private static final int WIDTH = 80;
    private static final int LABEL = 8;

    private final LineBuffer page;
    private final PlanFolds folds;

    private PlanText(LineBuffer page, PlanFolds folds) {
        this.page = page;
        this.folds = folds;
    }

    /**
     * The lines of a plan, and of the rights that it needs.
     *
     * @param all whether what the run does not come to is drawn, too, and what is drawn already
     */
    public static List<String> of(Plan plan, Rights rights, String target, Style look, boolean all) {
        LineBuffer page = new LineBuffer(look, WIDTH);
        PlanFrame frame = new PlanFrame(page, plan, all);
        frame.head(target);
        RightsText.draw(rights, page);
        new PlanText(page, new PlanFolds(plan.body(), all)).nodes(plan.body(), 0);
        frame.foot();
        return page.lines();
    }

    private void nodes(List<PlanNode> nodes, int indent) {
        boolean afterStep = false;
        for (PlanNode node : nodes) {
            if (!folds.drawn(node)) {
                continue;
            }
            boolean step = node instanceof PlanNode.Step;
            if (indent == 0 && (step || afterStep)) {
                page.blank();
            }
            node(node, indent);
            afterStep = step;
        }
    }

    private void node(PlanNode node, int indent) {
        switch (node) {
            case PlanNode.Step step -> step(step, indent);
            case PlanNode.Choice choice -> choice(choice, indent);
            case PlanNode.Loop loop -> loop(loop, indent);
            case PlanNode.Procedure procedure -> procedure(procedure, indent);
            case PlanNode.Single single -> single(single, indent);
        }
    }

    private void step(PlanNode.Step step, int indent) {
        boolean skipped = step.forecast().verdict() == Forecast.Verdict.SKIPPED;
        String title = step.number() + " " + step.title() + (step.destructive() ? "  (destructive)" : "");
        page.say(indent, skipped ? Tone.QUIET : step.destructive() ? Tone.LOUD : Tone.TITLE, title);
        int inside = indent + 2;
        String detail = step.forecast().detail();
        switch (step.forecast().verdict()) {
            case SKIPPED -> page.say(inside, Tone.QUIET, "skipped" + (detail.isEmpty() ? "" : ", " + detail));
            case DECIDED_LATER -> page.say(inside, Tone.CARE, "decided during the run, " + detail);
            case FAILS -> page.say(inside, Tone.BAD, "would fail, " + detail);
            case RUNS, KNOWN -> {
                if (!detail.isEmpty() && !folds.decided(step.forecast())) {
                    page.say(inside, Tone.QUIET, detail);
                }
            }
        }
        if (skipped) {
            return;
        }
        options(step.task().options(), inside);
        nodes(step.body(), inside);
        for (PlanNode.Clause clause : step.rescues()) {
            page.say(inside, Tone.CARE, "if it fails with " + triggers(clause.rescue()) + ":");
            nodes(clause.body(), inside + 2);
        }
        if (!step.ensure().isEmpty()) {
            page.say(inside, Tone.CARE, "always:");
            nodes(step.ensure(), inside + 2);
        }
    }

    private void options(StepOptions options, int indent) {
        Map<String, String> written = new LinkedHashMap<>();
        options.timeout().ifPresent(e -> written.put("timeout", e.where().text()));
        options.retries().ifPresent(e -> written.put("retries", e.where().text()));
        options.every().ifPresent(e -> written.put("every", e.where().text()));
        options.backoff().ifPresent(e -> written.put("backoff", e.where().text()));
        if (!written.isEmpty()) {
            page.say(
                    indent,
                    Tone.QUIET,
                    written.entrySet().stream()
                            .map(e -> e.getKey() + ": " + e.getValue())
                            .collect(Collectors.joining(", ")));
        }
    }

    private static String triggers(Rescue rescue) {
        return rescue.triggers().isEmpty()
                ? "anything else"
                : rescue.triggers().stream()
                        .map(trigger -> switch (trigger) {
                            case Rescue.Trigger.Named(var named) -> named.name();
                            case Rescue.Trigger.Matching(var _, String written) -> written;
                        })
                        .collect(Collectors.joining(" or "));
    }

    private void choice(PlanNode.Choice choice, int indent) {
        List<Task.Arm> arms = choice.task().arms();
        String reason = "";
        boolean first = true;
        for (int i = 0; i < arms.size(); i++) {
            Forecast branch = choice.forecasts().get(i);
            if (folds.decided(branch)) {
                // Without its condition, which is decided: what is drawn is what happens.
                nodes(
                        branch.verdict() == Forecast.Verdict.SKIPPED
                                ? List.of()
                                : choice.arms().get(i),
                        indent);
                continue;
            }
            String condition = (first ? "if " : "else if ")
                    + arms.get(i).condition().where().text();
            reason = branch(branch, condition, reason, choice.arms().get(i), indent);
            first = false;
        }
        if (!choice.otherwise().isEmpty()) {
            Forecast branch = choice.forecasts().getLast();
            if (folds.decided(branch)) {
                nodes(branch.verdict() == Forecast.Verdict.SKIPPED ? List.of() : choice.otherwise(), indent);
            } else {
                branch(branch, "else", reason, choice.otherwise(), indent);
            }
        }
    }

    /** Draws a branch, and gives the reason why it is open, so that the next one need not repeat it. */
    private String branch(Forecast branch, String condition, String said, List<PlanNode> body, int indent) {
        switch (branch.verdict()) {
            case SKIPPED -> {
                page.say(indent, Tone.QUIET, condition + ": not taken");
                return said;
            }
            case DECIDED_LATER ->
                page.say(
                        indent,
                        Tone.CARE,
                        condition + (branch.detail().equals(said) ? ":" : " (" + branch.detail() + "):"));
            case FAILS -> page.say(indent, Tone.BAD, condition + ": would fail, " + branch.detail());
            case RUNS, KNOWN -> page.say(indent, Tone.QUIET, condition + ": taken");
        }
        nodes(body, indent + 2);
        return branch.detail();
    }

    private void loop(PlanNode.Loop loop, int indent) {
        String each = "for each " + loop.task().name() + " in "
                + loop.task().list().where().text();
        switch (loop.forecast().verdict()) {
            case SKIPPED -> {
                page.say(indent, Tone.QUIET, each + ": nothing, the list is empty");
                return;
            }
            case DECIDED_LATER ->
                page.say(indent, Tone.CARE, each + " (" + loop.forecast().detail() + "):");
            case FAILS ->
                page.say(
                        indent,
                        Tone.BAD,
                        each + ": would fail, " + loop.forecast().detail());
            case RUNS, KNOWN -> page.say(indent, Tone.PLAIN, each + ":");
        }
        if (loop.rounds().isEmpty()) {
            nodes(loop.body(), indent + 2);
            return;
        }
        List<String> idle = new ArrayList<>();
        for (PlanNode.Round round : loop.rounds()) {
            if (round.body().stream().allMatch(n -> n.forecast().verdict() == Forecast.Verdict.SKIPPED)) {
                idle.add(ValueText.of(round.item()));
            } else {
                page.say(indent + 2, Tone.PLAIN, ValueText.of(round.item()) + ":");
                nodes(round.body(), indent + 4);
            }
        }
        if (!idle.isEmpty()) {
            page.say(indent + 2, Tone.QUIET, String.join(", ", idle) + ": nothing to do");
        }
    }

    private void procedure(PlanNode.Procedure procedure, int indent) {
        String given = procedure.forecast().detail();
        String performed = procedure.task().name() + (given.isEmpty() ? "" : " with " + given) + ":";
        Optional<String> repeated = folds.repeated(procedure);
        if (repeated.isPresent()) {
            page.say(indent, Tone.QUIET, performed + " " + repeated.get());
            return;
        }
        page.say(indent, Tone.QUIET, performed);
        nodes(procedure.body(), indent + 2);
    }

    private void single(PlanNode.Single single, int indent) {
        Forecast forecast = single.forecast();
        if (forecast.verdict() == Forecast.Verdict.SKIPPED) {
            return;
        }
        PlanWords words = PlanWords.of(single);
        String label = words.label().isEmpty() ? "" : String.format("%-" + (LABEL - 1) + "s", words.label());
        if (forecast.command().isEmpty()) {
            page.say(indent, label, Tone.QUIET, words.tone(), words.text());
        } else {
            List<String> command = CommandText.lines(forecast.command(), WIDTH - indent - LABEL);
            page.copy(indent, Tone.PLAIN, List.of(label + " " + command.getFirst()));
            page.copy(indent + LABEL, Tone.PLAIN, command.subList(1, command.size()));
            if (forecast.verdict() == Forecast.Verdict.FAILS) {
                page.say(indent + LABEL, Tone.BAD, "would fail, " + forecast.detail());
            } else if (!forecast.detail().isEmpty()) {
                page.say(indent + LABEL, Tone.CARE, forecast.detail());
            }
        }
        if (!forecast.outside().isEmpty()) {
            page.say(
                    indent + LABEL,
                    Tone.CARE,
                    "outside the working folder: "
                            + forecast.outside().stream().map(FileName::of).collect(Collectors.joining(", ")));
        }
        forecast.impact().losses().forEach(loss -> page.say(indent + LABEL, Tone.BAD, "loses " + loss.words()));
        forecast.impact().costs().forEach(cost -> page.say(indent + LABEL, Tone.CARE, cost));
        forecast.differences().forEach(field -> page.say(indent + LABEL, Tone.PLAIN, field));
        if (!words.more().isEmpty()) {
            page.say(indent + LABEL, Tone.QUIET, words.more());
        }
    }
}
