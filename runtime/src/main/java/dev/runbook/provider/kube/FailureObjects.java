package dev.runbook.provider.kube;

import dev.runbook.language.value.ResourceId;
import dev.runbook.language.value.Value;
import dev.runbook.provider.Call;
import dev.runbook.provider.Lookup;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** {@code failure.objects}: every object that the message of a failure names, as it is now. */
public final class FailureObjects implements Lookup {
    private static final String NONE = "the objects of the failure";

    @Override
    public String name() {
        return "failure.objects";
    }

    @Override
    public Value read(Call call) throws InterruptedException {
        if (!(call.receiver().orElse(Value.NIL) instanceof Value.Entity failure)) {
            return NamedObject.resources(NONE, List.of(), false);
        }
        String namespace =
                failure.field("resource") instanceof Value.Entity named ? FailureObject.text(named, "namespace") : "";
        List<NamedObject> found = new ArrayList<>();
        for (ResourceId object : NamedObjects.all(FailureObject.text(failure, "output"), namespace)) {
            found.add(FailureObject.now(call, object));
        }
        String label = found.stream().map(object -> object.asked().shortName()).collect(Collectors.joining(", "));
        return NamedObject.resources(label.isEmpty() ? NONE : label, found, false);
    }
}
