package dev.runbook.language.eval;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.runbook.app.composition.ShippedProviders;
import dev.runbook.language.check.Checked;
import dev.runbook.language.check.Checker;
import dev.runbook.language.check.Loader;
import dev.runbook.language.failure.Failed;
import dev.runbook.language.failure.Failure;
import dev.runbook.language.failure.FailureClass;
import dev.runbook.language.program.Expr;
import dev.runbook.language.program.Task;
import dev.runbook.language.value.SemanticVersion;
import dev.runbook.language.value.Value;
import dev.runbook.source.Source;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Expressions over {@code text}, {@code absent}, {@code later} (not known yet), {@code v} (1.15.0) and others. */
class EvaluatorTest {
    private static final String INPUTS = """
            runbook "A"
            param :text,   "A text",     optional: true
            param :absent, "Not given",  optional: true
            param :later,  "Not known",  optional: true
            param :number, "Not known",  type: :integer, optional: true
            param :v,      "A version",  type: :version, optional: true
            param :huge,   "A number",   type: :integer, optional: true
            """;
    private static final Map<String, Value> VALUES = Map.of(
            "text",
            Value.of("one two"),
            "absent",
            Value.NIL,
            "later",
            new Value.Unknown("<later>", "known after \"Begin\""),
            "number",
            new Value.Unknown("<number>", "known after \"Begin\""),
            "huge",
            Value.of(Long.MAX_VALUE),
            "v",
            new Value.Version(SemanticVersion.parse("1.15.0").orElseThrow()));

    private final List<String> asked = new ArrayList<>();

    private Expr parse(String expression) {
        Loader alone = (from, path) -> new Loader.Loaded.NotFound("there is no such file", List.of());
        Checked checked = Checker.check(
                Source.of("a.rb", INPUTS + "x = " + expression + "\nnote \"#{x}\"\n"),
                alone,
                ShippedProviders.ALL.catalogue());
        Checked.Sound sound = assertInstanceOf(Checked.Sound.class, checked, checked::toString);
        return assertInstanceOf(Task.Bind.class, sound.runbook().body().getFirst())
                .value();
    }

    private Value evaluate(String expression) throws InterruptedException {
        Reader reader = request -> {
            asked.add(request.text());
            if (request.positional().contains(Value.of("missing"))) {
                throw new Failed(Failure.of(FailureClass.CommandFailed, "it is missing"));
            }
            return Value.TRUE;
        };
        return new Evaluator(reader).evaluate(parse(expression), Scope.of(VALUES, Value.of("default")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "\"a#{text}b\" ; \"aone twob\"",
                "\"#{absent}\" ; \"\"",
                "1 + 2 - 4 ; -1",
                "10.minutes + 30.seconds ; 10m30s",
                "90.seconds == 1.minute ; false",
                "[1, 2] + [3] - [2] ; [1, 3]",
                "v > \"1.9\" ; true",
                "v == \"1.15.0\" ; true",
                "v == \"1.15\" ; true",
                "\"1.9\" < v ; true",
                "v.minor + 1 ; 16",
                "v.prerelease? ; false",
                "text =~ /t.o/ ; true",
                "text !~ /three/ ; true",
                "text.size ; 7",
                "text.start_with?(\"one\") ; true",
                "[\"a\", \"b\"].join(\"-\") ; \"a-b\"",
                "[\"a\", \"b\"].last ; \"b\"",
                "[\"a\"].include?(\"a\") ; true",
                "{ \"a\" => 1 }.include?(\"a\") ; true",
                "given?(text) ; true",
                "given?(absent) ; false",
                "absent == nil ; true",
                "!given?(absent) ; true",
                "given?(absent) && given?(text) ; false",
                "given?(absent) || given?(text) ; true",
            })
    void an_expression_has_a_value(String expression, String value) throws InterruptedException {
        assertEquals(value, ValueText.quoted(evaluate(expression)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "\"a#{later}b\" ; a<later>b",
                "later.size ; <later.size>",
                "number + 1 ; <number + 1>",
                "number > 1 ; <number > 1>",
                "later == \"x\" ; <later == \"x\">",
                "given?(later) ; <later>",
                "!given?(later) ; <later>",
                "given?(later) && given?(text) ; <later>",
                "given?(text) && given?(later) ; <later>",
                "given?(later) || given?(absent) ; <later>",
                "file.exists?(later) ; <file.exists?(later)>",
            })
    void what_depends_on_the_unknown_is_unknown_for_the_same_reason(String expression, String label)
            throws InterruptedException {
        assertEquals(new Value.Unknown(label, "known after \"Begin\""), evaluate(expression));
        assertEquals(List.of(), asked);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "given?(later) && given?(absent) ; false",
                "given?(absent) && given?(later) ; false",
                "given?(later) || given?(text) ; true",
                "given?(text) || given?(later) ; true",
            })
    void the_known_side_of_and_and_or_can_settle_it(String expression, String value) throws InterruptedException {
        assertEquals(value, ValueText.quoted(evaluate(expression)));
    }

    @Test
    void the_right_side_is_not_asked_when_the_left_one_settles_it() throws InterruptedException {
        assertEquals(Value.FALSE, evaluate("given?(absent) && file.exists?(\"missing\")"));
        assertEquals(Value.TRUE, evaluate("given?(text) || file.exists?(\"missing\")"));
        assertEquals(List.of(), asked);
    }

    @Test
    void a_lookup_that_fails_is_a_failure_also_beside_the_unknown() {
        assertThrows(Failed.class, () -> evaluate("file.exists?(\"missing\")"));
        assertThrows(Failed.class, () -> evaluate("given?(later) && file.exists?(\"missing\")"));
    }

    @Test
    void a_field_of_nothing_says_how_to_ask_first() {
        Failed failed = assertThrows(Failed.class, () -> evaluate("absent.size"));
        assertEquals(
                "nil has no size, in absent.size (a.rb:8:5)", failed.failure().summary());
        assertTrue(failed.failure().advice().getFirst().contains("given?(name)"));
    }

    @Test
    void numbers_that_are_too_large_are_a_failure_and_no_crash() {
        Failed failed = assertThrows(Failed.class, () -> evaluate("huge + 1"));
        assertTrue(
                failed.failure().summary().contains("too large"),
                failed.failure().summary());
        assertThrows(Failed.class, () -> evaluate("huge.days"));
    }

    @Test
    void what_is_no_version_cannot_be_compared_with_one() {
        Failed failed = assertThrows(Failed.class, () -> evaluate("v > text"));
        assertEquals(
                "cannot compare 1.15.0 with \"one two\" in v > text (a.rb:8:5)",
                failed.failure().summary());
    }

    @Test
    void a_check_can_say_the_sides_that_it_compared() throws InterruptedException {
        ComparedValues sides = new ComparedValues();
        new Evaluator(request -> Value.NIL)
                .watchedBy(sides)
                .bool(parse("v >= \"1.2\" && text.size > 9"), Scope.of(VALUES, Value.NIL));
        assertEquals("v is 1.15.0, text.size is 7", sides.text());
    }

    @Test
    void an_inner_scope_sees_the_outer_one_and_not_the_other_way() {
        Scope outer = Scope.of(new LinkedHashMap<>(), Value.of("default"));
        Scope inner = outer.inner();
        outer.bind("a", Value.of(1));
        inner.bind("b", Value.of(2));
        inner.enterNamespace(Value.of("coder"));
        assertEquals(Value.of(1), inner.get("a"));
        assertEquals(Value.of("default"), outer.namespace());
        assertThrows(IllegalStateException.class, () -> outer.get("b"));
    }

    @Test
    void a_caught_failure_has_its_fields_and_captures() {
        Scope scope = Scope.of(Map.of(), Value.NIL);
        Failure failure = Failure.of(FailureClass.CommandFailed, "it broke");
        scope.bindFailure("failure", failure, Map.of("name", Value.of("coderd")), true);
        Value.Entity entity = assertInstanceOf(Value.Entity.class, scope.inner().get("failure"));
        assertEquals(Value.of("it broke"), entity.field("summary"));
        assertEquals(Value.of("CommandFailed"), entity.field("kind"));
        assertEquals(Value.TRUE, entity.field("repeated?"));
        assertEquals(failure, scope.inner().failure("failure").orElseThrow());
    }
}
