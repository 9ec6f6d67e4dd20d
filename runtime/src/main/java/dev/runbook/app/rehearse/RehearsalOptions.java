package dev.runbook.app.rehearse;

import dev.runbook.app.run.InputValues;
import dev.runbook.port.People;
import dev.runbook.run.plan.Plan;
import java.time.Duration;
import java.util.Optional;

/**
 * What a person wants otherwise than the scenario says.
 *
 * @param inputs go over the scenario's parameters
 * @param installed the chart that is installed before the run: a path, {@code repository/name}, a version of the runbook's chart, or
 *     {@code none}; empty for what the scenario says
 * @param values the file of values that it is installed with
 * @param balancer how long the load balancer takes to give an address, and to let one go; empty for what the scenario says
 * @param cluster where what is there before the run is copied from; empty where the scenario says it
 * @param answers what is answered where the scenario has no answer
 */
public record RehearsalOptions(
        InputValues inputs,
        Optional<String> installed,
        Optional<String> values,
        Optional<Duration> balancer,
        Optional<ClusterSource> cluster,
        AnswersBefore answers) {
    /** All is as the scenario says. */
    public static final RehearsalOptions NONE = new RehearsalOptions(
            InputValues.NONE,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            (person, _) -> person);

    /** Answers before a person is asked. */
    @FunctionalInterface
    public interface AnswersBefore {
        People before(People person, Plan plan);
    }
}
