package dev.runbook.rehearsal.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.runbook.rehearsal.api.FieldSelector;
import dev.runbook.rehearsal.api.LabelSelector;
import dev.runbook.rehearsal.api.Meta;
import dev.runbook.rehearsal.api.ObjectKey;

/** Which objects a list, a watch or a deletion of many is about. */
record ObjectSelector(ResourcePath path, LabelSelector labels, FieldSelector fields) {

    static ObjectSelector of(ResourcePath path, ApiRequest request) {
        return new ObjectSelector(
                path,
                LabelSelector.parse(request.query("labelSelector")),
                FieldSelector.parse(path.type(), request.query("fieldSelector")));
    }

    boolean covers(ObjectKey key) {
        return key.type().equals(path.type())
                && (path.namespace().isEmpty() || path.namespace().equals(key.namespace()))
                && (path.name().isEmpty() || path.name().equals(key.name()));
    }

    boolean matches(ObjectNode object) {
        return labels.matches(Meta.labels(object)) && fields.matches(object);
    }
}
