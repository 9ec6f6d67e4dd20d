package dev.runbook.provider.helm;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.runbook.json.JsonMap;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a values file is told about the chart that it is for, against the one that it was for. */
class ValuesCheckTest {
    private static final Helm.Chart CHART = new Helm.Chart("shop", "2.0.0", "2.0.0", "", List.of("db"));

    @Test
    void a_key_that_the_next_chart_does_not_have_is_told_with_what_is_nearest() {
        assertEquals(
                List.of(
                        "admin: the chart shop 2.0.0 has this key no more; its new key administrator is the nearest: give it the value instead",
                        "ingress.enabled: the chart shop 2.0.0 has this key no more; its new key ingress.enable is the nearest: give it the value instead",
                        "web.replicas: the chart shop 2.0.0 has this key no more; its new key server.replicas is the nearest: give it the value instead",
                        "old: the chart shop 2.0.0 has this key no more, and nothing like it; take it out of the file, or see the chart's notes",
                        "never: the chart shop 2.0.0 has no such key"),
                check(
                        "{admin: me, ingress: {enabled: true}, web: {replicas: 2}, old: 1, never: 1}",
                        "{administrator: '', ingress: {enable: true, host: x}, web: {port: 1}, server: {replicas: 3}}",
                        "{admin: '', ingress: {enabled: true, host: x}, web: {replicas: 3, port: 1}, old: 0}"));
    }

    @Test
    void a_key_that_templates_or_the_schema_read_is_known() {
        StoredChart chart = chart(
                "{}",
                "{{ .Values.web.extra }} {{ toYaml .Values.free | indent 2 }}",
                "{\"properties\": {\"listed\": {\"properties\": {\"inner\": {}}}}}");
        assertEquals(
                List.of(
                        "web.other: the chart shop 2.0.0 has no such key",
                        "listed.none: the chart shop 2.0.0 has no such key"),
                ValuesCheck.findings(
                        Yaml.map("{web: {extra: 1, other: 1}, free: {any: 1}, listed: {inner: 1, none: 1}}", "v.yml"),
                        new ValuesCheck.Against(
                                CHART,
                                "{web: {a: 1}, free: {b: 1}, listed: {c: 1}}",
                                Optional.of(chart),
                                Optional.empty(),
                                Optional.empty())));
    }

    /** Some charts name in their schema what they have no default for. */
    @Test
    void a_key_that_only_the_schemas_name_was_renamed_too() {
        assertEquals(
                List.of(
                        "web.hostName: the chart shop 2.0.0 has this key no more; its new key web.hostname is the nearest: give it the value instead"),
                ValuesCheck.findings(
                        Yaml.map("{web: {hostName: a}}", "v.yml"),
                        new ValuesCheck.Against(
                                CHART,
                                "{web: {port: 1}}",
                                Optional.of(
                                        chart(
                                                "{}",
                                                "",
                                                "{\"properties\": {\"web\": {\"properties\": {\"hostname\": {}, \"port\": {}}}}}")),
                                Optional.empty(),
                                Optional.of(
                                        chart(
                                                "{web: {port: 1}}",
                                                "",
                                                "{\"properties\": {\"web\": {\"properties\": {\"hostName\": {}, \"port\": {}}}}}")))));
    }

    @Test
    void a_table_where_one_value_belongs_and_the_other_way_round_are_told() {
        assertEquals(
                List.of(
                        "image: it is one value, and the chart shop 2.0.0 has a table there with repository, tag: write it in that way",
                        "tls: it is a table, and the chart shop 2.0.0 has one value there: write it in that way",
                        "hosts: it is a list, and the chart shop 2.0.0 has a table there with main: write it in that way"),
                check(
                        "{image: 'mine/web:1', tls: {secret: x}, hosts: [a], annotations: text, both: text, none: {a: 1}}",
                        "{image: {repository: web, tag: '1'}, tls: name, hosts: {main: b}, annotations: {}, both: {a: 1}, none: null}",
                        "{image: 'web:1', tls: {secret: ''}, both: {a: 1}, annotations: {}}"));
    }

    @Test
    void an_image_that_is_older_than_the_charts_own_is_told() {
        assertEquals(
                List.of(
                        "image.tag: \"1.24.0\" is older than 2.0.0, which the chart shop 2.0.0 brings; take it out of the file, or give the newer one",
                        "side: \"mirror.local:5000/x/busy:1.9.1\" is older than 1.10.0, which the chart shop 2.0.0 brings; take it out of the file, or give the newer one",
                        "pg.tag: \"15.1\" is older than 15.4-alpine, which the chart shop 2.0.0 brings; take it out of the file, or give the newer one"),
                check(
                        "{image: {tag: '1.24.0'}, side: 'mirror.local:5000/x/busy:1.9.1', pg: {tag: '15.1'}, new: {tag: v3.0.0},"
                                + " own: 'mine/fork:0.1.0', odd: {tag: stable}, port: 1.5}",
                        "{image: {tag: ''}, side: 'busy:1.10.0', pg: {tag: 15.4-alpine}, new: {tag: v2.9.9}, own: 'web:2.0.0',"
                                + " odd: {tag: 2.0.0}, port: 2.5}",
                        "{}"));
    }

    @Test
    void values_that_are_fine_are_not_talked_of() {
        assertEquals(
                List.of(),
                check(
                        "{replicas: 3, image: {tag: 2.0.1}, annotations: {a: b}, db: {any: 1}, global: {x: 1}, hosts: [x], nothing: null}",
                        "{replicas: 1, image: {tag: 2.0.0}, annotations: {}, hosts: [], nothing: 1}",
                        "{replicas: 1, image: {tag: 1.0.0}, annotations: {}, hosts: [], nothing: 1}"));
    }

    private static List<String> check(String values, String defaults, String before) {
        return ValuesCheck.findings(
                Yaml.map(values, "v.yml"),
                new ValuesCheck.Against(
                        CHART, defaults, Optional.empty(), Optional.empty(), Optional.of(chart(before, "", ""))));
    }

    private static StoredChart chart(String defaults, String template, String schema) {
        return new StoredChart(new JsonMap(Map.of(
                "values",
                Yaml.map(defaults, "values.yaml"),
                "schema",
                base64(schema),
                "templates",
                List.of(Map.of("name", "templates/a.yaml", "data", base64(template))))));
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
