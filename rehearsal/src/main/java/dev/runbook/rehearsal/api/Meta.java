package dev.runbook.rehearsal.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The metadata of an object: names, labels, owners, finalizers. */
public final class Meta {
    private Meta() {}

    public static ObjectNode of(ObjectNode object) {
        return JsonTrees.child(object, "metadata");
    }

    public static String name(JsonNode object) {
        return JsonTrees.text(object, "metadata", "name");
    }

    public static String namespace(JsonNode object) {
        return JsonTrees.text(object, "metadata", "namespace");
    }

    public static String uid(JsonNode object) {
        return JsonTrees.text(object, "metadata", "uid");
    }

    public static String resourceVersion(JsonNode object) {
        return JsonTrees.text(object, "metadata", "resourceVersion");
    }

    public static long generation(JsonNode object) {
        return JsonTrees.at(object, "metadata", "generation").asLong();
    }

    public static boolean isDeleting(JsonNode object) {
        return JsonTrees.at(object, "metadata").hasNonNull("deletionTimestamp");
    }

    public static List<String> finalizers(JsonNode object) {
        return JsonTrees.texts(JsonTrees.at(object, "metadata", "finalizers"));
    }

    public static void addFinalizer(ObjectNode object, String finalizer) {
        if (!finalizers(object).contains(finalizer)) {
            ObjectNode metadata = of(object);
            ArrayNode list =
                    metadata.get("finalizers") instanceof ArrayNode there ? there : metadata.putArray("finalizers");
            list.add(finalizer);
        }
    }

    public static void removeFinalizer(ObjectNode object, String finalizer) {
        List<String> left =
                finalizers(object).stream().filter(f -> !f.equals(finalizer)).toList();
        if (left.isEmpty()) {
            of(object).remove("finalizers");
        } else {
            ArrayNode list = of(object).putArray("finalizers");
            left.forEach(list::add);
        }
    }

    public static String annotation(JsonNode object, String name) {
        return JsonTrees.text(object, "metadata", "annotations", name);
    }

    public static Map<String, String> labels(JsonNode object) {
        return textMap(JsonTrees.at(object, "metadata", "labels"));
    }

    /** An object of strings as a sorted map. */
    public static Map<String, String> textMap(JsonNode node) {
        Map<String, String> map = new TreeMap<>();
        node.properties()
                .forEach(entry -> map.put(entry.getKey(), entry.getValue().asText()));
        return map;
    }

    public static List<ObjectNode> owners(JsonNode object) {
        return JsonTrees.objects(JsonTrees.at(object, "metadata", "ownerReferences"));
    }

    /** The one owner that controls the object. */
    public static Optional<ObjectNode> controller(JsonNode object) {
        return owners(object).stream()
                .filter(owner -> owner.path("controller").asBoolean())
                .findFirst();
    }

    /** Makes {@code owner} the controlling owner of {@code object}. */
    public static void setController(ObjectNode object, ObjectNode owner) {
        of(object)
                .putArray("ownerReferences")
                .addObject()
                .put("apiVersion", JsonTrees.text(owner, "apiVersion"))
                .put("kind", JsonTrees.text(owner, "kind"))
                .put("name", name(owner))
                .put("uid", uid(owner))
                .put("controller", true)
                .put("blockOwnerDeletion", true);
    }

    /** What the server says of an object that is gone at once. */
    public static ObjectNode deletion(String group, String plural, JsonNode object) {
        ObjectNode status = JsonTrees.object().put("kind", "Status").put("apiVersion", "v1");
        status.putObject("metadata");
        status.put("status", "Success");
        ObjectNode details = status.putObject("details").put("name", name(object));
        if (!group.isEmpty()) {
            details.put("group", group);
        }
        details.put("kind", plural).put("uid", uid(object));
        return status;
    }

    /** Now, as the API writes times: whole seconds. */
    public static String now() {
        return ApiTime.now().toString();
    }
}
