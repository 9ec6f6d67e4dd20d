package dev.runbook.run.plan;

import dev.runbook.language.program.CheckedRunbook;
import dev.runbook.language.program.Task;
import dev.runbook.language.signature.Effect;
import dev.runbook.language.value.Value;
import dev.runbook.provider.ReleaseName;
import dev.runbook.run.plan.Forecast.Verdict;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What a run of a runbook with these inputs will do.
 *
 * @param runbook what it was made from
 * @param inputs every input by name; one that was not given is nil
 * @param body the tasks in order
 * @param moves the versions that releases come from and go to, as far as they are known
 * @param unread what of the world could not be read
 * @param troubles what would fail now, in the order of the run
 */
public record Plan(
        CheckedRunbook runbook,
        Map<String, Value> inputs,
        List<PlanNode> body,
        List<Move> moves,
        List<UnreadSource> unread,
        List<ExpectedFailure> troubles) {
    public Plan {
        body = List.copyOf(body);
        moves = List.copyOf(moves);
        unread = List.copyOf(unread);
        troubles = List.copyOf(troubles);
    }

    /** Every node of the plan in the order in which it is drawn: each round of a loop, too. */
    public Stream<PlanNode> nodes() {
        return all(body);
    }

    /** Whether the run will change anything, or may, when all goes well: something to run, or to do by hand. */
    public boolean changes() {
        return changes(body);
    }

    /** The releases that it will change, or may, as far as their names are known before the run. */
    public List<ReleaseName> locks(String defaultNamespace) {
        return nodes().map(PlanNode::forecast)
                .filter(forecast -> forecast.verdict() != Verdict.SKIPPED)
                .flatMap(forecast -> forecast.locks().stream())
                .map(release -> release.orIn(defaultNamespace))
                .distinct()
                .toList();
    }

    /** Whether something that was asked did not answer, so that the plan says less than it was made to say. */
    public boolean lacking() {
        return unread.stream().anyMatch(UnreadSource::due);
    }

    private static boolean changes(List<PlanNode> nodes) {
        return nodes.stream()
                .filter(node -> node.forecast().verdict() != Verdict.SKIPPED)
                .anyMatch(node -> switch (node) {
                    case PlanNode.Step step -> changes(step.body()) || changes(step.ensure());
                    case PlanNode.Choice choice ->
                        choice.arms().stream().anyMatch(Plan::changes) || changes(choice.otherwise());
                    case PlanNode.Loop loop ->
                        changes(loop.body()) || loop.rounds().stream().anyMatch(r -> changes(r.body()));
                    case PlanNode.Procedure procedure -> changes(procedure.body());
                    case PlanNode.Single single -> changes(single.task());
                });
    }

    private static boolean changes(Task task) {
        return switch (task) {
            case Task.Act act -> act.signature().effect() != Effect.READS;
            case Task.Manual _ -> true;
            case Task.Bind _,
                    Task.InNamespace _,
                    Task.WaitUntil _,
                    Task.Pause _,
                    Task.Assert _,
                    Task.Confirm _,
                    Task.Note _,
                    Task.Retry _,
                    Task.Raise _,
                    Task.Fail _,
                    Task.Finish _,
                    Task.Step _,
                    Task.Choice _,
                    Task.Loop _,
                    Task.Procedure _ -> false;
        };
    }

    /** The steps among these nodes, those in branches, loops and procedures too, without the steps inside them. */
    public static Stream<PlanNode.Step> steps(List<PlanNode> nodes) {
        return nodes.stream().flatMap(node -> switch (node) {
            case PlanNode.Step step -> Stream.of(step);
            case PlanNode.Choice choice ->
                Stream.concat(choice.arms().stream().flatMap(Plan::steps), steps(choice.otherwise()));
            case PlanNode.Loop loop -> steps(loop.body());
            case PlanNode.Procedure procedure -> steps(procedure.body());
            case PlanNode.Single _ -> Stream.empty();
        });
    }

    /** Every step, those in rescue clauses too. */
    public Stream<PlanNode.Step> allSteps() {
        return nodes().filter(PlanNode.Step.class::isInstance).map(PlanNode.Step.class::cast);
    }

    /** What stands in a step when all goes well. */
    public static Stream<PlanNode> within(PlanNode.Step step) {
        return all(step.body());
    }

    private static Stream<PlanNode> all(List<PlanNode> nodes) {
        return nodes.stream().flatMap(node -> Stream.concat(Stream.of(node), inner(node)));
    }

    private static Stream<PlanNode> inner(PlanNode node) {
        return switch (node) {
            case PlanNode.Step step ->
                Stream.of(all(step.body()), step.rescues().stream().flatMap(c -> all(c.body())), all(step.ensure()))
                        .flatMap(s -> s);
            case PlanNode.Choice choice ->
                Stream.concat(choice.arms().stream().flatMap(Plan::all), all(choice.otherwise()));
            case PlanNode.Loop loop ->
                Stream.concat(all(loop.body()), loop.rounds().stream().flatMap(r -> all(r.body())));
            case PlanNode.Procedure procedure -> all(procedure.body());
            case PlanNode.Single _ -> Stream.empty();
        };
    }
}
