package dev.runbook.provider.kube;

import dev.runbook.language.value.Value;
import dev.runbook.port.KubeObject;
import dev.runbook.port.Observer;
import dev.runbook.provider.Call;
import java.util.List;

/** {@code resources.addresses?}: whether every object that a load balancer owes an address has one. */
public final class ResourcesAddressed implements ResourcesLookup {
    @Override
    public String name() {
        return "resources.addresses?";
    }

    @Override
    public Value read(Call call) throws InterruptedException {
        List<SetMember> members = SetMember.now(call);
        if (members.isEmpty()) {
            SetMember.reportNone(call);
            return Value.FALSE;
        }
        List<SetMember> owed = members.stream()
                // What a lost service would have been is not known: it counts, or the loss would go unseen.
                .filter(m -> m.object().map(Addresses::owed).orElse(of(m, "Service") || of(m, "Gateway")))
                .toList();
        // An ingress has an address only where a controller serves it and reports one: among others it owes none.
        boolean ingresses = members.stream().allMatch(m -> of(m, "Ingress"));
        List<SetMember> asked = ingresses ? members : owed;
        boolean all = true;
        for (SetMember member : asked) {
            all &= addressed(call, member);
        }
        return Value.of(all);
    }

    private static boolean of(SetMember member, String kind) {
        return member.id().kind().equals(kind);
    }

    private static boolean addressed(Call call, SetMember member) throws InterruptedException {
        if (member.object().isEmpty()) {
            member.reportAbsent(call);
            return false;
        }
        KubeObject object = member.object().get();
        ReadinessResult going = TerminationState.of(object, ClusterTime.now(call.world()))
                .orElseGet(() -> new ReadinessResult(!Addresses.of(object).isEmpty(), "no address yet", ""));
        if (!going.ready()) {
            call.observer().pending(new Observer.Pending(member.id(), going.state(), going.detail()));
        }
        return going.ready();
    }
}
