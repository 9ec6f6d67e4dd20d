package dev.runbook.preflight;

import dev.runbook.action.Actions;
import dev.runbook.action.RunProgram;
import dev.runbook.failure.Failure;
import dev.runbook.failure.FailureClass;
import dev.runbook.plan.Forecast.Verdict;
import dev.runbook.plan.Plan;
import dev.runbook.plan.PlanNode;
import dev.runbook.port.Processes;
import dev.runbook.program.Task;
import java.util.List;

/**
 * The programs of {@code run} that a plan would start and that are not there.
 *
 * @param surely those that the run comes to when all goes well, a failure each
 * @param all each of them, a sentence each
 */
public record MissingPrograms(List<Failure> surely, List<String> all) {
    public MissingPrograms {
        surely = List.copyOf(surely);
        all = List.copyOf(all);
    }

    /**
     * Those of a plan. A program whose arguments are refused is there, and a program that has no name cannot be missing: the
     * step itself says what is wrong with them.
     */
    public static MissingPrograms of(Plan plan, Processes programs) {
        List<String> missing = plan.nodes()
                .filter(node -> lacks(node, programs))
                .map(node -> node.forecast().detail())
                .distinct()
                .toList();
        List<Failure> surely = plan.troubles().stream()
                .filter(trouble -> missing.contains(trouble.why()))
                .map(trouble -> Failure.of(
                        FailureClass.CommandFailed,
                        trouble.why(),
                        "It is needed at step " + trouble.number() + ".",
                        "Nothing has been run. runbook plan shows every step."))
                .toList();
        return new MissingPrograms(surely, missing);
    }

    private static boolean lacks(PlanNode node, Processes programs) {
        return node.task() instanceof Task.Act act
                && Actions.of(act.signature()) instanceof RunProgram
                && node.forecast().verdict() == Verdict.FAILS
                && node.forecast().command().stream()
                        .limit(1)
                        .anyMatch(program -> programs.find(program).isEmpty());
    }
}
