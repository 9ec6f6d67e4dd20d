package dev.runbook.rehearsal.schema;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.runbook.rehearsal.api.FieldError;
import dev.runbook.rehearsal.api.JsonTrees;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.yaml.snakeyaml.Yaml;

/** The texts are those of API server 1.34 for the same definition and objects. */
class StructuralSchemaTest {
    private static final StructuralSchema SCHEMA = StructuralSchema.of(yaml("""
            type: object
            required: [spec]
            properties:
              spec:
                type: object
                properties:
                  min: {type: integer, minimum: 1}
                  xmin: {type: number, minimum: 1, exclusiveMinimum: true}
                  xmax: {type: number, maximum: 1, exclusiveMaximum: true}
                  mul: {type: integer, multipleOf: 5}
                  fine: {type: number, multipleOf: 0.01}
                  minl: {type: string, minLength: 2, maxLength: 4}
                  pat: {type: string, pattern: '^a+$'}
                  mini: {type: array, minItems: 1, maxItems: 2, items: {type: string}}
                  minp: {type: object, minProperties: 1, maxProperties: 2, additionalProperties: {type: integer}}
                  ios: {x-kubernetes-int-or-string: true}
                  any: {type: object, properties: {a: {type: string}}, anyOf: [{required: [a]}, {required: [b]}]}
                  one: {type: object, properties: {a: {type: string}}, oneOf: [{required: [a]}, {required: [b]}]}
                  not: {type: object, properties: {a: {type: string}}, not: {required: [a]}}
                  list: {type: array, x-kubernetes-list-type: map, x-kubernetes-list-map-keys: [k],
                         items: {type: object, required: [k], properties: {k: {type: string}, v: {type: integer}}}}
                  set: {type: array, x-kubernetes-list-type: set, items: {type: string}}
                  date: {type: string, format: date-time}
                  ip: {type: string, format: ipv4}
                  en: {type: integer, enum: [1, 2]}
                  b: {type: boolean}
                  emb: {type: object, x-kubernetes-embedded-resource: true, x-kubernetes-preserve-unknown-fields: true}
                  free: {type: object, x-kubernetes-preserve-unknown-fields: true}
                  deep: {type: object, properties: {l: {type: array,
                         items: {type: object, properties: {x: {type: integer, default: 7}}}}}}
            """));

    private static ObjectNode yaml(String text) {
        return JsonTrees.fromMap(new Yaml().<Map<String, Object>>load(text));
    }

    private static String errors(String object) {
        return SCHEMA.errors(yaml(object)).stream().map(FieldError::toString).collect(Collectors.joining(" + "));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {min: 0} | spec.min: Invalid value: 0: spec.min in body should be greater than or equal to 1
            {min: 1.5} | spec.min: Invalid value: "number": spec.min in body must be of type integer: "number"
            {xmin: 1} | spec.xmin: Invalid value: 1: spec.xmin in body should be greater than 1
            {xmax: 1} | spec.xmax: Invalid value: 1: spec.xmax in body should be less than 1
            {mul: 3} | spec.mul: Invalid value: 3: spec.mul in body should be a multiple of 5
            {minl: a} | spec.minl: Invalid value: "a": spec.minl in body should be at least 2 chars long
            {minl: abcde} | spec.minl: Too long: may not be more than 4 bytes
            {pat: b} | spec.pat: Invalid value: "b": spec.pat in body should match '^a+$'
            {mini: []} | spec.mini: Invalid value: 0: spec.mini in body should have at least 1 items
            {mini: [a, b, c]} | spec.mini: Too many: 3: must have at most 2 items
            {mini: x} | spec.mini: Invalid value: "string": spec.mini in body must be of type array: "string"
            {minp: {}} | spec.minp: Invalid value: 0: spec.minp in body should have at least 1 properties
            {minp: {a: x}} | spec.minp.a: Invalid value: "string": spec.minp.a in body must be of type integer: "string"
            {ios: true} | spec.ios: Invalid value: "boolean": spec.ios in body must be of type integer,string: "boolean"
            {any: {}} | <nil>: Invalid value: "": "spec.any" must validate at least one schema (anyOf) + spec.any.a: Required value
            {one: {}} | <nil>: Invalid value: "": "spec.one" must validate one and only one schema (oneOf). Found none valid + spec.one.a: Required value
            {not: {a: x}} | <nil>: Invalid value: "": "spec.not" must not validate the schema (not)
            {list: [{k: a, v: 1}, {k: a, v: 2}]} | spec.list[1]: Duplicate value: {"k":"a"}
            {list: [{v: 1}]} | spec.list[0].k: Required value
            {set: [a, a]} | spec.set[1]: Duplicate value: "a"
            {date: yesterday} | spec.date: Invalid value: "yesterday": spec.date in body must be of type date-time: "yesterday"
            {ip: 300.1.1.1} | spec.ip: Invalid value: "300.1.1.1": spec.ip in body must be of type ipv4: "300.1.1.1"
            {en: 3} | spec.en: Unsupported value: 3: supported values: "1", "2"
            {b: "true"} | spec.b: Invalid value: "string": spec.b in body must be of type boolean: "string"
            {emb: {other: 1}} | spec.emb.apiVersion: Required value + spec.emb.kind: Required value
            hello | spec: Invalid value: "string": spec in body must be of type object: "string"
            """)
    void what_a_schema_refuses_is_said_as_the_real_server_says_it(String spec, String wanted) {
        assertEquals(wanted, errors("spec: " + spec));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {min: 1.0, fine: 0.07} | {}
            {ios: x, set: [a, b], ip: 10.0.0.1} | {}
            {date: "2026-01-01T00:00:00Z", en: 2, emb: {apiVersion: v1, kind: Foo, other: 1}} | {}
            """)
    void what_fits_is_taken(String spec, String none) {
        assertEquals("", errors("spec: " + spec), none);
    }

    @Test
    void what_is_missing_is_required() {
        assertEquals("spec: Required value", errors("{kind: Probe}"));
    }

    @Test
    void fields_that_no_schema_has_go_but_where_it_keeps_them() {
        ObjectNode object = yaml(
                "{apiVersion: e/v1, kind: P, metadata: {name: a, labels: {x: y}}, junk: 1,"
                        + " spec: {free: {any: {thing: 1}, hosts: [{host: a}]}, deep: {l: [{q: 1}, {x: 2}]}, unknown: 1, minp: {a: 1}}}");

        assertEquals(List.of("junk", "spec.deep.l[0].q", "spec.unknown"), SCHEMA.prune(object));
        assertEquals(
                yaml(
                        "{apiVersion: e/v1, kind: P, metadata: {name: a, labels: {x: y}},"
                                + " spec: {free: {any: {thing: 1}, hosts: [{host: a}]}, deep: {l: [{}, {x: 2}]}, minp: {a: 1}}}"),
                object);
    }

    @Test
    void defaults_are_filled_in_wherever_their_object_is() {
        ObjectNode object = yaml("spec: {deep: {l: [{}, {x: 2}]}}");

        SCHEMA.fill(object);

        assertEquals(yaml("spec: {deep: {l: [{x: 7}, {x: 2}]}}"), object);
    }
}
