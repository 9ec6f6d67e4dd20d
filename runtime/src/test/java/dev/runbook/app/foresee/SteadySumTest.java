package dev.runbook.app.foresee;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.runbook.json.Json;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SteadySumTest {
    private static final String OBJECT =
            "{'metadata': {'name': 'a', 'uid': 'u1', 'resourceVersion': '1', 'annotations': {'b': 'c'}%s}, 'spec': {'replicas': 1, 'd': ['e', 'f']}}";

    private static Map<String, Object> object(String text) throws IOException {
        return Json.object(text.replace('\'', '"'));
    }

    private static String sum(String text) throws IOException {
        return SteadySum.ofObject(object(text));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            'resourceVersion': '1' | 'resourceVersion': '2'
            'resourceVersion': '1' | 'resourceVersion': '1', 'generation': 7
            'annotations': {'b': 'c'} | 'annotations': {'b': 'c', 'deployment.kubernetes.io/revision': '3'}
            'annotations': {'b': 'c'} | 'annotations': {'autoscaling.alpha.kubernetes.io/current-metrics': 'x', 'b': 'c'}
            {'replicas': 1, 'd': ['e', 'f']} | {'d': ['e', 'f'], 'replicas': 1}
            """)
    void what_changes_of_itself_changes_nothing(String was, String is) throws IOException {
        String object = OBJECT.formatted("");
        assertEquals(sum(object), sum(object.replace(was, is)));
        assertEquals(sum(object), sum(object.replaceFirst("}$", ", 'status': {'ready': 1}}")));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            'u1' | 'u2'
            'c' | 'x'
            'replicas': 1 | 'replicas': 2
            ['e', 'f'] | ['f', 'e']
            """)
    void what_somebody_has_changed_changes_it(String was, String is) throws IOException {
        String object = OBJECT.formatted("");
        assertNotEquals(sum(object), sum(object.replace(was, is)));
    }

    @Test
    void replicas_that_another_sets_are_his() throws IOException {
        String scaled = OBJECT.formatted(", 'managedFields': [{'manager': 'k', 'subresource': 'scale'}]");
        assertEquals(sum(scaled), sum(scaled.replace("'replicas': 1", "'replicas': 6")));
        assertNotEquals(sum(scaled), sum(scaled.replace("'e'", "'x'")));
    }

    @Test
    void a_chart_is_the_same_whenever_its_files_were_written() throws IOException {
        String chart = "{'metadata': {'modtime': '1'}, 'templates': [{'name': 'a', 'data': 'b', 'modtime': '1'}]}";
        String sum = SteadySum.ofChart(object(chart));
        assertEquals(sum, SteadySum.ofChart(object(chart.replace("'b', 'modtime': '1'", "'b', 'modtime': '2'"))));
        assertNotEquals(sum, SteadySum.ofChart(object(chart.replace("'b'", "'c'"))));
        assertNotEquals(sum, SteadySum.ofChart(object(chart.replace("{'modtime': '1'}", "{'modtime': '2'}"))));
    }
}
