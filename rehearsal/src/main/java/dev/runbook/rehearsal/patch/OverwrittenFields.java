package dev.runbook.rehearsal.patch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.runbook.rehearsal.api.JsonTrees;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What helm takes back that others have set since: fields of other managers that are not as they were any more. */
public final class OverwrittenFields {
    private OverwrittenFields() {}

    /**
     * One of them.
     *
     * @param path as server-side apply names it, without the first point
     * @param name of the field itself
     * @param before what it was; nothing is said of what is in a Secret
     * @param after what it becomes
     * @param gone whether it is there no more
     */
    public record OverwrittenField(
            String path, String name, String manager, String before, String after, boolean gone) {}

    /** Of an object that stays, before and after a write; none where one of them is empty. */
    public static List<OverwrittenField> of(Map<String, Object> before, Map<String, Object> after) {
        if (before.isEmpty() || after.isEmpty()) {
            return List.of();
        }
        ObjectNode old = JsonTrees.fromMap(before);
        ObjectNode next = JsonTrees.fromMap(after);
        boolean secret = JsonTrees.text(old, "kind").equals("Secret");
        List<ManagedFields.Share> shares = ManagedFields.read(old);
        Set<OwnedFieldPath> own = new LinkedHashSet<>();
        shares.stream()
                .filter(share -> isHelm(share.manager()))
                .forEach(share -> own.addAll(share.fields().paths()));
        List<OverwrittenField> overwritten = new ArrayList<>();
        for (ManagedFields.Share share : shares) {
            if (isHelm(share.manager()) || share.subresource().equals("status")) {
                continue;
            }
            for (OwnedFieldPath path : share.fields().paths()) {
                JsonNode was = path.in(old);
                JsonNode becomes = path.in(next);
                if (!own.contains(path) && !path.isItem() && !was.isMissingNode() && !was.equals(becomes)) {
                    overwritten.add(new OverwrittenField(
                            path.toString().substring(1),
                            path.field(),
                            share.manager(),
                            secret ? "" : shown(was),
                            secret ? "" : shown(becomes),
                            becomes.isMissingNode()));
                }
            }
        }
        return overwritten;
    }

    /** Every version of it, and what installs charts by its code, names itself after it. */
    private static boolean isHelm(String manager) {
        return manager.contains("helm") || manager.equals("Go-http-client");
    }

    private static String shown(JsonNode value) {
        return value.isValueNode() ? value.asText() : value.isMissingNode() ? "" : value.toString();
    }
}
