package dev.runbook.app.view;

import dev.runbook.app.view.Style.Tone;
import dev.runbook.language.eval.ValueText;
import dev.runbook.language.program.Task;
import dev.runbook.language.value.Value;
import dev.runbook.run.plan.ExpectedFailure;
import dev.runbook.run.plan.Forecast;
import dev.runbook.run.plan.Move;
import dev.runbook.run.plan.Plan;
import dev.runbook.run.plan.PlanNode;
import dev.runbook.run.plan.UnreadSource;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** What stands above and below the tree of a plan: what it comes to, and what a person must know of it. */
final class PlanFrame {
    private static final String NOT_GIVEN = "not given";

    private final LineBuffer page;
    private final Plan plan;
    private final boolean all;
    private final Places questions = new Places();
    private final Places losses = new Places();
    private final Set<String> skipped = new LinkedHashSet<>();

    /** The numbers of steps, of the way when all goes well and of the ways back. */
    private record Places(Set<String> well, Set<String> back) {
        Places() {
            this(new LinkedHashSet<>(), new LinkedHashSet<>());
        }

        void add(String number, boolean afterFailure) {
            (afterFailure ? back : well).add(number.isEmpty() ? "0 (before any step)" : number);
        }

        boolean none() {
            return well.isEmpty() && back.isEmpty();
        }

        private static String steps(Set<String> numbers) {
            return (numbers.size() == 1 ? "step " : "steps ") + String.join(", ", numbers);
        }

        String words() {
            String first = steps(well);
            String second = steps(back);
            return well.isEmpty()
                    ? "only after a failure, at " + second
                    : "at " + first + (back.isEmpty() ? "" : "; after a failure also at " + second);
        }
    }

    PlanFrame(LineBuffer page, Plan plan, boolean all) {
        this.page = page;
        this.plan = plan;
        this.all = all;
        gather(plan.body(), "", false);
    }

    void head(String target) {
        page.say(0, Tone.TITLE, "Plan: " + plan.runbook().title());
        page.say(0, Tone.PLAIN, "on " + target);
        if (!plan.moves().isEmpty()) {
            page.blank();
            plan.moves().forEach(move -> page.say(2, Tone.TITLE, words(move)));
        }
        if (!plan.troubles().isEmpty()) {
            page.blank();
            ExpectedFailure first = plan.troubles().getFirst();
            page.say(
                    2,
                    Tone.BAD,
                    "It would stop at " + (first.number().isEmpty() ? "the beginning" : "step " + first.number()) + ": "
                            + first.why());
            page.say(2, Tone.QUIET, "The plan goes on as if it did not.");
        }
        if (!plan.inputs().isEmpty()) {
            page.blank().say(0, Tone.TITLE, "Inputs");
            int width = plan.inputs().keySet().stream().mapToInt(String::length).reduce(NOT_GIVEN.length(), Math::max);
            plan.inputs().forEach((name, value) -> {
                if (!(value instanceof Value.Nil)) {
                    input(name, width, ValueText.quoted(value));
                }
            });
            String missing = plan.inputs().entrySet().stream()
                    .filter(input -> input.getValue() instanceof Value.Nil)
                    .map(Map.Entry::getKey)
                    .collect(Collectors.joining(", "));
            if (!missing.isEmpty()) {
                input(NOT_GIVEN, width, missing);
            }
        }
        if (!plan.unread().isEmpty()) {
            page.blank().say(0, Tone.CARE, "Not read");
            for (UnreadSource unread : plan.unread()) {
                page.say(2, Tone.PLAIN, unread.what() + ": " + unread.why());
            }
        }
        page.blank();
    }

    private void input(String name, int width, String text) {
        page.say(2, String.format("%-" + width + "s", name), Tone.QUIET, Tone.PLAIN, text);
    }

    private String words(Move move) {
        if (move.from().isEmpty()) {
            return move.release() + " " + move.to() + ", new";
        }
        return move.from().get().equals(move.to())
                ? move.release() + " " + move.to() + ", the version that runs already"
                : move.release() + " " + move.from().get() + " " + page.look().arrow() + " " + move.to();
    }

    void foot() {
        page.blank();
        if (!questions.none()) {
            page.say(0, Tone.PLAIN, "Asks a person " + questions.words() + ".");
        }
        if (!losses.none()) {
            page.say(0, Tone.PLAIN, "Removes something " + losses.words() + ".");
        }
        if (!all && !skipped.isEmpty()) {
            page.say(0, Tone.PLAIN, "Skips " + Places.steps(skipped) + "; --all draws them.");
        }
        page.say(0, Tone.PLAIN, "This is a plan: nothing was changed.");
    }

    private void gather(List<PlanNode> nodes, String number, boolean back) {
        for (PlanNode node : nodes) {
            if (node.forecast().verdict() != Forecast.Verdict.SKIPPED) {
                gather(node, number, back);
            } else if (node instanceof PlanNode.Step step) {
                skipped.add(step.number());
            }
        }
    }

    private void gather(PlanNode node, String number, boolean back) {
        switch (node) {
            case PlanNode.Step step -> {
                if (step.destructive()) {
                    losses.add(step.number(), back);
                }
                gather(step.body(), step.number(), back);
                step.rescues().forEach(clause -> gather(clause.body(), step.number(), true));
                gather(step.ensure(), step.number(), back);
            }
            case PlanNode.Choice choice -> {
                choice.arms().forEach(arm -> gather(arm, number, back));
                gather(choice.otherwise(), number, back);
            }
            case PlanNode.Loop loop -> {
                gather(loop.body(), number, back);
                loop.rounds().forEach(round -> gather(round.body(), number, back));
            }
            case PlanNode.Procedure procedure -> gather(procedure.body(), number, back);
            case PlanNode.Single single -> {
                if (single.task() instanceof Task.Confirm || single.task() instanceof Task.Manual) {
                    questions.add(number, back);
                }
            }
        }
    }
}
