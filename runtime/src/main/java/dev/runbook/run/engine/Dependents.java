package dev.runbook.run.engine;

import dev.runbook.language.program.Expr;
import dev.runbook.language.program.ProgramTraversal;
import dev.runbook.language.program.Task;
import dev.runbook.language.program.TaskKey;
import dev.runbook.language.signature.Effect;
import dev.runbook.run.plan.PlanNode;
import dev.runbook.run.resume.ReplayState;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What has come, in the tasks that a value reaches, of that value.
 *
 * @param read places of what was read, decided or said by it
 * @param acted whether something was begun with it that changes something, or agreed to by a person
 */
record Dependents(List<TaskKey> read, boolean acted) {
    /** What depends on a name in the tasks that know it. */
    static Dependents of(String name, List<PlanNode> nodes, ReplayState replay) {
        DependencyWalk search = new DependencyWalk(replay);
        search.names.add(name);
        return search.of(nodes, false);
    }

    /** What has come of tasks that depend, all of them, on a value. */
    static Dependents ofAll(List<PlanNode> nodes, ReplayState replay) {
        return new DependencyWalk(replay).of(nodes, true);
    }

    private static final class DependencyWalk {
        private final Set<String> names = new HashSet<>();
        private final List<TaskKey> read = new ArrayList<>();
        private final ReplayState replay;
        private boolean acted;
        /** Whether the namespace of what follows depends on the value. */
        private boolean elsewhere;

        DependencyWalk(ReplayState replay) {
            this.replay = replay;
        }

        Dependents of(List<PlanNode> nodes, boolean inside) {
            look(nodes, inside);
            return new Dependents(List.copyOf(read), acted);
        }

        private void look(List<PlanNode> nodes, boolean inside) {
            nodes.forEach(node -> look(node, inside));
        }

        /** @param inside whether it stands in something that depends on the value as a whole */
        private void look(PlanNode node, boolean inside) {
            boolean depends = inside
                    || elsewhere
                    || ProgramTraversal.expressions(node.task())
                            .flatMap(DependencyWalk::mentioned)
                            .anyMatch(names::contains);
            switch (node) {
                case PlanNode.Single single -> single(single, depends);
                // What was done in a step of its own is not taken back.
                case PlanNode.Step step ->
                    acted |= replay.entered(step.task().address().toString());
                case PlanNode.Choice choice -> {
                    dependent(choice.key(), depends);
                    choice.arms().forEach(arm -> look(arm, depends));
                    look(choice.otherwise(), depends);
                }
                case PlanNode.Loop loop -> {
                    dependent(loop.key(), depends);
                    acted |= depends && replay.has(loop.key());
                    look(loop.body(), depends);
                }
                case PlanNode.Procedure procedure -> {
                    if (depends) {
                        // All arguments are bound anew together.
                        procedure.task().arguments().forEach(argument -> names.add(argument.name()));
                    }
                    dependent(procedure.key(), depends);
                    look(procedure.body(), inside);
                }
            }
        }

        private void single(PlanNode.Single single, boolean depends) {
            switch (single.task()) {
                case Task.Bind bind
                when depends -> {
                    names.add(bind.name());
                    dependent(single.key(), true);
                }
                case Task.InNamespace _ -> {
                    elsewhere |= depends;
                    dependent(single.key(), depends);
                }
                case Task.Act act
                when act.signature().effect() != Effect.READS -> acted |= depends && replay.has(single.key());
                case Task.Confirm _, Task.Manual _ -> acted |= depends && replay.has(single.key());
                case Task other -> dependent(single.key(), depends);
            }
        }

        private void dependent(TaskKey key, boolean depends) {
            if (depends && replay.has(key)) {
                read.add(key);
            }
        }

        private static Stream<String> mentioned(Expr expr) {
            Stream<String> own = expr instanceof Expr.Local local ? Stream.of(local.name()) : Stream.of();
            return Stream.concat(own, expr.inner().flatMap(DependencyWalk::mentioned));
        }
    }
}
