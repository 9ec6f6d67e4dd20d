package dev.runbook.rehearsal.live;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.runbook.rehearsal.api.JsonTrees;
import dev.runbook.rehearsal.api.Meta;
import dev.runbook.rehearsal.api.ObjectKey;
import dev.runbook.rehearsal.api.ResourceType;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;

/**
 * What was copied from a live cluster. It is in memory alone, and says nothing of what is in it where it is printed.
 *
 * @param version what the server says of itself
 * @param types the kinds that it serves
 * @param read the kinds of which all was read that there is
 * @param missing what could not be copied and why, a sentence each
 * @param when it was read
 */
public record ClusterCopy(
        ObjectNode version,
        List<ResourceType> types,
        SequencedMap<ObjectKey, ObjectNode> objects,
        Set<ResourceType> read,
        List<String> missing,
        Instant when) {
    public ClusterCopy {
        types = List.copyOf(types);
        objects = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(objects));
        read = Set.copyOf(read);
        missing = List.copyOf(missing);
    }

    /** The version of Kubernetes. */
    public String kubernetes() {
        return JsonTrees.text(version, "gitVersion");
    }

    /** How many objects there are. */
    public int size() {
        return objects.size();
    }

    /** The objects of a kind in a namespace, or in all of them when it is empty. */
    public List<Map<String, Object>> of(String group, String kind, String namespace) {
        return objects.entrySet().stream()
                .filter(one -> one.getKey().type().is(group, kind)
                        && (namespace.isEmpty() || one.getKey().namespace().equals(namespace)))
                .map(one -> JsonTrees.toMap(one.getValue()))
                .toList();
    }

    /** The names of the objects of a kind. */
    public List<String> names(String group, String kind) {
        return objects.entrySet().stream()
                .filter(one -> one.getKey().type().is(group, kind))
                .map(one -> Meta.name(one.getValue()))
                .toList();
    }

    @Override
    public String toString() {
        return size() + " objects of a cluster, copied at " + when;
    }
}
