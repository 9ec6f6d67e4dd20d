package dev.runbook.provider.kube;

import dev.runbook.language.failure.Failed;
import dev.runbook.language.value.ResourceId;
import dev.runbook.language.value.Resources;
import dev.runbook.language.value.Value;
import dev.runbook.port.ClusterReader;
import dev.runbook.port.KubeObject;
import dev.runbook.port.Observer;
import dev.runbook.provider.Call;
import java.util.ArrayList;
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
        List<SetMember> members = SetMember.now(call);
        if (members.isEmpty()) {
            SetMember.reportNone(call);
            return Value.FALSE;
        }
        List<ResourceId> ids = members.stream().map(SetMember::id).toList();
        Set<String> workloads = ids.stream()
                .filter(id -> Ownership.workload(id.kind()))
                .map(ResourceId::uid)
                .collect(Collectors.toSet());
        boolean ready = true;
        List<ReadinessResult> verdicts = new ArrayList<>();
        List<ByBeingThere> there = new ArrayList<>();
        for (SetMember member : members) {
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
                ReadinessResult verdict = verdict(call, member.id(), object);
                verdicts.add(verdict);
                ready &= verdict.ready();
                if (verdict.byBeingThere()) {
                    there.add(new ByBeingThere(member.id(), verdict.state()));
                }
            }
        }
        if (ready) {
            // Beside a rollout nobody asks what made a config map ready; of kinds of others it is told.
            boolean all = there.size() == verdicts.size();
            List<ByBeingThere> told =
                    there.stream().filter(one -> all || one.ofOthers()).toList();
            told.stream().findFirst().ifPresent(first -> call.observer().counted(first.words(told.size() - 1)));
        }
        return Value.of(ready);
    }

    /** An object that is ready because it exists. */
    private record ByBeingThere(ResourceId id, String lacking) {
        /** Whether its kind is none of Kubernetes itself. */
        boolean ofOthers() {
            String api = id.apiVersion();
            int slash = api.indexOf('/');
            return slash > 0 && api.indexOf('.') > 0 && !api.substring(0, slash).endsWith(".k8s.io");
        }

        String words(int more) {
            return more == 0
                    ? "%s is ready (%s: it exists)".formatted(id.shortName(), lacking)
                    : "%s and %d more are ready (%s: they exist)".formatted(id.shortName(), more, lacking);
        }
    }

    private static ReadinessResult verdict(Call call, ResourceId id, KubeObject object) throws InterruptedException {
        boolean conditions = !before(call, object) && hasConditions(call, object);
        ReadinessResult verdict = Readiness.of(object, ClusterTime.now(call.world()), () -> conditions);
        if (!verdict.ready() && !Observer.NONE.equals(call.observer())) {
            ReadinessResult explained =
                    verdict.detail().isEmpty() ? verdict.because(podTrouble(call, object)) : verdict;
            call.observer().pending(new Observer.Pending(id, explained.state(), explained.detail()));
        }
        return verdict;
    }

    /** Whether it was there before the change: then nobody has written conditions in all that time. */
    private static boolean before(Call call, KubeObject object) {
        return call.option("before").orElse(Value.NIL) instanceof Resources before
                && before.members().stream().anyMatch(id -> id.uid().equals(object.uid()));
    }

    private static boolean hasConditions(Call call, KubeObject object) throws InterruptedException {
        ClusterReader cluster = call.client(ClusterReader.class);
        Optional<ClusterReader.Kind> kind = cluster.kind(object.apiVersion(), object.kind());
        return kind.isPresent() && cluster.hasConditions(kind.get());
    }

    private static String podTrouble(Call call, KubeObject object) throws InterruptedException {
        if (!Ownership.workload(object.kind())) {
            return "";
        }
        try {
            return PodReadiness.trouble(ReleaseObjects.owned(call.client(ClusterReader.class), object).stream()
                            .filter(o -> o.kind().equals("Pod"))
                            .toList())
                    .orElse("");
        } catch (Failed mayNotLook) {
            return "";
        }
    }
}
