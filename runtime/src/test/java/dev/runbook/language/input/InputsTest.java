package dev.runbook.language.input;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.runbook.app.composition.ShippedProviders;
import dev.runbook.language.check.Checked;
import dev.runbook.language.check.Checker;
import dev.runbook.language.check.Loader;
import dev.runbook.language.program.Expr;
import dev.runbook.language.program.Input;
import dev.runbook.language.value.SemanticVersion;
import dev.runbook.language.value.Value;
import dev.runbook.source.Source;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class InputsTest {
    private static final String DECLARED = """
            param :name, "Name"
            param :count, "How many", default: 2
            param :ready, "Ready", type: :boolean, optional: true
            param :version, "Version", type: :version, optional: true
            param :limit, "Limit", default: 10.minutes
            param :values, "File", type: :path, default: "values.yml"
            param :hosts, "Hosts", type: :list, optional: true
            param :size, "Size", default: "small", one_of: ["small", "large"]
            param :zone, "Zone", default: "eu-1", matches: /[a-z]+-[0-9]/
            param :copy, "Copy", default: name
            secret :token, "Token", optional: true
            """;

    private static List<Input> declared(String lines) {
        Checked checked = Checker.check(
                Source.of("a.rb", "runbook \"A\"\n" + lines), Loader.NONE, ShippedProviders.ALL.catalogue());
        return assertInstanceOf(Checked.Sound.class, checked).runbook().inputs();
    }

    /** Enough of an evaluator for these defaults. */
    private static Value evaluate(Expr expression, Map<String, Value> earlier) {
        return expression instanceof Expr.Constant constant
                ? constant.value()
                : expression instanceof Expr.Local local ? earlier.getOrDefault(local.name(), Value.NIL) : Value.NIL;
    }

    private static ResolvedInputs resolve(RawInputs given) {
        return Inputs.resolve(declared(DECLARED), given, InputsTest::evaluate);
    }

    private static RawInputs arguments(String... arguments) {
        return new RawInputs(List.of(arguments), Map.of(), Map.of(), Map.of());
    }

    private static Value value(String name, RawInputs given) {
        return Optional.ofNullable(assertInstanceOf(ResolvedInputs.Values.class, resolve(given))
                        .values()
                        .get(name))
                .orElseThrow();
    }

    private static String problem(String... arguments) {
        List<InputProblem> problems = assertInstanceOf(ResolvedInputs.Invalid.class, resolve(arguments(arguments)))
                .problems();
        assertEquals(1, problems.size(), problems::toString);
        return problems.getFirst().what() + ". " + problems.getFirst().fix();
    }

    @Test
    void each_type_is_read_from_text() {
        RawInputs given = arguments(
                "name=",
                "count=-3",
                "ready=yes",
                "version=v1.16.1",
                "limit=90s",
                "hosts=a, b",
                "values=~/x y",
                "size=large");
        assertEquals(Value.of(""), value("name", given));
        assertEquals(Value.of(-3), value("count", given));
        assertEquals(Value.TRUE, value("ready", given));
        assertEquals(new Value.Version(SemanticVersion.parse("v1.16.1").orElseThrow()), value("version", given));
        assertEquals(new Value.Duration(Duration.ofSeconds(90)), value("limit", given));
        assertEquals(new Value.List(List.of(Value.of("a"), Value.of("b"))), value("hosts", given));
        assertEquals(Value.of("~/x y"), value("values", given));
        assertEquals(Value.of("large"), value("size", given));
    }

    @Test
    void what_is_left_out_has_its_default_or_is_nil() {
        RawInputs given = arguments("name=x");
        assertEquals(Value.of(2), value("count", given));
        assertEquals(Value.NIL, value("ready", given));
        assertEquals(Value.of("x"), value("copy", given));
        assertEquals(Value.NIL, value("token", given));
    }

    @Test
    void an_argument_wins_over_the_file_and_the_file_over_the_environment() {
        Map<String, String> environment = Map.of("RUNBOOK_PARAM_NAME", "e", "RUNBOOK_PARAM_COUNT", "7", "HOME", "/");
        Map<String, Object> file = Map.of("name", "f", "count", 8, "hosts", List.of(1, "b"));
        RawInputs all = new RawInputs(List.of("name=a"), file, environment, Map.of());
        assertEquals(Value.of("a"), value("name", all));
        assertEquals(Value.of(8), value("count", all));
        assertEquals(new Value.List(List.of(Value.of("1"), Value.of("b"))), value("hosts", all));
        assertEquals(Value.of("e"), value("name", new RawInputs(List.of(), Map.of(), environment, Map.of())));
    }

    @Test
    void a_value_is_taken_as_it_stands_whatever_it_holds() {
        String longText = "x".repeat(1024 * 1024);
        for (String text :
                List.of("\"; rm -rf /", "$(id)", "--post-renderer=/tmp/x", "../../etc", "a=b", "😀", longText)) {
            assertEquals(Value.of(text), value("name", arguments("name=" + text)));
        }
    }

    @Test
    void problems_say_what_was_given_and_what_would_be_right() {
        assertEquals("the runbook has no parameter `versoin`. Did you mean `version`?", problem("name=x", "versoin=1"));
        assertEquals("`name` (Name) has no value. Give it as name=text", problem());
        assertEquals(
                "`count` is an integer, and \"many\" is not one. Write it like count=3",
                problem("name=x", "count=many"));
        assertEquals(
                "`version` is a version, and \"new\" is not one. Write it like version=1.16.1",
                problem("name=x", "version=new"));
        assertEquals(
                "`limit` is a duration, and \"10\" is not one. Write it like limit=10m", problem("name=x", "limit=10"));
        assertEquals("`size` cannot be \"tiny\". It is one of small, large.", problem("name=x", "size=tiny"));
        assertEquals(
                "`zone` cannot be \"eu-1; id\". The whole value must match /[a-z]+-[0-9]/.",
                problem("name=x", "zone=eu-1; id"));
        assertEquals("`name` is given twice. Remove one of the two.", problem("name=x", "name=y"));
        assertEquals(
                "argument 2 after the runbook is not a parameter: there is no `name=` before it. Write name=value, such as name=text.",
                problem("name=x", "hunter2"));
        assertTrue(problem("name=x", "values=a\0b").contains("NUL"));
        assertTrue(problem("name=" + "x".repeat(Inputs.LONGEST + 1)).contains("longer than 4 MiB"));
    }

    @Test
    void a_number_that_is_too_large_is_told_from_no_number() {
        assertEquals(
                "`count` is an integer, and \"9223372036854775808\" is too large for one."
                        + " An integer has at most 18 digits, a duration is at most 36500 days.",
                problem("name=x", "count=9223372036854775808"));
        assertEquals(
                "`limit` is a duration, and \"9999999999m\" is too large for one."
                        + " An integer has at most 18 digits, a duration is at most 36500 days.",
                problem("name=x", "limit=9999999999m"));
    }

    @Test
    void all_problems_are_told_at_once() {
        ResolvedInputs resolved = resolve(arguments("colour=red", "count=x", "limit=y"));
        assertEquals(
                List.of("colour", "name", "count", "limit"),
                assertInstanceOf(ResolvedInputs.Invalid.class, resolved).problems().stream()
                        .map(InputProblem::name)
                        .toList());
    }

    @Test
    void a_secret_comes_from_the_environment_or_a_prompt_and_never_from_the_command_line() {
        Map<String, String> environment = Map.of("RUNBOOK_PARAM_TOKEN", "abc");
        RawInputs fromEnvironment = new RawInputs(List.of("name=x"), Map.of(), environment, Map.of());
        assertEquals(new Value.Secret("token", "abc"), value("token", fromEnvironment));
        RawInputs prompted = new RawInputs(List.of("name=x"), Map.of(), Map.of(), Map.of("token", "def"));
        assertEquals(new Value.Secret("token", "def"), value("token", prompted));
        assertTrue(problem("name=x", "token=abc").contains("is not taken from the command line"));
        assertTrue(!prompted.toString().contains("def"));
        RawInputs map = new RawInputs(List.of("name=x"), Map.of("token", Map.of("a", "hunter2")), Map.of(), Map.of());
        assertEquals(
                List.of(new InputProblem(
                        "token",
                        "--params",
                        "`token` is a secret, and --params has a list or a map for it",
                        "Put the text in quotes.")),
                assertInstanceOf(ResolvedInputs.Invalid.class, resolve(map)).problems());
    }

    @Test
    void without_secrets_an_argument_that_is_no_parameter_is_told_as_it_stands() {
        ResolvedInputs resolved = Inputs.resolve(
                declared("param :count, \"Count\", default: 1\n"), arguments("1.16.1"), InputsTest::evaluate);
        assertEquals(
                "`1.16.1` after the runbook is not a parameter: there is no `name=` before it",
                assertInstanceOf(ResolvedInputs.Invalid.class, resolved)
                        .problems()
                        .getFirst()
                        .what());
    }

    @Test
    void a_person_is_asked_for_secrets_only_when_nothing_else_is_wrong() {
        List<Input> inputs = declared("param :name, \"Name\"\nsecret :a, \"A\"\nsecret :b, \"B\", optional: true\n");
        ResolvedInputs missing = Inputs.resolve(inputs, arguments("name=x"), InputsTest::evaluate);
        assertEquals(
                List.of("a"),
                Inputs.unsaid(inputs, missing).stream().map(Input::name).toList());
        assertEquals(
                List.of(new InputProblem(
                        "a",
                        "",
                        "`a` (A) has no value",
                        "Give it as the variable RUNBOOK_PARAM_A or as `a:` in a file with --params;"
                                + " at a terminal, runbook asks for it.")),
                assertInstanceOf(ResolvedInputs.Invalid.class, missing).problems());
        RawInputs file = new RawInputs(List.of("name=x"), Map.of("a", "abc"), Map.of(), Map.of());
        ResolvedInputs given = Inputs.resolve(inputs, file, InputsTest::evaluate);
        assertEquals(List.of(), Inputs.unsaid(inputs, given));
        assertEquals(
                new Value.Secret("a", "abc"),
                assertInstanceOf(ResolvedInputs.Values.class, given).values().get("a"));
        assertEquals(List.of(), Inputs.unsaid(inputs, Inputs.resolve(inputs, arguments(), InputsTest::evaluate)));
    }
}
