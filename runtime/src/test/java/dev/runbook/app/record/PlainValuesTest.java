package dev.runbook.app.record;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A scenario has the values of a release, and none that may be secret. */
class PlainValuesTest {
    @Test
    void what_may_be_secret_is_made_up_and_told() {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("host", "coder.example.com");
        values.put("replicas", 3);
        values.put("adminPassword", "hunter2");
        values.put("pin", Map.of("secretCode", 1234));
        values.put(
                "env", List.of(Map.of("name", "DB_PASSWORD", "value", "word"), Map.of("name", "LANG", "value", "C")));
        PlainValues plain = new PlainValues();
        assertEquals(
                "{host=coder.example.com, replicas=3, adminPassword=made-up, pin={secretCode=made-up}}",
                without(plain.of(values), "env").toString());
        assertEquals(List.of("adminPassword", "pin.secretCode", "env.value"), plain.leftOut());
    }

    private static Map<String, Object> without(Map<String, Object> map, String key) {
        Map<String, Object> copy = new LinkedHashMap<>(map);
        copy.remove(key);
        return copy;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "postgres://coder:word@db/coder",
                "-----BEGIN RSA PRIVATE KEY-----\nabc",
                "ghp_16C7e42F292c6912E7710c838347Ae178B4a",
                "a1b2c3d4e5f6a7b8",
                "dXNlcjpwYXNzd29yZA=="
            })
    void a_text_that_looks_secret_is_left_out_whatever_its_key(String text) {
        PlainValues plain = new PlainValues();
        assertEquals(Map.of("note", "made-up"), plain.of(Map.of("note", text)));
        assertEquals(List.of("note"), plain.leftOut());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"docker.io/coder/coderd:1.16.0", "ClusterIP", "500m", "/var/lib/data", "coder.example.com", ""})
    void an_ordinary_text_stays(String text) {
        assertEquals(Map.of("note", text), new PlainValues().of(Map.of("note", text)));
    }
}
