package dev.runbook.run.engine;

import dev.runbook.language.failure.Failed;
import dev.runbook.language.failure.Failure;
import dev.runbook.language.failure.FailureClass;
import dev.runbook.language.program.TaskKey;
import dev.runbook.language.value.Value;
import dev.runbook.port.People;
import dev.runbook.provider.Action;
import dev.runbook.provider.Call;
import dev.runbook.provider.Impact;
import dev.runbook.provider.Impact.Loss;
import dev.runbook.run.journal.TaskFacts;
import dev.runbook.run.resume.TaskReplay;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;

/** Asks before an action about what comes back by no install, whatever the runbook asks. */
final class LossQuestion {
    private final RunEnvironment environment;
    private final Interrupts interrupts;
    /** What somebody has agreed to lose in this process. */
    private final Set<String> agreed = new HashSet<>();

    LossQuestion(RunEnvironment environment, Interrupts interrupts) {
        this.environment = environment;
        this.interrupts = interrupts;
    }

    /** Why the action is not begun; empty where nothing is lost, or somebody has agreed to it. */
    Optional<Failure> ask(Action action, Call call, TaskKey key, StepContext context) throws InterruptedException {
        TaskKey place = key.losing();
        context.replay()
                .agreed(place)
                .flatMap(TaskReplay.Confirmed::meant)
                .ifPresent(before -> agreed.addAll(before.keySet()));
        while (true) {
            List<Loss> open;
            try {
                Impact impact = action.impact(call.with(call.world().caching()));
                environment.foretelling().foreseen(context.step(), impact);
                open = impact.losses().stream()
                        .filter(loss -> !agreed.contains(name(loss)))
                        .toList();
            } catch (Failed failed) {
                // What it would take away is not known, and so it is not begun.
                return Optional.of(failed.failure());
            }
            if (open.isEmpty()) {
                return Optional.empty();
            }
            Optional<Failure> declined = answer(open, action, place, context);
            if (declined.isPresent()) {
                return declined;
            }
            // A person may think for hours: what has come since is asked about as well.
        }
    }

    private Optional<Failure> answer(List<Loss> losses, Action action, TaskKey place, StepContext context)
            throws InterruptedException {
        String text = environment.masking().text(question(losses, action));
        TaskFacts facts = context.task(place);
        facts.asked(People.QuestionForm.CONFIRM, text, true);
        People.Answer answer = interrupts.leaving(() -> environment
                .people()
                .ask(new People.Question(
                        People.QuestionForm.CONFIRM,
                        People.lossesOf(context.title()),
                        context.depth(),
                        text,
                        Optional.empty(),
                        true)));
        return switch (answer) {
            case People.Answer.Yes(String by) -> {
                Map<String, Value> meant = new LinkedHashMap<>();
                losses.forEach(
                        loss -> meant.put(name(loss), Value.of(loss.object().uid())));
                agreed.addAll(meant.keySet());
                facts.agreed(by, meant, OptionalInt.empty());
                yield Optional.empty();
            }
            case People.Answer.No(String by) -> {
                facts.answered(false, by);
                yield Optional.of(Failure.of(
                                FailureClass.Declined,
                                by + " did not agree to lose " + list(losses),
                                "Nothing was taken away. Save what is in it, or keep it, and run it again.")
                        .saying(by + " did not agree to the loss"));
            }
            case People.Answer.Nobody(String how) ->
                Optional.of(Failure.unanswered("nobody was there to agree to lose " + list(losses), how)
                        .saying("nobody was there to agree to the loss"));
        };
    }

    private static String question(List<Loss> losses, Action action) {
        return "%s takes away what no install brings back: %s. Lose %s?"
                .formatted(action.name(), list(losses), losses.size() == 1 ? "it" : "them");
    }

    private static String list(List<Loss> losses) {
        return losses.stream().map(Loss::words).collect(Collectors.joining("; "));
    }

    private static String name(Loss loss) {
        return loss.words() + " " + loss.object().uid();
    }
}
