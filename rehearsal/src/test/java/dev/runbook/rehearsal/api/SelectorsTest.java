package dev.runbook.rehearsal.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SelectorsTest {
    private static final Map<String, String> LABELS = Map.of("app", "coder", "tier", "web");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "app=coder | true",
                "app==coder | true",
                "app=other | false",
                "app!=other | true",
                "missing!=x | true",
                "app=coder,tier=db | false",
                "'app=coder, tier in (db, web)' | true",
                "tier notin (db) | true",
                "tier notin (db,web) | false",
                "app | true",
                "missing | false",
                "!missing | true",
                "!app | false",
                "'' | true",
            })
    void a_label_selector_means_what_kubectl_means(String selector, boolean matches) {
        assertEquals(matches, LabelSelector.parse(selector).matches(LABELS));
    }

    @Test
    void an_unreadable_selector_is_a_bad_request() {
        assertEquals(
                400,
                assertThrows(ApiError.class, () -> LabelSelector.parse("app of (a)"))
                        .code());
    }

    @Test
    void a_field_selector_compares_fields_that_the_type_can_be_selected_by() {
        ResourceType pods = new ResourceTypes().known("v1", "Pod");
        ObjectNode pod = JsonTrees.object();
        pod.putObject("metadata").put("name", "a");
        pod.putObject("status").put("phase", "Running");
        assertEquals(
                true,
                FieldSelector.parse(pods, "metadata.name=a,status.phase!=Failed")
                        .matches(pod));
        assertEquals(false, FieldSelector.parse(pods, "status.phase==Pending").matches(pod));
        ApiError refused = assertThrows(ApiError.class, () -> FieldSelector.parse(pods, "spec.hostname=a"));
        assertEquals("field label not supported: spec.hostname", refused.getMessage());
    }
}
