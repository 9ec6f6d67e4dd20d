package dev.runbook.provider.kube;

import dev.runbook.language.value.Value;
import dev.runbook.port.Observer;
import dev.runbook.provider.Call;
import java.util.Optional;

/** {@code resources.terminating?}: whether any of these very objects is being deleted. */
public final class ResourcesTerminating implements ResourcesLookup {
    @Override
    public String name() {
        return "resources.terminating?";
    }

    @Override
    public Value read(Call call) throws InterruptedException {
        boolean any = false;
        for (SetMember member : SetMember.now(call)) {
            Optional<ReadinessResult> going =
                    member.object().flatMap(o -> TerminationState.of(o, ClusterTime.now(call.world())));
            if (going.isPresent()) {
                any = true;
                call.observer()
                        .pending(new Observer.Pending(
                                member.id(), going.get().state(), going.get().detail()));
            }
        }
        return Value.of(any);
    }
}
