package dev.runbook.plan;

import dev.runbook.program.CheckedRunbook;
import dev.runbook.value.Value;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What a run of a runbook with these inputs will do.
 *
 * @param runbook what it was made from
 * @param inputs every input by name; one that was not given is nil
 * @param body the tasks in order
 */
public record Plan(CheckedRunbook runbook, Map<String, Value> inputs, List<PlanNode> body) {
    public Plan {
        body = List.copyOf(body);
    }

    /** Every node of the plan, in the order in which it is drawn. */
    public Stream<PlanNode> nodes() {
        return body.stream().flatMap(Plan::within);
    }

    private static Stream<PlanNode> within(PlanNode node) {
        Stream<PlanNode> inner = switch (node) {
            case PlanNode.Step step ->
                Stream.of(
                                step.body().stream(),
                                step.rescues().stream().flatMap(c -> c.body().stream()),
                                step.ensure().stream())
                        .flatMap(s -> s);
            case PlanNode.Choice choice ->
                Stream.concat(choice.arms().stream().flatMap(List::stream), choice.otherwise().stream());
            case PlanNode.Loop loop -> loop.body().stream();
            case PlanNode.Procedure procedure -> procedure.body().stream();
            case PlanNode.Single _ -> Stream.<PlanNode>empty();
        };
        return Stream.concat(Stream.of(node), inner.flatMap(Plan::within));
    }
}
