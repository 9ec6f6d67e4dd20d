package dev.runbook.rehearsal.schema;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.runbook.rehearsal.api.FieldError;
import dev.runbook.rehearsal.api.JsonTrees;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.yaml.snakeyaml.Yaml;

/** The texts are those of API server 1.34 for the same definitions and objects. */
class SchemaRulesTest {
    private static final String FULL = "{num: 3, s: abc, d: 2.5, b: true, m: {a: b}, l: [3, 1, 2], ml: [{k: a, v: 1}],"
            + " ios: 50%, ts: '2024-01-02T03:04:05Z', du: 1h30m, by: aGVsbG8=, namespace: x, a-b.c/d: y, o: {x: 1}}";

    private static ObjectNode yaml(String text) {
        return JsonTrees.fromMap(new Yaml().<Map<String, Object>>load(text));
    }

    private static ObjectNode schema(String rule) {
        return schemaOf("- {rule: " + JsonTrees.sortedText(JsonTrees.object().textNode(rule)) + "}");
    }

    private static ObjectNode schemaOf(String rules) {
        ObjectNode schema = yaml("""
                type: object
                properties:
                  spec:
                    type: object
                    properties:
                      num: {type: integer}
                      s: {type: string}
                      d: {type: number}
                      b: {type: boolean}
                      m: {type: object, additionalProperties: {type: string}}
                      l: {type: array, items: {type: integer}}
                      ml: {type: array, x-kubernetes-list-type: map, x-kubernetes-list-map-keys: [k], items: {type: object,
                           properties: {k: {type: string}, v: {type: integer}},
                           x-kubernetes-validations: [{rule: self.v >= oldSelf.v, message: must not shrink}]}}
                      ios: {x-kubernetes-int-or-string: true}
                      ts: {type: string, format: date-time}
                      du: {type: string, format: duration}
                      by: {type: string, format: byte}
                      namespace: {type: string}
                      a-b.c/d: {type: string}
                      free: {type: object, x-kubernetes-preserve-unknown-fields: true}
                      o: {type: object, properties: {x: {type: integer}}}
                """);
        ((ObjectNode) schema.at("/properties/spec"))
                .set(SchemaRules.RULES, yaml("rules:\n" + rules).path("rules"));
        return schema;
    }

    private static String errors(ObjectNode schema, String spec) {
        return shown(StructuralSchema.of(schema).errors(yaml("spec: " + spec)));
    }

    private static String shown(List<FieldError> errors) {
        return errors.stream().map(FieldError::toString).collect(Collectors.joining(" + "));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '`', quoteCharacter = '#', textBlock = """
            self.num > 2.5
            self.ts.getFullYear() == 2024 && self.ts > timestamp('2020-01-01T00:00:00Z')
            self.du == duration('90m') && self.by == b'hello'
            type(self.ios) == string ? self.ios.endsWith('%') : self.ios < 3
            self.__namespace__ == 'x' && self.a__dash__b__dot__c__slash__d == 'y'
            quantity('1Gi').isGreaterThan(quantity('1G')) && quantity('1') == quantity('1000m')
            quantity('1.5').add(quantity('500m')).compareTo(quantity('2')) == 0
            self.l.map(x, x * 2) == [6, 2, 4] && self.l.sum() == 6 && self.l.max() == 3 && !self.l.isSorted()
            self.l.transformList(i, v, v * i) == [0, 1, 4] && self.l.indexOf(2) == 2
            '%s is %d of %.2f'.format([self.s, self.num, self.d]) == 'abc is 3 of 2.50'
            '1a2b3'.findAll('[0-9]+', 2) == ['1', '2'] && self.s.find('[0-9]+') == ''
            url('https://u@example.com:80/p?a=b&c=d').getHost() == 'example.com:80' && isURL('/x') && !isURL('x')
            url('https://[::1]:80/').getHostname() == '::1' && url('https://x:8/p?a=b').getQuery()['a'] == ['b']
            ip('10.0.0.1').family() == 4 && ip('::1').isLoopback() && !isIP('10.0.0.256') && !isIP('example.com')
            string(ip('2001:db8:0:0:0:0:0:1')) == '2001:db8::1' && !ip.isCanonical('2001:DB8::1')
            cidr('10.0.0.0/8').containsIP('10.1.2.3') && string(cidr('10.1.2.3/8').masked()) == '10.0.0.0/8'
            cidr('10.0.0.0/8').containsCIDR('10.1.0.0/16') && !isCIDR('10.0.0.0/33') && !isCIDR('10.0.0.0')
            !format.dns1123Label().validate(self.s).hasValue() && format.named('uuid').value().validate('x').hasValue()
            sets.contains(self.l, [1]) && self.?o.?x.orValue(5) == 1 && !has(self.free)
            self.ml.exists(e, e.k == 'a' && e.v == 1) && self.m.all(k, self.m[k] == 'b')
            """)
    void what_kubernetes_adds_to_the_language_is_there(String rule) {
        assertEquals("", errors(schema(rule), FULL));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            self.num > 5 | failed rule: self.num > 5
            self.m.x == 'y' | no such key: x evaluating rule: self.m.x == 'y'
            self.m['x'] == 'y' | no such key: x evaluating rule: self.m['x'] == 'y'
            self.l[7] == 1 | index out of bounds: 7 evaluating rule: self.l[7] == 1
            1/(self.num-3) == 1 | division by zero evaluating rule: 1/(self.num-3) == 1
            int(self.s) == 1 | type conversion error from 'string' to 'int' evaluating rule: int(self.s) == 1
            self.s.substring(5) == 'a' | index out of range: 5 evaluating rule: self.s.substring(5) == 'a'
            self.num + 9223372036854775807 > 1 | integer overflow evaluating rule: self.num + 9223372036854775807 > 1
            self.ios > 3 | 'no such overload': call arguments did not match a supported operator, function or macro signature for rule: self.ios > 3
            quantity('a') == quantity('1') | quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$' evaluating rule: quantity('a') == quantity('1')
            """)
    void what_a_rule_refuses_is_said_as_the_real_server_says_it(String rule, String wanted) {
        assertEquals("spec: Invalid value: \"object\": " + wanted, errors(schema(rule), FULL));
    }

    @Test
    void a_rule_says_where_and_why_it_refuses() {
        String rules = """
                - {rule: self.num < 3, message: at most two, fieldPath: .num, reason: FieldValueForbidden}
                - {rule: self.num < 3, messageExpression: '"not " + string(self.num)', message: unused}
                - {rule: self.num < 3, messageExpression: 'self.m.x', message: this one}
                """;
        assertEquals(
                "spec.num: Forbidden: at most two + spec: Invalid value: \"object\": not 3"
                        + " + spec: Invalid value: \"object\": this one",
                errors(schemaOf(rules), FULL));
    }

    @Test
    void rules_are_asked_only_of_what_has_the_right_form() {
        assertEquals(
                "spec.num: Invalid value: \"string\": spec.num in body must be of type integer: \"string\" + <nil>:"
                        + " Invalid value: null: some validation rules were not checked because the object was invalid;"
                        + " correct the existing errors to complete validation",
                errors(schema("self.num > 5"), "{num: x}"));
    }

    @Test
    void a_change_is_compared_with_what_was_there_and_what_did_not_change_is_only_warned_of() {
        List<String> warnings = new ArrayList<>();
        List<FieldError> errors = StructuralSchema.of(schemaOf("""
                        - {rule: 'self.s == oldSelf.s', message: immutable}
                        - {rule: 'oldSelf.?num.orValue(1) < 2', optionalOldSelf: true}
                        """))
                .errors(
                        yaml("spec: {num: 1, s: b, ml: [{k: b, v: 1}, {k: a, v: 1}]}"),
                        yaml("spec: {num: 3, s: a, ml: [{k: a, v: 2}]}"),
                        warnings::add);
        assertEquals(
                "spec: Invalid value: \"object\": immutable"
                        + " + spec: Invalid value: \"object\": failed rule: oldSelf.?num.orValue(1) < 2"
                        + " + spec.ml[1]: Invalid value: \"object\": must not shrink",
                shown(errors));

        StructuralSchema always = StructuralSchema.of(schema("self.num < 2"));
        ObjectNode same = yaml("spec: {num: 3}");
        assertEquals("", shown(always.errors(same, same, warnings::add)));
        assertEquals(List.of("spec: Invalid value: \"object\": failed rule: self.num < 2"), warnings);
    }

    @Test
    void another_order_of_the_same_items_with_keys_is_no_change() {
        StructuralSchema schema = StructuralSchema.of(schema("self.ml == oldSelf.ml"));
        ObjectNode old = yaml("spec: {ml: [{k: a, v: 1}, {k: b, v: 1}]}");

        assertEquals("", shown(schema.errors(yaml("spec: {ml: [{k: b, v: 1}, {k: a, v: 1}]}"), old, none -> {})));
        assertEquals(
                "spec: Invalid value: \"object\": failed rule: self.ml == oldSelf.ml",
                shown(schema.errors(yaml("spec: {ml: [{k: b, v: 2}, {k: a, v: 1}]}"), old, none -> {})));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            self.foo == 1 | compilation failed: ERROR: <input>:1:5: undefined field 'foo'#_; self.foo == 1#_; ....^
            self.num + 's' == 'x' | compilation failed: ERROR: <input>:1:10: found no matching overload for '_+_' applied to '(int, string)'#_; self.num + 's' == 'x'#_; .........^
            self.l.sort() == [1] | compilation failed: ERROR: <input>:1:12: undeclared reference to 'sort' (in container '')#_; self.l.sort() == [1]#_; ...........^
            self.free.q == 1 | compilation failed: ERROR: <input>:1:10: undefined field 'q'#_; self.free.q == 1#_; .........^
            self.s | cel expression must evaluate to a bool
            """)
    void a_definition_whose_rule_does_not_compile_is_refused(String rule, String wanted) {
        ObjectNode definition = JsonTrees.object();
        definition
                .putObject("spec")
                .putArray("versions")
                .addObject()
                .putObject("schema")
                .set("openAPIV3Schema", schema(rule));
        String field = "spec.validation.openAPIV3Schema.properties[spec].x-kubernetes-validations[0].rule";
        assertEquals(
                field + ": Invalid value: {\"Rule\":\"" + rule + "\",\"Message\":\"\",\"MessageExpression\":\"\","
                        + "\"Reason\":null,\"FieldPath\":\"\",\"OptionalOldSelf\":null}: "
                        + wanted.replace("#_;", "\n |"),
                shown(DefinitionExpressions.of(definition).errors()));
    }

    @Test
    void a_rule_that_only_this_cluster_does_not_know_is_named_and_refuses_nothing() {
        ObjectNode schema = schema("semver('1.2.3').major() == 2");
        ObjectNode definition = JsonTrees.object();
        definition
                .putObject("spec")
                .putArray("versions")
                .addObject()
                .putObject("schema")
                .set("openAPIV3Schema", schema);

        assertEquals(
                List.of("semver('1.2.3').major() == 2"),
                DefinitionExpressions.of(definition).notEvaluated());
        assertEquals("", shown(DefinitionExpressions.of(definition).errors()));
        assertEquals("", errors(schema, FULL));
    }
}
