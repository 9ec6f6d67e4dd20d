package dev.runbook.provider.kube;

import dev.runbook.port.KubeObject;
import dev.runbook.provider.kube.ObjectConditions.Condition;
import java.util.Optional;

/** Whether a Job is complete. */
final class Jobs {
    private Jobs() {}

    static ReadinessResult readiness(KubeObject object) {
        if (ObjectConditions.of(object, "Complete").filter(Condition::holds).isPresent()) {
            return ReadinessResult.yes();
        }
        Optional<Condition> failed = ObjectConditions.of(object, "Failed").filter(Condition::holds);
        if (failed.isPresent()) {
            return ReadinessResult.not(
                    "failed, and will not be tried again", failed.get().why());
        }
        if (object.text("spec", "suspend").equals(Optional.of("true"))) {
            return ReadinessResult.not("suspended");
        }
        ObjectNumbers numbers = new ObjectNumbers(object);
        long failures = numbers.status("failed");
        return ReadinessResult.not(
                numbers.status("succeeded") + " of " + numbers.spec("completions", 1) + " complete",
                failures == 0 ? "" : failures + " failed so far");
    }
}
