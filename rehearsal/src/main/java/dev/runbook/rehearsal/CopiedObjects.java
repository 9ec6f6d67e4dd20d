package dev.runbook.rehearsal;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.runbook.rehearsal.api.JsonTrees;
import dev.runbook.rehearsal.api.Meta;
import dev.runbook.rehearsal.api.ObjectKey;
import dev.runbook.rehearsal.controller.CopiedRevisions;
import dev.runbook.rehearsal.live.ClusterCopy;
import dev.runbook.rehearsal.registry.Registry;
import dev.runbook.rehearsal.registry.WriteOptions;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Puts what was copied from a live cluster into one in memory, as it is: with its UIDs, owners, managers of fields and status. */
record CopiedObjects(Registry registry, ClusterCopy copy) {
    private static final String WAS_DELETED = "deletionTimestamp";

    /** The UIDs of what is there now. */
    Set<String> place() {
        Set<String> uids = new HashSet<>();
        copy.objects().values().forEach(object -> uids.add(Meta.uid(object)));
        for (String namespace : copy.objects().keySet().stream()
                .map(ObjectKey::namespace)
                .filter(name -> !name.isEmpty())
                .distinct()
                .toList()) {
            namespace(namespace);
        }
        copy.objects().forEach((key, object) -> {
            ObjectNode own = object.deepCopy();
            JsonTrees.dropNulls(own);
            keepKnownOwners(own, uids);
            registry.store().put(key, own);
        });
        new CopiedRevisions(registry).settle();
        return uids;
    }

    /** One that could not be read is there none the less. */
    private void namespace(String name) {
        ObjectKey key = registry.types().known("v1", "Namespace").key("", name);
        if (!copy.objects().containsKey(key) && registry.store().get(key).isEmpty()) {
            ObjectNode namespace = JsonTrees.object();
            namespace.putObject("metadata").put("name", name);
            registry.create(key.type(), "", namespace, WriteOptions.INTERNAL);
        }
    }

    /** An owner that was not copied is there in the live cluster, and the collector of garbage would miss it here. */
    private static void keepKnownOwners(ObjectNode object, Set<String> uids) {
        List<ObjectNode> owners = Meta.owners(object);
        if (owners.isEmpty() || JsonTrees.at(object, "metadata").has(WAS_DELETED)) {
            return;
        }
        ArrayNode known = JsonTrees.array();
        owners.stream()
                .filter(owner -> uids.contains(JsonTrees.text(owner, "uid")))
                .forEach(known::add);
        if (known.isEmpty()) {
            Meta.of(object).remove("ownerReferences");
        } else {
            Meta.of(object).set("ownerReferences", known);
        }
    }
}
