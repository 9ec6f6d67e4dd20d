package dev.runbook.rehearsal.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JsonTreesTest {
    /** Definitions have them as defaults and in enumerations, custom resources in fields that may be null. */
    @Test
    void maps_and_lists_hold_no_nulls() throws IOException {
        ObjectNode tree = (ObjectNode) JsonTrees.read("""
                {"kind": "Thing", "none": null, "spec": {"default": null, "enum": ["a", null, {"b": null}], "items": [null]}}""".getBytes(StandardCharsets.UTF_8));
        assertEquals(
                Map.of("kind", "Thing", "spec", Map.of("enum", List.of("a", Map.of()), "items", List.of())),
                JsonTrees.toMap(tree));
        assertTrue(tree.has("none"), "the tree stays as it was");
    }
}
