package dev.runbook.rehearsal.patch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.runbook.rehearsal.api.JsonTrees;
import dev.runbook.rehearsal.api.Meta;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Who owns which fields of an object: its {@code metadata.managedFields}. */
public final class ManagedFields {
    private ManagedFields() {}

    /** One manager's share; the same manager has one for what it applied and one for what it wrote otherwise. */
    record Share(String manager, boolean applied, String subresource, String apiVersion, String time, FieldSet fields) {

        boolean belongsTo(String otherManager, boolean otherApplied, String otherSubresource) {
            return manager.equals(otherManager) && applied == otherApplied && subresource.equals(otherSubresource);
        }

        Share withFields(FieldSet next) {
            return new Share(manager, applied, subresource, apiVersion, time, next);
        }

        /** As conflicts name it. */
        String shown() {
            String part = subresource.isEmpty() ? "" : " with subresource \"" + subresource + "\"";
            return "\"" + manager + "\"" + part + (applied ? "" : " using " + apiVersion);
        }
    }

    /** Records an ordinary write: what changed now belongs to the writer, and to nobody else. */
    public static void recordUpdate(ObjectNode old, ObjectNode next, String manager, String subresource) {
        Set<OwnedFieldPath> changed = new LinkedHashSet<>();
        for (OwnedFieldPath path : FieldSet.of(next).paths()) {
            if (!path.in(next).equals(path.in(old))) {
                changed.add(path);
            }
        }
        if (changed.isEmpty()) {
            return;
        }
        FieldSet taken = new FieldSet(changed);
        List<Share> shares = new ArrayList<>();
        FieldSet own = taken;
        for (Share share : read(next)) {
            if (share.belongsTo(manager, false, subresource)) {
                own = share.fields().plus(taken);
            } else {
                shares.add(share.withFields(share.fields().minus(taken)));
            }
        }
        shares.add(new Share(manager, false, subresource, JsonTrees.text(next, "apiVersion"), Meta.now(), own));
        write(next, shares);
    }

    static List<Share> read(ObjectNode object) {
        List<Share> shares = new ArrayList<>();
        for (JsonNode entry : JsonTrees.at(object, "metadata", "managedFields")) {
            shares.add(new Share(
                    JsonTrees.text(entry, "manager"),
                    JsonTrees.text(entry, "operation").equals("Apply"),
                    JsonTrees.text(entry, "subresource"),
                    JsonTrees.text(entry, "apiVersion"),
                    JsonTrees.text(entry, "time"),
                    FieldSet.read(entry.path("fieldsV1"))));
        }
        return shares;
    }

    static void write(ObjectNode object, List<Share> shares) {
        Meta.of(object).remove("managedFields");
        for (Share share : shares) {
            if (!share.fields().paths().isEmpty()) {
                ObjectNode entry = Meta.of(object)
                        .withArrayProperty("managedFields")
                        .addObject()
                        .put("manager", share.manager())
                        .put("operation", share.applied() ? "Apply" : "Update")
                        .put("apiVersion", share.apiVersion())
                        .put("time", share.time())
                        .put("fieldsType", "FieldsV1");
                entry.set("fieldsV1", share.fields().write());
                if (!share.subresource().isEmpty()) {
                    entry.put("subresource", share.subresource());
                }
            }
        }
    }
}
