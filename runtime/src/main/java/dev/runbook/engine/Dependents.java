package dev.runbook.engine;

import dev.runbook.catalogue.Effect;
import dev.runbook.plan.PlanNode;
import dev.runbook.program.Expr;
import dev.runbook.program.Task;
import dev.runbook.program.Uses;
import dev.runbook.resume.Past;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What has come, in the rest of a step, of the value of a name.
 *
 * @param read places of what was read, decided or said by it
 * @param acted whether something was begun with it that changes something, or agreed to by a person
 */
record Dependents(List<String> read, boolean acted) {
    static Dependents of(String name, Spot spot) {
        Search search = new Search(name, spot.past());
        spot.ahead().forEach(search::look);
        return new Dependents(List.copyOf(search.read), search.acted);
    }

    private static final class Search {
        private final Set<String> names = new HashSet<>();
        private final List<String> read = new ArrayList<>();
        private final Past past;
        private boolean acted;

        Search(String name, Past past) {
            this.past = past;
            names.add(name);
        }

        void look(PlanNode node) {
            boolean depends =
                    Uses.expressions(node.task()).flatMap(Search::mentioned).anyMatch(names::contains);
            switch (node) {
                case PlanNode.Single single -> single(single, depends);
                // What was done in a step of its own is not taken back.
                case PlanNode.Step step ->
                    acted |= past.entered(step.task().address().toString());
                case PlanNode.Choice choice -> {
                    dependent(choice.key(), depends);
                    choice.arms().forEach(arm -> arm.forEach(this::look));
                    choice.otherwise().forEach(this::look);
                }
                case PlanNode.Loop loop -> {
                    dependent(loop.key(), depends);
                    acted |= depends && past.has(loop.key());
                    loop.body().forEach(this::look);
                }
                case PlanNode.Procedure procedure -> {
                    procedure.task().arguments().stream()
                            .filter(argument -> mentioned(argument.value()).anyMatch(names::contains))
                            .forEach(argument -> names.add(argument.name()));
                    dependent(procedure.key(), depends);
                    procedure.body().forEach(this::look);
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
                case Task.Act act
                when act.signature().effect() != Effect.READS -> acted |= depends && past.has(single.key());
                case Task.Confirm _, Task.Manual _ -> acted |= depends && past.has(single.key());
                case Task other -> dependent(single.key(), depends);
            }
        }

        private void dependent(String key, boolean depends) {
            if (depends && past.has(key)) {
                read.add(key);
            }
        }

        private static Stream<String> mentioned(Expr expr) {
            Stream<String> own = expr instanceof Expr.Local local ? Stream.of(local.name()) : Stream.of();
            return Stream.concat(own, expr.inner().flatMap(Search::mentioned));
        }
    }
}
