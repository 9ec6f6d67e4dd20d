package dev.runbook.provider.kube;

import dev.runbook.language.failure.Failed;
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
import java.util.function.Function;

/**
 * {@code resource.label resources, { … }} and {@code resource.annotate}: sets what stands in the metadata; nil removes
 * one.
 *
 * @param field of the metadata
 * @param done what has been done to an object, in a word
 * @param wanted what the call sets, each checked
 */
record MetadataChange(String name, String field, String done, Function<Call, Map<String, Object>> wanted)
        implements Action {
    static final MetadataChange LABEL =
            new MetadataChange("resource.label", "labels", "labelled", ResourceChange::labels);
    static final MetadataChange ANNOTATE =
            new MetadataChange("resource.annotate", "annotations", "annotated", ResourceChange::annotations);

    @Override
    public Intent intent(Call call) {
        return new Intent.Description(
                "set " + field + " " + ResourceChange.keys(call, 1) + " of " + ResourceChange.words(call));
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
        ObjectRights.change(call, "patch", needed);
    }

    @Override
    public Outcome perform(Call call, Processes.Output output) throws InterruptedException {
        Map<String, Object> patch;
        try {
            patch = Map.of("metadata", Map.of(field, wanted.apply(call)));
        } catch (Failed e) {
            return new Outcome.NotDone(e.failure());
        }
        return ResourceChange.each(call, done, object -> {
            call.client(ClusterWriter.class).patch(ResourceChange.present(object), "", patch);
            return true;
        });
    }
}
