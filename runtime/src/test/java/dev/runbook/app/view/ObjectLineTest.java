package dev.runbook.app.view;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.runbook.app.view.ForesightRow.RowMark;
import dev.runbook.language.value.ResourceId;
import dev.runbook.provider.Impact;
import dev.runbook.rehearsal.shadow.Exchange.ObjectChange;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ObjectLineTest {
    private static final Map<String, Object> BEFORE =
            Map.of("kind", "Service", "metadata", Map.of("name", "web"), "spec", Map.of("type", "ClusterIP"));
    private static final Map<String, Object> AFTER =
            Map.of("kind", "Service", "metadata", Map.of("name", "web"), "spec", Map.of("type", "NodePort"));

    @Test
    void what_was_written_is_what_came_of_it_and_the_rest_what_is_expected() {
        Impact expected = impact("web", "other");
        assertEquals(
                List.of(
                        new ObjectLine(RowMark.CHANGED, "service/web", List.of("type ClusterIP → NodePort")),
                        new ObjectLine(RowMark.NEW, "service/other", List.of())),
                ObjectLine.of(expected, List.of(new ObjectChange(BEFORE, AFTER))));
    }

    @Test
    void what_was_written_and_stays_as_it_is_is_not_new() {
        assertEquals(List.of(), ObjectLine.of(impact("web"), List.of(new ObjectChange(BEFORE, BEFORE))));
    }

    private static Impact impact(String... created) {
        List<ResourceId> objects = List.of(created).stream()
                .map(name -> new ResourceId("v1", "Service", "shop", name, ""))
                .toList();
        return new Impact(objects, List.of(), List.of(), List.of(), List.of());
    }
}
