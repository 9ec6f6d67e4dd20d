package dev.runbook.rehearsal.patch;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.runbook.rehearsal.api.JsonTrees;
import dev.runbook.rehearsal.patch.OverwrittenFields.OverwrittenField;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OverwrittenFieldsTest {
    private static Map<String, Object> object(String kind, String team, int number, String value) throws IOException {
        String text = """
            {"kind": "%s", "metadata": {"name": "web", "annotations": {"example.com/team": "%s"}, "managedFields": [
              {"manager": "helm", "operation": "Update", "fieldsV1": {"f:spec": {"f:paused": {}, "f:shared": {}}}},
              {"manager": "kubectl-edit", "operation": "Update", "fieldsV1": {
                "f:metadata": {"f:annotations": {"f:example.com/team": {}}},
                "f:spec": {"f:replicas": {}, "f:shared": {}, "f:items": {"k:{\\"name\\":\\"a\\"}": {".": {}, "f:value": {}}}}}},
              {"manager": "kube-controller-manager", "operation": "Update", "subresource": "status",
                "fieldsV1": {"f:status": {"f:ready": {}}}}]},
             "spec": {"replicas": %d, "paused": %b, "shared": %d, "items": [{"name": "a", "value": "%s"}]},
             "status": {"ready": %d}}
            """.formatted(kind, team, number, number > 2, number, value, number);
        return JsonTrees.toMap((ObjectNode) JsonTrees.read(text.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void what_others_have_set_alone_and_becomes_something_else_is_told() throws IOException {
        assertEquals(
                List.of(
                        new OverwrittenField(
                                "metadata.annotations.example.com/team",
                                "example.com/team",
                                "kubectl-edit",
                                "two",
                                "one",
                                false),
                        new OverwrittenField("spec.replicas", "replicas", "kubectl-edit", "6", "2", false),
                        new OverwrittenField("spec.items[name=\"a\"].value", "value", "kubectl-edit", "x", "y", false)),
                OverwrittenFields.of(object("Deployment", "two", 6, "x"), object("Deployment", "one", 2, "y")));
    }

    @Test
    void what_stays_as_it_was_is_not() throws IOException {
        assertEquals(
                List.of(),
                OverwrittenFields.of(object("Deployment", "two", 6, "x"), object("Deployment", "two", 6, "x")));
    }

    @Test
    void an_object_that_is_made_or_goes_has_none() throws IOException {
        assertEquals(List.of(), OverwrittenFields.of(object("Deployment", "two", 6, "x"), Map.of()));
        assertEquals(List.of(), OverwrittenFields.of(Map.of(), object("Deployment", "two", 6, "x")));
    }

    @Test
    void of_a_secret_nothing_is_said_but_the_field() throws IOException {
        assertEquals(
                List.of(new OverwrittenField("spec.replicas", "replicas", "kubectl-edit", "", "", false)),
                OverwrittenFields.of(object("Secret", "two", 6, "x"), object("Secret", "two", 2, "x")));
    }
}
