package dev.runbook.action;

import dev.runbook.port.Processes;
import dev.runbook.value.Value;
import java.util.Map;

/** {@code resource.scale resources, replicas}: sets how many pods there are to be. */
public final class ResourceScale implements Action {
    @Override
    public String name() {
        return "resource.scale";
    }

    @Override
    public Intent intent(Call call) {
        String replicas = call.positional().get(1) instanceof Value.Whole(long n) ? String.valueOf(n) : "<replicas>";
        return new Intent.Deed("scale " + ResourceChange.words(call) + " to " + replicas);
    }

    @Override
    public Outcome perform(Call call, Processes.Output output) {
        return ResourceChange.each(call, "scaled", object -> {
            if (!(call.positional().get(1) instanceof Value.Whole(long replicas)) || replicas < 0) {
                throw ResourceChange.wrong("resource.scale needs a number of replicas, 0 or more");
            }
            call.world()
                    .writer()
                    .patch(ResourceChange.present(object), "scale", Map.of("spec", Map.of("replicas", replicas)));
            return true;
        });
    }
}
