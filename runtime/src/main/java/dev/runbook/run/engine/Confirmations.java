package dev.runbook.run.engine;

import dev.runbook.language.eval.Evaluator;
import dev.runbook.language.eval.Scope;
import dev.runbook.language.failure.Failed;
import dev.runbook.language.program.Expr;
import dev.runbook.language.program.ProgramTraversal;
import dev.runbook.language.program.Task;
import dev.runbook.language.signature.Effect;
import dev.runbook.language.value.Value;
import dev.runbook.port.Observer;
import dev.runbook.provider.Action;
import dev.runbook.provider.Call;
import dev.runbook.provider.Impact;
import dev.runbook.run.plan.PlanNode;
import dev.runbook.run.resume.TaskReplay;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Holds a yes to a destructive step to the very things that it was given for. */
final class Confirmations {
    private final RunEnvironment environment;
    private final Evaluator evaluator;

    Confirmations(RunEnvironment environment, Evaluator evaluator) {
        this.environment = environment;
        this.evaluator = evaluator;
    }

    /**
     * What a yes at this place is for: the things that the step's own actions behind it act on, or, where a destructive
     * step only asks, those of the steps that follow.
     */
    Map<String, Value> meant(Scope scope, StepContext context) throws InterruptedException {
        Map<String, Value> meant = new LinkedHashMap<>();
        if (!context.destructive()) {
            return meant;
        }
        for (Target aim : aims(scope, context)) {
            meant.putAll(aim.meant());
        }
        return meant;
    }

    /** What the step's own actions behind a question would disturb, in words for it; empty where nothing is known of that. */
    String costs(Scope scope, StepContext context) throws InterruptedException {
        Impact impact = Impact.NONE;
        for (Task.Act act :
                context.ahead().stream().flatMap(Confirmations::acts).toList()) {
            if (mayBeAsked(act, scope)) {
                impact = impact.and(impact(act, scope));
            }
        }
        return impact.disturbs();
    }

    private Impact impact(Task.Act act, Scope scope) throws InterruptedException {
        try {
            Call call = call(act, scope);
            return environment
                    .world()
                    .action(act.signature())
                    .impact(call.with(call.world().caching()));
        } catch (Failed unread) {
            return Impact.NONE;
        }
    }

    /**
     * Why a yes of the journal no longer counts, in words for the person who is asked again; empty when it does.
     *
     * @param agreed the yes
     */
    Optional<String> outdated(TaskReplay.Confirmed agreed, Scope scope, StepContext context)
            throws InterruptedException {
        if (agreed.acted() || !context.destructive()) {
            return Optional.empty();
        }
        List<Target> aims = aims(scope, context);
        if (agreed.meant().isEmpty()) {
            return aims.isEmpty()
                    ? Optional.empty()
                    : Optional.of("The journal does not say what the confirmation by " + agreed.by() + " was for.");
        }
        Map<String, Value> unseen = new LinkedHashMap<>(agreed.meant().get());
        for (Target aim : aims) {
            unseen.keySet().removeAll(aim.meant().keySet());
            for (var now : aim.meant().entrySet()) {
                Value then = agreed.meant().get().get(now.getKey());
                if (then == null) {
                    // It was not there when the yes was given, or could not be read: nobody has seen what is there now.
                    return Optional.of("The journal does not say that the confirmation by %s was for %s: %s."
                            .formatted(agreed.by(), now.getKey(), aim.action().words(now.getValue())));
                }
                if (!aim.action().same(aim.call(), then, now.getValue())) {
                    return Optional.of("The confirmation by %s was for %s: %s. Now it is %s."
                            .formatted(
                                    agreed.by(),
                                    now.getKey(),
                                    aim.action().words(then),
                                    aim.action().words(now.getValue())));
                }
            }
        }
        // What cannot be read now may be another one.
        return unseen.isEmpty()
                ? Optional.empty()
                : unread(scope, context).map(action -> {
                    var then = unseen.entrySet().iterator().next();
                    return "The confirmation by %s was for %s: %s. What is there now cannot be read."
                            .formatted(agreed.by(), then.getKey(), action.words(then.getValue()));
                });
    }

    /** An action behind the yes of which nothing says now what it would act on; empty where there is none. */
    private Optional<Action> unread(Scope scope, StepContext context) throws InterruptedException {
        for (Task.Act act : Stream.concat(context.ahead().stream(), context.afterStep().stream())
                .flatMap(Confirmations::acts)
                .toList()) {
            if (mayBeAsked(act, scope) && aim(act, scope).isEmpty()) {
                return Optional.of(environment.world().action(act.signature()));
            }
        }
        return Optional.empty();
    }

    /** Whether a yes in a step that is done no longer counts, before anything that it was for was begun. */
    boolean outdated(Scope scope, StepContext context) throws InterruptedException {
        for (TaskReplay.Confirmed agreed :
                context.destructive() ? context.replay().agreements() : List.<TaskReplay.Confirmed>of()) {
            if (outdated(agreed, scope, context).isPresent()) {
                return true;
            }
        }
        return false;
    }

    /** An action that an agreement is for, with what it would act on now. */
    private record Target(Action action, Call call, Map<String, Value> meant) {}

    private List<Target> aims(Scope scope, StepContext context) throws InterruptedException {
        List<Target> own = aims(context.ahead(), scope);
        return own.isEmpty() ? aims(context.afterStep(), scope) : own;
    }

    private List<Target> aims(List<PlanNode> nodes, Scope scope) throws InterruptedException {
        List<Target> aims = new ArrayList<>();
        for (Task.Act act : nodes.stream().flatMap(Confirmations::acts).toList()) {
            if (mayBeAsked(act, scope)) {
                aim(act, scope).ifPresent(aims::add);
            }
        }
        return aims;
    }

    /** Actions of the normal course, also those of branches that may be taken. */
    private static Stream<Task.Act> acts(PlanNode node) {
        return switch (node) {
            case PlanNode.Single single ->
                single.task() instanceof Task.Act act && act.signature().effect() != Effect.READS
                        ? Stream.of(act)
                        : Stream.of();
            case PlanNode.Step step -> step.body().stream().flatMap(Confirmations::acts);
            case PlanNode.Choice choice ->
                Stream.concat(choice.arms().stream().flatMap(List::stream), choice.otherwise().stream())
                        .flatMap(Confirmations::acts);
            case PlanNode.Procedure procedure -> procedure.body().stream().flatMap(Confirmations::acts);
            // What a loop acts on is known item by item.
            case PlanNode.Loop _ -> Stream.of();
        };
    }

    /** A name that gets its value only later tells nothing of what is there now. */
    private static boolean mayBeAsked(Task.Act act, Scope scope) {
        return ProgramTraversal.expressions(act).flatMap(Confirmations::names).allMatch(scope::has);
    }

    private static Stream<String> names(Expr expr) {
        Stream<String> own = expr instanceof Expr.Local local ? Stream.of(local.name()) : Stream.of();
        return Stream.concat(own, expr.inner().flatMap(Confirmations::names));
    }

    private Optional<Target> aim(Task.Act act, Scope scope) throws InterruptedException {
        try {
            Action action = environment.world().action(act.signature());
            Call call = call(act, scope);
            return Optional.of(new Target(action, call, action.meant(call)))
                    .filter(aim -> !aim.meant().isEmpty());
        } catch (Failed unread) {
            return Optional.empty();
        }
    }

    private Call call(Task.Act act, Scope scope) throws InterruptedException {
        return new Call(
                act.signature(),
                Optional.empty(),
                evaluator.all(act.positional(), scope),
                evaluator.named(act.options(), scope),
                scope.namespace(),
                environment.world(),
                Observer.NONE);
    }
}
