package dev.runbook.run.plan;

import java.util.ArrayList;
import java.util.List;

/** A plan in short, one line for each node: what a test compares. */
final class PlanOutline {
    private final List<String> lines = new ArrayList<>();

    private PlanOutline() {}

    static String of(Plan plan) {
        PlanOutline outline = new PlanOutline();
        outline.nodes(plan.body(), "");
        return String.join("\n", outline.lines);
    }

    private void nodes(List<PlanNode> nodes, String indent) {
        nodes.forEach(node -> node(node, indent));
    }

    private void node(PlanNode node, String indent) {
        switch (node) {
            case PlanNode.Step step -> {
                say(indent, step.number() + " " + step.title() + (step.destructive() ? "!" : ""), step.forecast());
                nodes(step.body(), indent + "  ");
                step.rescues().forEach(clause -> {
                    lines.add(indent + "  rescue");
                    nodes(clause.body(), indent + "    ");
                });
                if (!step.ensure().isEmpty()) {
                    lines.add(indent + "  ensure");
                    nodes(step.ensure(), indent + "    ");
                }
            }
            case PlanNode.Choice choice -> {
                say(indent, "choice", choice.forecast());
                for (int i = 0; i < choice.arms().size(); i++) {
                    say(indent + "  ", "arm", choice.forecasts().get(i));
                    nodes(choice.arms().get(i), indent + "    ");
                }
                say(indent + "  ", "else", choice.forecasts().getLast());
                nodes(choice.otherwise(), indent + "    ");
            }
            case PlanNode.Loop loop -> {
                say(indent, "loop", loop.forecast());
                if (loop.rounds().isEmpty()) {
                    nodes(loop.body(), indent + "  ");
                }
                loop.rounds().forEach(round -> {
                    lines.add(indent + "  round");
                    nodes(round.body(), indent + "    ");
                });
            }
            case PlanNode.Procedure procedure -> {
                say(indent, "perform", procedure.forecast());
                nodes(procedure.body(), indent + "  ");
            }
            case PlanNode.Single single ->
                say(
                        indent,
                        single.task().getClass().getSimpleName().toLowerCase(java.util.Locale.ROOT),
                        single.forecast());
        }
    }

    private void say(String indent, String what, Forecast forecast) {
        // That a program may take an hour at most stands at each.
        String detail = forecast.detail().equals("at most 1h") ? "" : forecast.detail();
        lines.add((indent + what + ": " + forecast.verdict() + " " + String.join(" ", forecast.command())
                        + (forecast.command().isEmpty() || detail.isEmpty() ? "" : " | ")
                        + detail)
                .stripTrailing());
    }
}
