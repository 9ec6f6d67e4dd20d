package dev.runbook.provider.kube;

import dev.runbook.language.value.Resources;
import dev.runbook.language.value.Value;
import dev.runbook.port.ClusterReader;
import dev.runbook.provider.Call;
import dev.runbook.provider.Lookup;
import dev.runbook.provider.RightsNeeded;

/** A lookup that is asked of resources. */
interface ResourcesLookup extends Lookup {
    @Override
    default Value foreseen(Call call, RightsNeeded needed) throws InterruptedException {
        if (call.receiver().orElse(Value.NIL) instanceof Resources resources) {
            ObjectRights.read(ObjectRights.kinds(resources, call.client(ClusterReader.class)), needed);
        }
        return call.unknown();
    }
}
