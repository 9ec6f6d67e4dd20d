package dev.runbook.provider.kube;

import dev.runbook.language.value.Value;
import dev.runbook.port.Clock;
import dev.runbook.port.ClusterWriter;
import dev.runbook.port.Processes;
import dev.runbook.provider.Action;
import dev.runbook.provider.Call;
import dev.runbook.provider.Evidence;
import dev.runbook.provider.Intent;
import dev.runbook.provider.Outcome;
import dev.runbook.provider.RightsNeeded;
import dev.runbook.provider.StateBefore;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Set;

/** {@code resource.restart resources}: has a workload replace its pods, a few at a time. */
public final class ResourceRestart implements Action {
    private static final String RESTARTED_AT = "kubectl.kubernetes.io/restartedAt";
    private static final Set<String> KINDS = Set.of("Deployment", "StatefulSet", "DaemonSet");

    @Override
    public String name() {
        return "resource.restart";
    }

    @Override
    public Intent intent(Call call) {
        return new Intent.Description("restart the pods of " + ResourceChange.words(call));
    }

    @Override
    public void rights(Call call, RightsNeeded needed) throws InterruptedException {
        ObjectRights.change(call, "patch", needed);
    }

    @Override
    public Outcome perform(Call call, Processes.Output output) throws InterruptedException {
        Map<String, Object> annotations = Map.of(RESTARTED_AT, now(call));
        Map<String, Object> template = Map.of("metadata", Map.of("annotations", annotations));
        return ResourceChange.each(call, "restarted", object -> {
            if (!KINDS.contains(object.kind())) {
                throw ResourceChange.wrong(
                        object.shortName() + " cannot be restarted",
                        "Only deployments, statefulsets and daemonsets replace their own pods.");
            }
            call.client(ClusterWriter.class)
                    .patch(ResourceChange.present(object), "", Map.of("spec", Map.of("template", template)));
            return true;
        });
    }

    @Override
    public String mark(Call call) {
        return now(call);
    }

    @Override
    public Map<String, Value> meant(Call call) {
        return ObjectIdentity.of(call);
    }

    @Override
    public Call again(Call call, StateBefore before) throws InterruptedException {
        return ObjectIdentity.held(call, before);
    }

    /** The time that stands at the pods' template is that of the last restart. */
    @Override
    public Evidence evidence(Call call, StateBefore before) throws InterruptedException {
        Evidence objects = ObjectIdentity.repeatable(call, before);
        if (objects instanceof Evidence.Another || before.mark().isEmpty()) {
            return objects instanceof Evidence.Another
                    ? objects
                    : new Evidence.Undetermined("the journal does not say when it was begun");
        }
        boolean all = ObjectIdentity.find(call, before).same().stream()
                .allMatch(object -> object.text("spec", "template", "metadata", "annotations", RESTARTED_AT)
                        .filter(at -> at.compareTo(before.mark()) >= 0)
                        .isPresent());
        return all
                ? new Evidence.Present("the pods were restarted since " + before.mark())
                : new Evidence.Absent("not all of them were restarted since " + before.mark());
    }

    private static String now(Call call) {
        return call.client(Clock.class).now().truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
