package dev.runbook.action;

import dev.runbook.port.Processes;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Set;

/** {@code resource.restart resources}: has a workload replace its pods, a few at a time. */
public final class ResourceRestart implements Action {
    private static final Set<String> KINDS = Set.of("Deployment", "StatefulSet", "DaemonSet");

    @Override
    public String name() {
        return "resource.restart";
    }

    @Override
    public Intent intent(Call call) {
        return new Intent.Deed("restart the pods of " + ResourceChange.words(call));
    }

    @Override
    public Outcome perform(Call call, Processes.Output output) {
        String now = call.world().clock().now().truncatedTo(ChronoUnit.SECONDS).toString();
        Map<String, Object> annotations = Map.of("kubectl.kubernetes.io/restartedAt", now);
        Map<String, Object> template = Map.of("metadata", Map.of("annotations", annotations));
        return ResourceChange.each(call, "restarted", object -> {
            if (!KINDS.contains(object.kind())) {
                throw ResourceChange.wrong(
                        object.shortName() + " cannot be restarted",
                        "Only deployments, statefulsets and daemonsets replace their own pods.");
            }
            call.world()
                    .writer()
                    .patch(ResourceChange.present(object), "", Map.of("spec", Map.of("template", template)));
            return true;
        });
    }
}
