package dev.runbook.lookup;

import dev.runbook.action.Call;
import dev.runbook.action.ObjectRights;
import dev.runbook.action.RightsNeeded;
import dev.runbook.value.Resources;
import dev.runbook.value.Value;

/** A lookup that is asked of resources. */
interface ResourcesLookup extends Lookup {
    @Override
    default Value foreseen(Call call, RightsNeeded needed) throws InterruptedException {
        if (call.receiver().orElse(Value.NIL) instanceof Resources resources) {
            needed.read(ObjectRights.kinds(resources, call.world().cluster()));
        }
        return ObjectRights.unknown(call);
    }
}
