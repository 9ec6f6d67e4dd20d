package dev.runbook.app.foresee;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.runbook.json.Json;
import dev.runbook.rehearsal.shadow.Exchange.ObjectChange;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What of an object tells one state from another: for what is stored, for what it does, and for who comes back to it. */
class ComparedStateTest {
    private static final String OBJECT = """
            {"kind": "Deployment", "metadata": {"name": "web", "resourceVersion": "1", "generation": 1,
             "labels": {"a": "b"}, "annotations": {"deployment.kubernetes.io/revision": "1"},
             "managedFields": [{"manager": "k", "subresource": "scale"}]},
             "spec": {"replicas": 1, "image": "web:1"}, "status": {"readyReplicas": 1}}""";

    private static Map<String, Object> object(String text) throws IOException {
        Map<String, Object> object = new LinkedHashMap<>();
        Json.whole(text).forEach((name, value) -> object.put(String.valueOf(name), value));
        return object;
    }

    /** Whether it is the same to the server, in what it does, and to a saved plan. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            "resourceVersion": "1" | "resourceVersion": "2" | true | true | true
            "generation": 1 | "generation": 2 | true | true | true
            "readyReplicas": 1 | "readyReplicas": 0 | true | true | true
            kubernetes.io/revision": "1" | kubernetes.io/revision": "2" | false | true | true
            "a": "b" | "a": "c" | false | true | false
            "replicas": 1 | "replicas": 2 | false | false | true
            web:1 | web:2 | false | false | false
            """)
    void which_part_matters_to_whom(String was, String is, boolean stored, boolean does, boolean steady)
            throws IOException {
        ObjectChange change = new ObjectChange(object(OBJECT), object(OBJECT.replace(was, is)));
        assertEquals(stored, ComparedState.isSame(change), "stored");
        assertEquals(does, ComparedState.doesTheSame(change), "does");
        assertEquals(
                steady,
                ComparedState.steady(change.before()).equals(ComparedState.steady(change.after())),
                "set by somebody");
    }
}
