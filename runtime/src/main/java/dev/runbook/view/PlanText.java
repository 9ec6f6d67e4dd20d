package dev.runbook.view;

import dev.runbook.eval.Texts;
import dev.runbook.plan.Forecast;
import dev.runbook.plan.Plan;
import dev.runbook.plan.PlanNode;
import dev.runbook.program.Rescue;
import dev.runbook.program.Task;
import dev.runbook.report.Columns;
import dev.runbook.report.CommandText;
import dev.runbook.view.Look.Tone;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Draws a plan: the numbered tree, what each task will run, what is known, and every failure branch. */
public final class PlanText {
    private static final int WIDTH = 80;

    private final Look look;
    private final List<String> lines = new ArrayList<>();

    private PlanText(Look look) {
        this.look = look;
    }

    /** The lines of a plan. */
    public static List<String> of(Plan plan, String target, Look look) {
        PlanText text = new PlanText(look);
        text.lines.add(look.paint(Tone.TITLE, "Plan: " + plan.runbook().title()));
        text.lines.add("on " + target);
        plan.inputs().forEach((name, value) -> text.lines.add("  " + name + " = " + Texts.quoted(value)));
        text.lines.add("");
        text.nodes(plan.body(), 0);
        text.lines.add("");
        text.lines.add("Nothing was changed. Steps marked (destructive) take something away.");
        return text.lines;
    }

    private void nodes(List<PlanNode> nodes, int indent) {
        nodes.forEach(node -> node(node, indent));
    }

    private void node(PlanNode node, int indent) {
        switch (node) {
            case PlanNode.Step step -> step(step, indent);
            case PlanNode.Choice choice -> choice(choice, indent);
            case PlanNode.Loop loop -> {
                say(
                        indent,
                        Tone.PLAIN,
                        "for each " + loop.task().name() + " in "
                                + loop.task().list().where().text() + ": "
                                + loop.forecast().detail());
                nodes(loop.body(), indent + 2);
            }
            case PlanNode.Procedure procedure -> {
                say(
                        indent,
                        Tone.PLAIN,
                        "perform " + procedure.task().name() + "  "
                                + procedure.forecast().detail());
                nodes(procedure.body(), indent + 2);
            }
            case PlanNode.Single single -> single(single, indent);
        }
    }

    private void step(PlanNode.Step step, int indent) {
        String title = step.number() + " " + step.title() + (step.destructive() ? "  (destructive)" : "");
        say(indent, step.forecast().verdict() == Forecast.Verdict.SKIPPED ? Tone.QUIET : Tone.TITLE, title);
        int inside = indent + 2;
        switch (step.forecast().verdict()) {
            case SKIPPED -> {
                say(inside, Tone.QUIET, "skipped, " + step.forecast().detail());
                return;
            }
            case DECIDED_LATER ->
                say(
                        inside,
                        Tone.CARE,
                        "decided during the run, " + step.forecast().detail());
            case FAILS -> say(inside, Tone.BAD, "would fail, " + step.forecast().detail());
            case RUNS, KNOWN -> {
                if (!step.forecast().detail().isEmpty()) {
                    say(inside, Tone.QUIET, step.forecast().detail());
                }
            }
        }
        nodes(step.body(), inside);
        for (PlanNode.Clause clause : step.rescues()) {
            say(inside, Tone.CARE, "when it fails with " + triggers(clause.rescue()) + ":");
            nodes(clause.body(), inside + 2);
        }
        if (!step.ensure().isEmpty()) {
            say(inside, Tone.CARE, "whatever happened:");
            nodes(step.ensure(), inside + 2);
        }
    }

    private static String triggers(Rescue rescue) {
        return rescue.triggers().isEmpty()
                ? "anything"
                : rescue.triggers().stream()
                        .map(trigger -> switch (trigger) {
                            case Rescue.Trigger.Named(var named) -> named.name();
                            case Rescue.Trigger.Matching(var _, String written) -> written;
                        })
                        .collect(Collectors.joining(", "));
    }

    private void choice(PlanNode.Choice choice, int indent) {
        say(indent, Tone.CARE, words(choice.forecast()));
        for (int i = 0; i < choice.arms().size(); i++) {
            say(
                    indent,
                    Tone.PLAIN,
                    "if " + choice.task().arms().get(i).condition().where().text() + ":");
            nodes(choice.arms().get(i), indent + 2);
        }
        if (!choice.otherwise().isEmpty()) {
            say(indent, Tone.PLAIN, "otherwise:");
            nodes(choice.otherwise(), indent + 2);
        }
    }

    private static String words(Forecast forecast) {
        return switch (forecast.verdict()) {
            case DECIDED_LATER -> "decided during the run, " + forecast.detail();
            case FAILS -> "would fail, " + forecast.detail();
            case SKIPPED -> "nothing to do, " + forecast.detail();
            case RUNS, KNOWN -> forecast.detail() + " holds";
        };
    }

    private void single(PlanNode.Single single, int indent) {
        Forecast forecast = single.forecast();
        if (!forecast.command().isEmpty()) {
            CommandText.lines(forecast.command(), WIDTH - indent - 2)
                    .forEach(line -> lines.add(" ".repeat(indent) + line));
            return;
        }
        Tone tone = switch (forecast.verdict()) {
            case FAILS -> Tone.BAD;
            case DECIDED_LATER -> Tone.CARE;
            case RUNS, SKIPPED, KNOWN -> Tone.PLAIN;
        };
        say(indent, tone, verb(single.task()) + result(single.task(), forecast));
    }

    private static String verb(Task task) {
        return switch (task) {
            case Task.Bind bind -> bind.name() + " = ";
            case Task.InNamespace _ -> "namespace ";
            case Task.Act _ -> "";
            case Task.WaitUntil _ -> "wait ";
            case Task.Pause _ -> "wait ";
            case Task.Assert check -> "check " + check.condition().where().text() + ": ";
            case Task.Confirm _ -> "ask: ";
            case Task.Manual _ -> "by hand: ";
            case Task.Note _ -> "note: ";
            case Task.Retry _ -> "try the step again, ";
            case Task.Raise _ -> "give up: ";
            case Task.Fail _ -> "fail: ";
            case Task.Finish _ -> "finish: ";
            case Task.Step _, Task.Choice _, Task.Loop _, Task.Procedure _ -> "";
        };
    }

    private static String result(Task task, Forecast forecast) {
        return switch (forecast.verdict()) {
            case FAILS -> "would fail, " + forecast.detail();
            case DECIDED_LATER -> forecast.detail();
            case RUNS, SKIPPED -> forecast.detail();
            case KNOWN ->
                task instanceof Task.Assert
                        ? "holds" + (forecast.detail().isEmpty() ? "" : ", " + forecast.detail())
                        : forecast.detail();
        };
    }

    private void say(int indent, Tone tone, String text) {
        for (String line : Columns.wrap(text, WIDTH - indent)) {
            lines.add(" ".repeat(indent) + look.paint(tone, line));
        }
    }
}
