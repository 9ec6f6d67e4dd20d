package dev.runbook.provider.kube;

import dev.runbook.language.value.Value;
import dev.runbook.port.KubeObject;
import dev.runbook.port.Observer;
import dev.runbook.provider.Call;

/** {@code resources.gone?}: whether none of these very objects is there any more. */
public final class ResourcesGone implements ResourcesLookup {
    /** Why an object is still there that nobody has deleted. */
    static final String NOBODY = "nobody has deleted it";

    @Override
    public String name() {
        return "resources.gone?";
    }

    @Override
    public Value read(Call call) throws InterruptedException {
        boolean gone = true;
        for (SetMember member : SetMember.now(call)) {
            // What was not there when the set was made has nothing to lose; an object of its name came later.
            if (member.id().uid().isEmpty()
                    || member.object().filter(o -> !ResourcePolicy.kept(o)).isEmpty()) {
                continue;
            }
            gone = false;
            KubeObject object = member.object().get();
            ReadinessResult going = TerminationState.of(object, ClusterTime.now(call.world()))
                    .orElseGet(() -> new ReadinessResult(false, "still there", NOBODY));
            call.observer().pending(new Observer.Pending(member.id(), going.state(), going.detail()));
        }
        return Value.of(gone);
    }
}
