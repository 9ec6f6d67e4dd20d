package dev.runbook.lookup;

import dev.runbook.action.Call;
import dev.runbook.failure.Failed;
import dev.runbook.kube.Ownership;
import dev.runbook.kube.Pods;
import dev.runbook.kube.Readiness;
import dev.runbook.kube.Verdict;
import dev.runbook.port.ClusterReader;
import dev.runbook.port.KubeObject;
import dev.runbook.port.Observer;
import dev.runbook.value.ResourceId;
import dev.runbook.value.Value;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** {@code resources.ready?}: whether every object of the set is there and ready. */
public final class ResourcesReady implements ResourcesLookup {
    @Override
    public String name() {
        return "resources.ready?";
    }

    @Override
    public Value read(Call call) throws InterruptedException {
        List<Member> members = Member.now(call);
        if (members.isEmpty()) {
            Member.reportNone(call);
            return Value.FALSE;
        }
        List<ResourceId> ids = members.stream().map(Member::id).toList();
        Set<String> workloads = ids.stream()
                .filter(id -> Ownership.workload(id.kind()))
                .map(ResourceId::uid)
                .collect(Collectors.toSet());
        boolean ready = true;
        for (Member member : members) {
            if (member.object().isEmpty()) {
                // Pods come and go with a rollout; whether there are enough of them, their workload says.
                boolean passing = !member.id().uid().isEmpty() && Ownership.madeBySomeOf(member.id(), ids);
                if (!passing) {
                    member.reportAbsent(call);
                    ready = false;
                }
                continue;
            }
            KubeObject object = member.object().get();
            if (Ownership.owners(object).stream().noneMatch(workloads::contains)) {
                ready &= ready(call, member.id(), object);
            }
        }
        return Value.of(ready);
    }

    private static boolean ready(Call call, ResourceId id, KubeObject object) throws InterruptedException {
        boolean conditions = hasConditions(call, object);
        Verdict verdict = Readiness.of(object, call.world().clusterTime(), () -> conditions);
        if (!verdict.ready() && !Observer.NONE.equals(call.observer())) {
            Verdict explained = verdict.detail().isEmpty() ? verdict.because(podTrouble(call, object)) : verdict;
            call.observer().pending(new Observer.Pending(id, explained.state(), explained.detail()));
        }
        return verdict.ready();
    }

    private static boolean hasConditions(Call call, KubeObject object) throws InterruptedException {
        ClusterReader cluster = call.world().cluster();
        Optional<ClusterReader.Kind> kind = cluster.kind(object.apiVersion(), object.kind());
        return kind.isPresent() && cluster.hasConditions(kind.get());
    }

    private static String podTrouble(Call call, KubeObject object) throws InterruptedException {
        if (!Ownership.workload(object.kind())) {
            return "";
        }
        try {
            return Pods.trouble(ReleaseObjects.owned(call.world().cluster(), object).stream()
                            .filter(o -> o.kind().equals("Pod"))
                            .toList())
                    .orElse("");
        } catch (Failed mayNotLook) {
            return "";
        }
    }
}
