package dev.runbook.run.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.runbook.app.composition.ShippedProviders;
import dev.runbook.diagnostic.DiagnosticRenderer;
import dev.runbook.language.check.Checked;
import dev.runbook.language.check.Checker;
import dev.runbook.language.check.Loader;
import dev.runbook.language.eval.LookupRequest;
import dev.runbook.language.failure.Failed;
import dev.runbook.language.failure.Failure;
import dev.runbook.language.failure.FailureClass;
import dev.runbook.language.program.CheckedRunbook;
import dev.runbook.language.program.Expr;
import dev.runbook.language.program.Input;
import dev.runbook.language.value.SemanticVersion;
import dev.runbook.language.value.Value;
import dev.runbook.provider.Calls;
import dev.runbook.provider.FakeCluster;
import dev.runbook.provider.Outcome;
import dev.runbook.source.Source;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Plans runbooks in a world that a test writes down: the answers to lookups, and how actions end in private. */
public final class PlanHarness {
    private final Map<String, Value> answers = new HashMap<>();
    private final Map<String, Failure> failures = new HashMap<>();
    private final Map<String, Value> inputs = new HashMap<>();
    private final Map<String, Outcome> previews = new HashMap<>();
    private final List<UnreadSource> unread = new ArrayList<>();
    private Calls calls = new Calls("v3.22.0");

    /** The text of every lookup that was asked, in order. */
    public final List<String> asked = new ArrayList<>();

    /** The command or the deed of every action that was done in private. */
    public final List<String> tried = new ArrayList<>();

    /** Plans a runbook without its first line, and holds the plan to its outline. */
    void expect(String text, String outline) throws InterruptedException {
        assertEquals(outline.stripTrailing(), PlanOutline.of(planOf(text)));
    }

    /** The plan of a runbook without its first line. */
    Plan planOf(String text) throws InterruptedException {
        return plan("runbook \"A\"\n" + text);
    }

    /** Answers a lookup by its name in the catalogue, or by its text. */
    public PlanHarness answers(String lookup, Value value) {
        answers.put(lookup, value);
        return this;
    }

    public PlanHarness fails(String lookup, FailureClass kind, String summary) {
        failures.put(lookup, Failure.of(kind, summary));
        return this;
    }

    public PlanHarness given(String input, Value value) {
        inputs.put(input, value);
        return this;
    }

    /** The cluster has an object. */
    public PlanHarness has(String yaml) {
        FakeCluster cluster = calls.cluster instanceof FakeCluster there ? there : new FakeCluster();
        calls.cluster = cluster.has(yaml);
        calls.writer = cluster;
        return this;
    }

    public PlanHarness previews(String action, Outcome outcome) {
        previews.put(action, outcome);
        return this;
    }

    public PlanHarness unread(UnreadSource what) {
        unread.add(what);
        return this;
    }

    /** What helm prints when an action asks it. */
    PlanHarness helmPrints(String command, String output) {
        calls.helm.prints(command, output);
        return this;
    }

    /** What helm is asked by the plan that a run of this text begins with. */
    List<String> askedBeforeARun(String text) throws InterruptedException {
        CheckedRunbook runbook = checked(Source.of("a.rb", "runbook \"A\"\n" + text));
        Planner.plan(runbook, Map.of(), Value.of("default"), this::read, calls.world());
        return calls.helm.commands();
    }

    public PlanHarness withoutHelm() {
        calls = Calls.withoutHelm();
        return this;
    }

    /** A release or a chart, as lookups give it. */
    public static Value versioned(String type, String name, String version) {
        return new Value.Entity(type, Map.of("name", Value.of(name), "version", version(version)));
    }

    /** A revision of a release's history. */
    public static Value revision(int number, String version, String status) {
        Map<String, Value> fields = new LinkedHashMap<>();
        fields.put("revision", Value.of(number));
        fields.put("status", Value.of(status));
        fields.put("chart", Value.of("coder"));
        fields.put("version", version(version));
        return new Value.Entity("revision", fields);
    }

    public static Value version(String text) {
        return new Value.Version(SemanticVersion.parse(text).orElseThrow());
    }

    /** The plan of a text, which must be free of mistakes. */
    public Plan plan(String text) throws InterruptedException {
        return plan(Source.of("a.rb", text));
    }

    public Plan plan(Source source) throws InterruptedException {
        CheckedRunbook runbook = checked(source);
        Map<String, Value> values = new LinkedHashMap<>();
        for (Input input : runbook.inputs()) {
            values.put(
                    input.name(),
                    inputs.getOrDefault(
                            input.name(),
                            input.fallback()
                                    .map(f -> f instanceof Expr.Constant(var _, var _, Value value) ? value : Value.NIL)
                                    .orElse(Value.NIL)));
        }
        PlanEnvironment outlook = new PlanEnvironment(this::read, calls.world(), this::preview, unread);
        return Planner.plan(runbook, values, Value.of("default"), outlook);
    }

    private static CheckedRunbook checked(Source source) {
        Loader alone = (from, path) -> new Loader.Loaded.NotFound("there is no such file", List.of());
        return switch (Checker.check(source, alone, ShippedProviders.ALL.catalogue())) {
            case Checked.Sound sound -> sound.runbook();
            case Checked.Unsound unsound ->
                throw new AssertionError(DiagnosticRenderer.plain().render(unsound.diagnostics()));
        };
    }

    private Value read(LookupRequest request) {
        String text = request.text();
        String name = request.signature().name();
        asked.add(text);
        for (String key : List.of(text, name)) {
            if (failures.containsKey(key)) {
                throw new Failed(failures.get(key));
            }
            if (answers.containsKey(key)) {
                return answers.get(key);
            }
        }
        throw new AssertionError("nobody wrote down what " + text + " answers");
    }

    private Optional<Outcome> preview(dev.runbook.provider.Call call) {
        Optional<Outcome> outcome =
                Optional.ofNullable(previews.get(call.signature().name()));
        outcome.ifPresent(o -> tried.add(call.signature().name()));
        return outcome;
    }
}
