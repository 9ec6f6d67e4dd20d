package dev.runbook.app.run;

import dev.runbook.language.program.ProgramTraversal;
import dev.runbook.language.program.Task;
import dev.runbook.run.journal.Masking;
import dev.runbook.run.plan.Forecast;
import dev.runbook.run.plan.Forecast.Verdict;
import dev.runbook.run.plan.Plan;
import dev.runbook.run.plan.PlanNode;
import dev.runbook.run.report.Item;
import dev.runbook.text.SafeText;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The steps of a run that is to be carried on: what is done, where it goes on, and what is still to come. */
final class RemainingSteps {
    private final Map<String, Item.Step> seen;
    private final Masking masking;
    private final List<String> lines = new ArrayList<>();

    private RemainingSteps(Map<String, Item.Step> seen, Masking masking) {
        this.seen = seen;
        this.masking = masking;
    }

    /** @param seen the steps that the run has come to, by their addresses */
    static List<String> of(List<PlanNode> nodes, Map<String, Item.Step> seen, Masking masking) {
        RemainingSteps steps = new RemainingSteps(seen, masking);
        steps.all(nodes, 1, false);
        return steps.lines;
    }

    /** @param perhaps whether it is decided later if the run comes here */
    private void all(List<PlanNode> nodes, int depth, boolean perhaps) {
        for (int i = 0; i < nodes.size(); i++) {
            boolean passed = nodes.subList(i + 1, nodes.size()).stream().anyMatch(this::isReached);
            one(nodes.get(i), depth, perhaps, passed);
        }
    }

    private void one(PlanNode node, int depth, boolean perhaps, boolean passed) {
        boolean open = perhaps || node.forecast().verdict() == Verdict.DECIDED_LATER;
        switch (node) {
            case PlanNode.Step step -> step(step, depth, open);
            case PlanNode.Choice choice -> choice(choice, depth, perhaps, passed);
            case PlanNode.Loop loop -> all(loop.body(), depth, open);
            case PlanNode.Procedure procedure -> all(procedure.body(), depth, perhaps);
            case PlanNode.Single _ -> {}
        }
    }

    /** Of a choice that was made, the branch that was taken; what stands before a step that was reached is made. */
    private void choice(PlanNode.Choice choice, int depth, boolean perhaps, boolean passed) {
        List<List<PlanNode>> branches = new ArrayList<>(choice.arms());
        branches.add(choice.otherwise());
        Optional<List<PlanNode>> taken = branches.stream()
                .filter(branch -> branch.stream().anyMatch(this::isReached))
                .findFirst();
        if (taken.isPresent()) {
            all(taken.get(), depth, perhaps);
        } else if (!passed) {
            for (int i = 0; i < branches.size(); i++) {
                Forecast forecast = choice.forecasts().get(i);
                if (forecast.verdict() != Verdict.SKIPPED) {
                    all(branches.get(i), depth, perhaps || forecast.verdict() == Verdict.DECIDED_LATER);
                }
            }
        }
    }

    private void step(PlanNode.Step step, int depth, boolean perhaps) {
        Optional<Item.Step> before = before(step);
        if (before.isEmpty()) {
            if (step.forecast().verdict() != Verdict.SKIPPED) {
                line(depth, perhaps ? "perhaps" : "to do", step);
            }
            return;
        }
        switch (before.get().state()) {
            case DONE, RECOVERED, FINISHED -> line(depth, "done", step);
            case SKIPPED -> line(depth, "skipped", step);
            case FAILED, UNFINISHED -> {
                line(depth, "goes on", step);
                within(step, before.get(), depth + 1);
            }
        }
    }

    /** A rescue clause that was entered goes on; what is left of the body comes only if it is tried again. */
    private void within(PlanNode.Step step, Item.Step before, int depth) {
        Optional<PlanNode.Clause> entered = entered(step, before);
        if (entered.isEmpty()) {
            all(step.body(), depth, false);
            step.rescues().stream()
                    .filter(clause -> clause.body().stream().anyMatch(this::isReached))
                    .forEach(clause -> all(clause.body(), depth, false));
        } else {
            boolean again =
                    ProgramTraversal.tasks(entered.get().rescue().body()).anyMatch(Task.Retry.class::isInstance);
            all(
                    again
                            ? step.body()
                            : step.body().stream().filter(this::isReached).toList(),
                    depth,
                    true);
            all(entered.get().body(), depth, false);
        }
        all(step.ensure(), depth, false);
    }

    /** The clause that the run stands in. */
    private static Optional<PlanNode.Clause> entered(PlanNode.Step step, Item.Step before) {
        return before.items().stream()
                .filter(item -> item instanceof Item.Rescue || item instanceof Item.Retry)
                .reduce((_, last) -> last)
                .flatMap(last -> last instanceof Item.Rescue rescue
                        ? step.rescues().stream()
                                .filter(clause -> clause.rescue().words().contains(rescue.clause()))
                                .findFirst()
                        : Optional.empty());
    }

    private boolean isReached(PlanNode node) {
        return Plan.steps(List.of(node)).anyMatch(step -> before(step).isPresent());
    }

    private Optional<Item.Step> before(PlanNode.Step step) {
        return Optional.ofNullable(seen.get(step.task().address().toString()));
    }

    private void line(int depth, String word, PlanNode.Step step) {
        lines.add("  ".repeat(depth) + "%-8s".formatted(word) + " "
                + SafeText.line(masking.text(step.number() + " " + step.title())));
    }
}
