package dev.runbook.provider.kube;

import dev.runbook.language.value.Value;
import dev.runbook.port.ClusterWriter;
import dev.runbook.port.Processes;
import dev.runbook.provider.Action;
import dev.runbook.provider.Call;
import dev.runbook.provider.Evidence;
import dev.runbook.provider.Intent;
import dev.runbook.provider.Outcome;
import dev.runbook.provider.RightsNeeded;
import dev.runbook.provider.StateBefore;
import java.util.Map;
import java.util.Optional;

/** {@code resource.scale resources, replicas}: sets how many pods there are to be. */
public final class ResourceScale implements Action {
    @Override
    public String name() {
        return "resource.scale";
    }

    @Override
    public Intent intent(Call call) {
        String replicas = call.positional().get(1) instanceof Value.Unknown
                ? "<replicas>"
                : String.valueOf(replicas(call.positional().get(1)));
        return new Intent.Description("scale " + ResourceChange.words(call) + " to " + replicas);
    }

    @Override
    public Map<String, Value> meant(Call call) {
        return ObjectIdentity.of(call);
    }

    @Override
    public Call again(Call call, StateBefore before) throws InterruptedException {
        return ObjectIdentity.held(call, before);
    }

    @Override
    public Evidence evidence(Call call, StateBefore before) throws InterruptedException {
        return ObjectIdentity.repeatable(call, before);
    }

    @Override
    public void rights(Call call, RightsNeeded needed) throws InterruptedException {
        ObjectRights.change(call, "patch", Optional.of("scale"), needed);
    }

    @Override
    public Outcome perform(Call call, Processes.Output output) throws InterruptedException {
        return ResourceChange.each(call, "scaled", object -> {
            long replicas = replicas(call.positional().get(1));
            call.client(ClusterWriter.class)
                    .patch(ResourceChange.present(object), "scale", Map.of("spec", Map.of("replicas", replicas)));
            return true;
        });
    }

    /** A number, or the text of one: what was kept in an annotation is a text. */
    private static long replicas(Value value) {
        return switch (value) {
            case Value.Int(long number) when number >= 0 -> number;
            case Value.Text(String text) when text.matches("\\d{1,9}") -> Long.parseLong(text);
            default -> throw ResourceChange.wrong("resource.scale needs a number of replicas, 0 or more");
        };
    }
}
