package dev.runbook.app.view;

import dev.runbook.run.plan.Forecast;
import dev.runbook.run.plan.PlanNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a plan need not draw: what the run does not come to, and a procedure after a failure that is drawn elsewhere and
 * would be the same there. Of several it draws the one that stands least deep.
 */
final class PlanFolds {
    private final boolean all;
    private final Map<String, ProcedureUse> first = new HashMap<>();
    private final IdentityHashMap<PlanNode.Procedure, ProcedureUse> places = new IdentityHashMap<>();

    /** A procedure in its place, and which of all it is. */
    private record ProcedureUse(int index, PlanNode.Procedure procedure, int depth, boolean back, String shape) {
        /** Whether it is the better one to draw: on the way when all goes well before the ways back, then the flatter. */
        boolean before(ProcedureUse other) {
            return back == other.back ? depth < other.depth : !back;
        }
    }

    /** @param all whether everything is drawn */
    PlanFolds(List<PlanNode> body, boolean all) {
        this.all = all;
        if (!all) {
            look(body, 0, false);
        }
    }

    /** Whether there is anything to say of it. */
    boolean drawn(PlanNode node) {
        if (all) {
            return true;
        }
        return node.forecast().verdict() != Forecast.Verdict.SKIPPED
                && switch (node) {
                    case PlanNode.Choice choice -> branches(choice).anyMatch(this::anything);
                    case PlanNode.Procedure procedure -> anything(procedure.body());
                    case PlanNode.Step _, PlanNode.Loop _, PlanNode.Single _ -> true;
                };
    }

    /** Whether a condition need not be drawn, since it is known what comes of it. */
    boolean decided(Forecast branch) {
        return !all
                && switch (branch.verdict()) {
                    case SKIPPED, RUNS, KNOWN -> true;
                    case DECIDED_LATER, FAILS -> false;
                };
    }

    /** The steps of a procedure and those that it repeats, in words; empty where it is drawn itself. */
    Optional<String> repeated(PlanNode.Procedure procedure) {
        return Optional.ofNullable(places.get(procedure))
                .filter(ProcedureUse::back)
                .flatMap(place ->
                        Optional.ofNullable(first.get(place.shape())).filter(drawn -> drawn.index() != place.index()))
                .map(drawn -> same(
                        numbers(procedure.body()).toList(),
                        numbers(drawn.procedure().body()).toList()))
                .filter(words -> !words.isEmpty());
    }

    private static String same(List<String> here, List<String> there) {
        return here.isEmpty()
                ? ""
                : (here.size() == 1 ? "step " : "steps ") + range(here) + ", the same as " + range(there);
    }

    private static String range(List<String> numbers) {
        return numbers.size() == 1 ? numbers.getFirst() : numbers.getFirst() + " to " + numbers.getLast();
    }

    private boolean anything(List<PlanNode> nodes) {
        return nodes.stream().anyMatch(this::drawn);
    }

    private static Stream<List<PlanNode>> branches(PlanNode.Choice choice) {
        List<List<PlanNode>> taken = new ArrayList<>();
        for (int i = 0; i < choice.arms().size(); i++) {
            if (choice.forecasts().get(i).verdict() != Forecast.Verdict.SKIPPED) {
                taken.add(choice.arms().get(i));
            }
        }
        if (choice.forecasts().getLast().verdict() != Forecast.Verdict.SKIPPED) {
            taken.add(choice.otherwise());
        }
        return taken.stream();
    }

    private void look(List<PlanNode> nodes, int depth, boolean back) {
        nodes.forEach(node -> look(node, depth, back));
    }

    private void look(PlanNode node, int depth, boolean back) {
        switch (node) {
            case PlanNode.Step step -> {
                look(step.body(), depth + 1, back);
                step.rescues().forEach(clause -> look(clause.body(), depth + 1, true));
                look(step.ensure(), depth + 1, back);
            }
            case PlanNode.Choice choice -> branches(choice).forEach(branch -> look(branch, depth + 1, back));
            case PlanNode.Loop loop -> look(loop.body(), depth + 1, back);
            case PlanNode.Procedure procedure -> {
                ProcedureUse place = new ProcedureUse(places.size(), procedure, depth, back, shape(procedure));
                places.put(procedure, place);
                first.merge(place.shape(), place, (old, one) -> one.before(old) ? one : old);
                look(procedure.body(), depth + 1, back);
            }
            case PlanNode.Single _ -> {}
        }
    }

    /** What is planned, without the values that it is given: two of the same shape differ in nothing that a plan decides. */
    private static String shape(PlanNode node) {
        String inside = switch (node) {
            case PlanNode.Step step ->
                step.title() + shape(step.body())
                        + step.rescues().stream()
                                .map(clause -> shape(clause.body()))
                                .collect(Collectors.joining("|"))
                        + "|" + shape(step.ensure());
            case PlanNode.Choice choice ->
                choice.forecasts().stream()
                                .map(branch -> branch.verdict().name())
                                .collect(Collectors.joining(","))
                        + choice.arms().stream().map(PlanFolds::shape).collect(Collectors.joining("|"))
                        + "|" + shape(choice.otherwise());
            case PlanNode.Loop loop -> shape(loop.body());
            case PlanNode.Procedure procedure -> procedure.task().name() + shape(procedure.body());
            case PlanNode.Single _ -> "";
        };
        return node.forecast().verdict() + "(" + inside + ")";
    }

    private static String shape(List<PlanNode> nodes) {
        return nodes.stream().map(PlanFolds::shape).collect(Collectors.joining(","));
    }

    /** The steps directly inside, through everything that has no number. */
    private static Stream<String> numbers(List<PlanNode> nodes) {
        return nodes.stream().flatMap(node -> switch (node) {
            case PlanNode.Step step -> Stream.of(step.number());
            case PlanNode.Choice choice -> branches(choice).flatMap(PlanFolds::numbers);
            case PlanNode.Loop loop -> numbers(loop.body());
            case PlanNode.Procedure procedure -> numbers(procedure.body());
            case PlanNode.Single _ -> Stream.empty();
        });
    }
}
