package dev.runbook.provider.kube;

import dev.runbook.port.KubeObject;
import dev.runbook.provider.kube.Conditions.Condition;
import java.util.Optional;

/** Whether a Job is complete. */
final class Jobs {
    private Jobs() {}

    static Verdict readiness(KubeObject object) {
        if (Conditions.of(object, "Complete").filter(Condition::holds).isPresent()) {
            return Verdict.yes();
        }
        Optional<Condition> failed = Conditions.of(object, "Failed").filter(Condition::holds);
        if (failed.isPresent()) {
            return Verdict.not(
                    "failed, and will not be tried again", failed.get().why());
        }
        if (object.text("spec", "suspend").equals(Optional.of("true"))) {
            return Verdict.not("suspended");
        }
        Numbers numbers = new Numbers(object);
        long failures = numbers.status("failed");
        return Verdict.not(
                numbers.status("succeeded") + " of " + numbers.spec("completions", 1) + " complete",
                failures == 0 ? "" : failures + " failed so far");
    }
}
