package dev.runbook.provider.helm;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.runbook.provider.kube.Yaml;
import org.junit.jupiter.api.Test;

class DifferingFieldsTest {
    private static final String SET =
            "{apiVersion: apps/v1, kind: StatefulSet, metadata: {name: db}, spec: {serviceName: %s, replicas: %s}}";

    @Test
    void only_what_cannot_be_changed_is_told_with_both_values() {
        assertEquals(
                "spec.serviceName (db → db-headless)", of(SET.formatted("db", 1), SET.formatted("db-headless", 3)));
        assertEquals("", of(SET.formatted("db", 1), SET.formatted("db", 3)), "replicas may always be changed");
    }

    @Test
    void what_the_server_fills_in_and_the_chart_leaves_out_is_no_difference() {
        assertEquals("", of("{spec: {clusterIP: 10.0.0.1, type: ClusterIP}}", "{spec: {type: ClusterIP}}"));
    }

    @Test
    void of_what_is_sealed_the_data_is_told_and_of_a_secret_only_the_keys() {
        assertEquals(
                "data.a (1 → 2), data.gone (x → nothing)",
                of(
                        "{kind: ConfigMap, immutable: true, data: {a: '1', gone: x}}",
                        "{kind: ConfigMap, immutable: true, data: {a: '2'}}"));
        assertEquals(
                "data.password",
                of(
                        "{kind: Secret, immutable: true, data: {user: YQ==, password: Yg==}}",
                        "{kind: Secret, immutable: true, stringData: {user: a, password: c}}"));
        assertEquals("", of("{kind: ConfigMap, data: {a: '1'}}", "{kind: ConfigMap, data: {a: '2'}}"));
    }

    @Test
    void an_empty_list_is_as_good_as_none() {
        assertEquals("roleRef.name (a → b)", of("{roleRef: {name: a}}", "{roleRef: {name: b}, subjects: []}"));
    }

    @Test
    void many_differences_are_counted_and_long_values_cut() {
        assertEquals(
                "spec.a (nothing → 1), spec.b (nothing → 2), spec.c (nothing → 3) and 1 more",
                of("{spec: {}}", "{spec: {a: 1, b: 2, c: 3, d: 4}}"));
        assertEquals(
                "spec.a (x → " + "y".repeat(40) + "…)", of("{spec: {a: x}}", "{spec: {a: " + "y".repeat(50) + "}}"));
    }

    private static String of(String live, String rendered) {
        return DifferingFields.of(Yaml.object(live), Yaml.object(rendered));
    }
}
