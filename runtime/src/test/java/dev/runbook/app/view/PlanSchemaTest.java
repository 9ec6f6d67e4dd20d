package dev.runbook.app.view;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code docs/plan-schema.json} says what {@code plan --json} prints, no more and no less. */
class PlanSchemaTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    static Stream<String> cases() {
        return PlanGoldenTest.cases();
    }

    private static JsonNode schema() throws IOException {
        return JSON.readTree(Path.of("../docs/plan-schema.json").toFile());
    }

    private static JsonNode plan(String name) throws Exception {
        return JSON.readTree(
                PlanJson.of(PlanGoldenTest.plan(name), PlanGoldenTest.rights(name), "a cluster", Optional.empty()));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void every_plan_is_as_the_schema_says(String name) throws Exception {
        assertEquals(List.of(), new SchemaCheck(schema()).problems(plan(name)));
    }

    private static JsonNode foreseen() throws Exception {
        return JSON.readTree(PlanJson.of(
                PlanGoldenTest.plan("update-coder"),
                PlanGoldenTest.rights("update-coder"),
                "a cluster",
                Optional.of(MadeUpForesight.of("recovered"))));
    }

    @Test
    void a_verdict_is_as_the_schema_says() throws Exception {
        assertEquals(List.of(), new SchemaCheck(schema()).problems(foreseen()));
    }

    @Test
    void every_field_of_the_schema_is_in_some_plan() throws Exception {
        SchemaCheck check = new SchemaCheck(schema());
        for (String name : cases().toList()) {
            check.problems(plan(name));
        }
        check.problems(foreseen());
        Set<String> said = new TreeSet<>();
        gather(schema(), "#", said);
        schema().path("$defs").properties().forEach(def -> gather(def.getValue(), "#" + def.getKey(), said));
        assertEquals(said, new TreeSet<>(check.met));
    }

    @Test
    void a_field_that_is_missing_or_unknown_is_found_out() throws Exception {
        ObjectNode plan = (ObjectNode) plan("update-coder");
        plan.remove("title");
        plan.put("more", 1);
        assertEquals(List.of("$ has no title", "$ may not have more"), new SchemaCheck(schema()).problems(plan));
        ((ObjectNode) plan.path("tasks").get(0)).put("verdict", "perhaps");
        assertFalse(new SchemaCheck(schema()).problems(plan).size() == 2);
    }

    private static void gather(JsonNode schema, String place, Set<String> fields) {
        schema.path("properties").properties().forEach(field -> {
            fields.add(place + "/" + field.getKey());
            gather(field.getValue(), place + "/" + field.getKey(), fields);
        });
        if (schema.has("items")) {
            gather(schema.path("items"), place + "/items", fields);
        }
    }
}
