package dev.runbook.provider.process;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An error keeps the object, the field and what is wrong, and loses what it shows at length. */
class ErrorSummaryTest {
    private static final String LONG = "x".repeat(200);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "spec.selector: Invalid value: {\"matchLabels\":{\"app\":\"b\"}}: field is immutable | spec.selector: Invalid value: {\"matchLabels\":{\"app\":\"b\"}}: field is immutable",
                "spec.template: Invalid value: core.PodTemplateSpec{Name:\"}\", Labels:map[string]string{\"a\":\"LONG\"}}: field is immutable | spec.template: field is immutable",
                "spec.template: Invalid value: {\"a\":[{\"b\":\"LONG\"}]}: field is immutable && spec.x: Required value | spec.template: field is immutable && spec.x: Required value",
                "patch: Invalid value: \"{\"a\":\"LONG\"}\": json: no | patch: json: no",
                "spec.script: Invalid value: \"LONG\": too long | spec.script: too long",
                "spec.ports[1]: Duplicate value: {\"Name\":\"LONG\"} | spec.ports[1]: Duplicate value",
                "spec.x: Invalid value: {\"cut\":\"short LONG | spec.x: Invalid value: {\"cut\":\"short LONG",
                "spec.ips[0]: Invalid value: []string(nil): may not change | spec.ips[0]: Invalid value: []string(nil): may not change",
                "hooks failed: 1 error occurred: * job a failed: DeadlineExceeded | hooks failed: job a failed: DeadlineExceeded",
            })
    void values_that_are_long_are_left_out(String error, String summary) {
        assertEquals(summary.replace("LONG", LONG), ErrorSummary.of(error.replace("LONG", LONG)));
    }

    @Test
    void what_is_still_long_keeps_both_its_ends() {
        String shortened = ErrorSummary.shortened("begin " + "x ".repeat(1000) + "end");
        assertEquals(603, shortened.length());
        assertEquals("begin", shortened.substring(0, 5));
        assertEquals("end", shortened.substring(600));
    }
}
