package dev.runbook.run.plan;

import dev.runbook.language.eval.LookupRequest;
import dev.runbook.language.program.Expr;
import dev.runbook.language.program.StepOptions;
import dev.runbook.language.program.Task;
import dev.runbook.language.signature.Facet;
import dev.runbook.language.value.Resources;
import dev.runbook.language.value.Value;
import dev.runbook.port.Workspace;
import dev.runbook.provider.Lookup;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Whether a request to elsewhere would tell what was read from a file or a Secret: by what is asked, or by being made at
 * all, where what was read decides that. Whatever is made of such a value counts as it does.
 */
final class Disclosure {
    /** Servers that the runbook names, and not the operator. */
    private static final Set<Facet> ELSEWHERE = Set.of(Facet.WEB, Facet.DNS, Facet.DATABASE, Facet.REPOSITORIES);

    /** What each name stands for, in each place that gives it. */
    private final Map<String, List<Expr>> names = new HashMap<>();

    /** What decides whether the run comes to an expression or to an action. */
    private final IdentityHashMap<Object, List<Expr>> guards = new IdentityHashMap<>();

    /** Lookups of any kind that have given what a Secret or a file holds. */
    private final Set<Expr> contents = Collections.newSetFromMap(new IdentityHashMap<>());

    /** Whether each question whether a file is there was only ever about files that the operator has named. */
    private final IdentityHashMap<Expr, Boolean> harmless = new IdentityHashMap<>();

    Disclosure(List<Task> body) {
        walk(body, List.of());
    }

    /** Takes note of what a lookup has read. */
    void note(LookupRequest request, Lookup reading, List<NamedFiles.NamedFile> named, Workspace files, Value value) {
        boolean secret = request.receiver().orElse(Value.NIL) instanceof Resources set
                && set.members().stream().anyMatch(member -> member.kind().equals("Secret"));
        // A chart may be one of a repository or a folder of this machine.
        boolean file = named.stream().anyMatch(place -> files.exists(place.path()));
        if (value instanceof Value.Secret || file || (secret && reading.tellsContents())) {
            contents.add(request.lookup());
        }
        if (reading.tellsOnlyPresence()) {
            boolean told = named.stream().allMatch(place -> files.isNamed(place.path()));
            harmless.merge(request.lookup(), told, Boolean::logicalAnd);
        }
    }

    /** Whether a lookup would tell it. */
    boolean by(Expr.Invoke lookup) {
        return isElsewhere(lookup.signature().reads())
                && (lookup.inner().anyMatch(this::isConfidential) || isGuarded(lookup));
    }

    /** Whether an action would, that a plan tries in private. */
    boolean by(Task.Act act) {
        return Stream.concat(act.positional().stream(), act.options().values().stream())
                        .anyMatch(this::isConfidential)
                || isGuarded(act);
    }

    private static boolean isElsewhere(Collection<Facet> facets) {
        return facets.stream().anyMatch(ELSEWHERE::contains);
    }

    private boolean isGuarded(Object place) {
        return guards.getOrDefault(place, List.of()).stream().anyMatch(this::isConfidential);
    }

    private boolean isConfidential(Expr expr) {
        return isConfidential(expr, new HashSet<>());
    }

    private boolean isConfidential(Expr expr, Set<String> seen) {
        if (expr instanceof Expr.Local local && seen.add(local.name())) {
            return names.getOrDefault(local.name(), List.of()).stream().anyMatch(value -> isConfidential(value, seen));
        }
        boolean read = expr instanceof Expr.Invoke invoke
                && (harmless.containsKey(invoke)
                        ? !harmless.getOrDefault(invoke, false)
                        : contents.contains(invoke)
                                || invoke.signature().reads().contains(Facet.FILES));
        return read || expr.inner().anyMatch(inner -> isConfidential(inner, seen));
    }

    /** Goes through tasks, and gives what decides whether the run goes on behind them. */
    private List<Expr> walk(List<Task> tasks, List<Expr> before) {
        List<Expr> now = new ArrayList<>(before);
        for (Task task : tasks) {
            now.addAll(walk(task, now));
        }
        return now.subList(before.size(), now.size());
    }

    private List<Expr> walk(Task task, List<Expr> now) {
        return switch (task) {
            case Task.Step step -> step(step, now);
            case Task.Choice choice -> choice(choice, now);
            case Task.Loop loop -> {
                name(loop.name(), loop.list());
                take(loop.list(), now);
                yield ending(loop.body(), List.of(loop.list()), walk(loop.body(), with(now, List.of(loop.list()))));
            }
            case Task.Procedure procedure -> {
                procedure.arguments().forEach(argument -> walk(argument, now));
                yield walk(procedure.body(), now);
            }
            case Task.Bind bind -> {
                name(bind.name(), bind.value());
                yield take(bind.value(), now);
            }
            case Task.Act act -> {
                guards.computeIfAbsent(act, _ -> new ArrayList<>()).addAll(now);
                act.positional().forEach(argument -> take(argument, now));
                act.options().values().forEach(option -> take(option, now));
                yield List.of();
            }
            case Task.InNamespace in -> take(in.namespace(), now);
            case Task.Pause pause -> take(pause.length(), now);
            case Task.Assert check -> {
                check.message().ifPresent(message -> take(message, with(now, List.of(check.condition()))));
                yield take(check.condition(), now);
            }
            case Task.Confirm confirm -> {
                confirm.show().ifPresent(show -> take(show, now));
                yield take(confirm.question(), now);
            }
            case Task.Manual manual -> take(manual.instruction(), now);
            case Task.Note note -> take(note.text(), now);
            case Task.Retry retry -> retry.attempts().map(a -> take(a, now)).orElse(List.of());
            case Task.Raise raise -> take(raise.failure(), now);
            case Task.Fail fail -> take(fail.message(), now);
            case Task.Finish finish -> finish.reason().map(r -> take(r, now)).orElse(List.of());
            // A plan asks nothing of what is waited for but how long.
            case Task.WaitUntil wait -> take(wait.upTo(), now);
        };
    }

    private List<Expr> step(Task.Step step, List<Expr> now) {
        take(step.title(), now);
        List<Expr> conditions = conditions(step.options(), now);
        List<Expr> inside = with(now, conditions);
        List<Expr> endings = new ArrayList<>(walk(step.body(), inside));
        step.rescues().forEach(rescue -> endings.addAll(walk(rescue.body(), inside)));
        endings.addAll(walk(step.ensure(), inside));
        return ending(step.body(), conditions, endings);
    }

    private List<Expr> conditions(StepOptions options, List<Expr> now) {
        List<Expr> conditions = new ArrayList<>();
        for (Optional<Expr> condition : List.of(options.onlyIf(), options.unless())) {
            condition.ifPresent(c -> {
                take(c, with(now, conditions));
                conditions.add(c);
            });
        }
        return conditions;
    }

    private List<Expr> choice(Task.Choice choice, List<Expr> now) {
        List<Expr> asked = new ArrayList<>();
        List<Expr> endings = new ArrayList<>();
        List<Task> all = new ArrayList<>(choice.otherwise());
        for (Task.Arm arm : choice.arms()) {
            take(arm.condition(), with(now, asked));
            asked.add(arm.condition());
            endings.addAll(walk(arm.body(), with(now, asked)));
            all.addAll(arm.body());
        }
        endings.addAll(walk(choice.otherwise(), with(now, asked)));
        return ending(all, asked, endings);
    }

    /** Where tasks can end the run, whether it goes on says what decided about them. */
    private static List<Expr> ending(List<Task> tasks, List<Expr> conditions, List<Expr> endings) {
        boolean ends = NestedTasks.all(tasks)
                .anyMatch(
                        task -> task instanceof Task.Finish || task instanceof Task.Fail || task instanceof Task.Raise);
        return ends ? with(endings, conditions) : endings;
    }

    private void name(String name, Expr value) {
        names.computeIfAbsent(name, _ -> new ArrayList<>()).add(value);
    }

    private List<Expr> take(Expr expr, List<Expr> now) {
        if (expr instanceof Expr.Invoke) {
            guards.computeIfAbsent(expr, _ -> new ArrayList<>()).addAll(now);
        }
        if (expr instanceof Expr.Operation operation
                && (operation.operator() == Expr.Operator.AND || operation.operator() == Expr.Operator.OR)) {
            take(operation.left(), now);
            take(operation.right(), with(now, List.of(operation.left())));
        } else {
            expr.inner().forEach(inner -> take(inner, now));
        }
        return List.of();
    }

    private static List<Expr> with(List<Expr> some, List<Expr> others) {
        return Stream.concat(some.stream(), others.stream()).toList();
    }
}
