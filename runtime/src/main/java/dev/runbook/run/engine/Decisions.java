package dev.runbook.run.engine;

import dev.runbook.language.eval.Evaluator;
import dev.runbook.language.eval.Scope;
import dev.runbook.language.failure.Failure;
import dev.runbook.language.program.Task;
import dev.runbook.language.program.TaskKey;
import dev.runbook.language.value.Value;
import dev.runbook.port.People;
import dev.runbook.run.journal.Entry.Settlement;
import dev.runbook.run.plan.PlanNode;
import dev.runbook.run.resume.TaskReplay;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Decides which branch a run takes. A run that is carried on takes the one that it took; where the condition was edited
 * since, a person says whether that still counts.
 */
final class Decisions {
    private final RunEnvironment environment;
    private final Interrupts interrupts;
    private final Evaluator evaluator;

    Decisions(RunEnvironment environment, Interrupts interrupts, Evaluator evaluator) {
        this.environment = environment;
        this.interrupts = interrupts;
        this.evaluator = evaluator;
    }

    /** What comes of a decision. */
    sealed interface Taken {
        /** @param arm counted from 1; 0 for the branch without a condition */
        record ChosenBranch(int arm) implements Taken {}

        record Unanswered(Completion flow) implements Taken {}
    }

    Taken choose(PlanNode.Choice node, Scope scope, StepContext context) throws InterruptedException {
        Optional<TaskReplay.Decided> before = context.replay().decided(node.key());
        OptionalInt arm = before.map(decided -> arm(node, decided)).orElse(OptionalInt.empty());
        if (before.isEmpty() || arm.isEmpty()) {
            // Where an older journal does not say which of several branches it was, nothing has run in any of them.
            return new Taken.ChosenBranch(decide(node, scope, context, OptionalInt.empty()));
        }
        Optional<TaskReplay.EditedCondition> change = before.get().change();
        if (change.isEmpty()) {
            return new Taken.ChosenBranch(arm.getAsInt());
        }
        OptionalInt instead = OptionalInt.of(context.replay().taken(node.key()));
        return switch (asked(change.get(), held(before.get().held()), node.key(), context)) {
            case STAYS -> {
                decided(node, context, change.get().arm(), instead);
                yield new Taken.ChosenBranch(change.get().arm());
            }
            case ANEW -> {
                int anew = decide(node, scope, context, instead);
                context.replay().redecide(node.key(), anew);
                yield new Taken.ChosenBranch(anew);
            }
            case UNANSWERED -> new Taken.Unanswered(unanswered(change.get(), node.key(), context));
        };
    }

    private static String held(boolean held) {
        return held ? "its condition held" : "no condition held";
    }

    /**
     * Whether a step that was passed by, or had begun, stays so although its {@code if:} or {@code unless:} was edited.
     *
     * @param was what was decided
     */
    ConditionAnswer condition(TaskReplay.EditedCondition change, String was, StepContext context)
            throws InterruptedException {
        return asked(change, was, TaskKey.CONDITION, context);
    }

    /** What a person says of a condition that was edited. */
    enum ConditionAnswer {
        STAYS,
        ANEW,
        UNANSWERED
    }

    /** How the run ends when nobody has said whether a decision stays. */
    Completion unanswered(TaskReplay.EditedCondition change, TaskKey key, StepContext context) {
        Failure failure = Failure.unanswered(
                "nobody said whether a decision stays whose condition was edited",
                "Say it beforehand with --in-doubt \"" + title(context) + "=stays\", or =anew to decide anew.",
                "Or take the edit back: runbook resume --as-begun goes on with the text that the run began with.");
        context.task(key).failed(failure, Duration.ZERO);
        return Completion.WithFailure.of(failure, context.step());
    }

    private ConditionAnswer asked(TaskReplay.EditedCondition change, String was, TaskKey key, StepContext context)
            throws InterruptedException {
        People.Question question = new People.Question(
                People.QuestionForm.DECISION,
                title(context),
                context.depth(),
                "Does this decision stay? The run had decided \"" + line(change.before()) + "\", and " + was
                        + ". Now it reads \"" + line(change.now())
                        + "\". Yes goes on as it was decided, no decides anew.",
                Optional.empty(),
                context.destructive());
        context.task(key).asked(question.form(), question.text(), question.destructive());
        return switch (interrupts.leaving(() -> environment.people().ask(question))) {
            case People.Answer.Yes(String by) -> settled(ConditionAnswer.STAYS, Settlement.DONE, key, by, context);
            case People.Answer.No(String by) -> settled(ConditionAnswer.ANEW, Settlement.AGAIN, key, by, context);
            case People.Answer.Nobody _ -> ConditionAnswer.UNANSWERED;
        };
    }

    private ConditionAnswer settled(
            ConditionAnswer answer, Settlement settlement, TaskKey key, String by, StepContext context) {
        context.task(key).settled(settlement, "its condition was edited", by);
        return answer;
    }

    /** By which an answer can be given beforehand; a decision between the steps has no title. */
    private static String title(StepContext context) {
        return context.title().isEmpty() ? People.BETWEEN_STEPS : context.title();
    }

    private static String line(String text) {
        return text.isEmpty() ? "without a condition" : text.replace('\n', ' ');
    }

    /** The branch of the journal; one of an older form by the text of its condition, where only one has that text. */
    private static OptionalInt arm(PlanNode.Choice node, TaskReplay.Decided before) {
        if (before.arm().isPresent() || !before.held()) {
            return OptionalInt.of(before.arm().orElse(0));
        }
        List<String> texts = node.task().arms().stream()
                .map(arm -> arm.condition().where().text())
                .toList();
        int first = texts.indexOf(before.condition());
        return first >= 0 && first == texts.lastIndexOf(before.condition())
                ? OptionalInt.of(first + 1)
                : OptionalInt.empty();
    }

    private int decide(PlanNode.Choice node, Scope scope, StepContext context, OptionalInt instead)
            throws InterruptedException {
        List<Task.Arm> arms = node.task().arms();
        for (int arm = 1; arm <= arms.size(); arm++) {
            if (evaluator.bool(arms.get(arm - 1).condition(), scope).equals(Value.TRUE)) {
                decided(node, context, arm, instead);
                return arm;
            }
        }
        decided(node, context, 0, instead);
        return 0;
    }

    private void decided(PlanNode.Choice node, StepContext context, int arm, OptionalInt instead) {
        List<Task.Arm> arms = node.task().arms();
        Task.Arm shown = arm == 0 || arm > arms.size() ? arms.getLast() : arms.get(arm - 1);
        context.task(node.key())
                .decided(node.task().where().place(), shown.condition().where().text(), arm, instead);
    }
}
