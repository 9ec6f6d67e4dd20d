package dev.runbook.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Passwords in values and by names are never shown, and what is none stays readable. */
class PrivateTextTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            postgres://u:hunter2@h/db                      | postgres://…@h/db
            postgres://u:hun/ter2@h/db                     | postgres://…@h/db
            postgres://u:hun@ter2@h/db                     | postgres://…@h/db
            amqp://hunter2@h:5672, redis://:hunter2@r      | amqp://…@h:5672, redis://…@r
            https://h:8080/a@b                             | https://h:8080/a@b
            https://registry.example.com/@scope/name       | https://registry.example.com/@scope/name
            registry.example.com/coder@sha256:0a1b         | registry.example.com/coder@sha256:0a1b
            host=h user=u password=hunter2 dbname=d        | host=h user=u password=… dbname=d
            jdbc:postgresql://h/db?user=u&password=hunter2&ssl=true | jdbc:postgresql://h/db?user=u&password=…&ssl=true
            {"db_password": "hunter 2", "port": 1}         | {"db_password": …, "port": 1}
            api-key: hunter2                               | api-key: …
            --db-password hunter2 --port 1                 | --db-password … --port 1
            nginx:1.25                                     | nginx:1.25
            """)
    void what_a_value_has_of_a_secret_is_left_out(String value, String shown) {
        assertEquals(shown, PrivateText.shown(value));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "spec.template.spec.containers[web].env[DB_PASSWORD].value",
                ".spec.template.spec.containers[name=\"web\"].env[name=\"API_KEY\"].value",
                "data.SESSION_TOKEN",
                "data.password.txt",
                "data['db.passwd']",
                "['client_secret']",
                "spec.apiKey",
                "spec.signingKey",
                "[COOKIE_KEY].value"
            })
    void names_tell_secrets(String path) {
        assertTrue(PrivateText.isSecretPath(path), path);
        assertEquals("", PrivateText.change(path, "hunter1", "hunter2", UnaryOperator.identity()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "spec.volumes[0].secret.secretName",
                "spec.template.spec.containers[web].env[LOG_LEVEL].value",
                "valueFrom.secretKeyRef.key",
                "spec.topologyKey",
                "tokenExpirationSeconds",
                "data.monkey",
                "image"
            })
    void what_only_speaks_of_secrets_is_shown(String path) {
        assertFalse(PrivateText.isSecretPath(path), path);
        assertEquals("a → b", PrivateText.change(path, "a", "b", UnaryOperator.identity()));
    }

    @Test
    void a_change_of_nothing_but_a_password_says_nothing() {
        assertEquals(
                "", PrivateText.change("data.URL", "postgres://u:a@h", "postgres://u:b@h", UnaryOperator.identity()));
        assertEquals(
                "true → false",
                PrivateText.change("automountServiceAccountToken", "true", "false", UnaryOperator.identity()));
    }
}
