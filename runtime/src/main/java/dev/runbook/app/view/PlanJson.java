package dev.runbook.app.view;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.runbook.app.foresee.Foresight;
import dev.runbook.json.Json;
import dev.runbook.json.JsonFields;
import dev.runbook.language.eval.ValueText;
import dev.runbook.language.failure.Failure;
import dev.runbook.language.program.Rescue;
import dev.runbook.language.program.Task;
import dev.runbook.language.program.TaskKey;
import dev.runbook.language.value.Value;
import dev.runbook.port.Permission;
import dev.runbook.provider.Impact;
import dev.runbook.run.journal.EntryJson;
import dev.runbook.run.plan.ExpectedFailure;
import dev.runbook.run.plan.Forecast;
import dev.runbook.run.plan.Move;
import dev.runbook.run.plan.Plan;
import dev.runbook.run.plan.PlanNode;
import dev.runbook.run.plan.UnreadSource;
import dev.runbook.run.preflight.RequiredRight;
import dev.runbook.run.preflight.Rights;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** A plan as JSON; {@code docs/plan-schema.json} is its schema. */
public final class PlanJson {
    /** The version of the form. */
    public static final int SCHEMA = 1;

    private final JsonGenerator out;
    private final JsonFields fields;
    private final List<InRound> rounds = new ArrayList<>();

    /** A round of a loop, the innermost first. */
    private record InRound(TaskKey loop, int number) {}

    private PlanJson(JsonGenerator out) {
        this.out = out;
        this.fields = new JsonFields(out);
    }

    /** The whole plan, with a line feed at its end. */
    public static String of(Plan plan, Rights rights, String target, Optional<Foresight> foresight) {
        StringWriter text = new StringWriter();
        try (JsonGenerator out = Json.indented(text)) {
            new PlanJson(out).plan(plan, rights, target, foresight);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text + "\n";
    }

    /** A secret is its name alone, also one that was not given to a plan which asks nobody. */
    private static Map<String, Value> known(Map<String, Value> inputs) {
        Map<String, Value> known = new LinkedHashMap<>(inputs);
        known.replaceAll((name, value) -> value instanceof Value.Unknown ? new Value.Secret(name, "") : value);
        return known;
    }

    private void plan(Plan plan, Rights rights, String target, Optional<Foresight> foresight) throws IOException {
        out.writeStartObject();
        out.writeNumberField("schema", SCHEMA);
        fields.text("runbook", plan.runbook().sources().getFirst().name());
        fields.text("title", plan.runbook().title());
        fields.text("target", target);
        if (foresight.isPresent()) {
            out.writeFieldName("verdict");
            VerdictJson.write(out, foresight.get());
        }
        out.writeFieldName("inputs");
        EntryJson.write(out, known(plan.inputs()));
        out.writeArrayFieldStart("moves");
        for (Move move : plan.moves()) {
            out.writeStartObject();
            fields.text("release", move.release());
            fields.optional("from", move.from());
            fields.text("to", move.to());
            out.writeEndObject();
        }
        out.writeEndArray();
        out.writeArrayFieldStart("unread");
        for (UnreadSource unread : plan.unread()) {
            out.writeStartObject();
            fields.text("what", unread.what());
            fields.text("why", unread.why());
            out.writeEndObject();
        }
        out.writeEndArray();
        out.writeArrayFieldStart("troubles");
        for (ExpectedFailure trouble : plan.troubles()) {
            out.writeStartObject();
            fields.text("step", trouble.number());
            fields.text("why", trouble.why());
            out.writeEndObject();
        }
        out.writeEndArray();
        preflight(rights);
        out.writeBooleanField("changes", plan.changes());
        nodes("tasks", plan.body());
        out.writeEndObject();
    }

    private void preflight(Rights rights) throws IOException {
        out.writeObjectFieldStart("preflight");
        fields.optional("untold", rights.untold());
        out.writeArrayFieldStart("rights");
        for (Rights.RightStatus finding : rights.findings()) {
            RequiredRight required = finding.required();
            out.writeStartObject();
            fields.text("verb", required.right().verb());
            fields.text("resource", required.right().resource());
            fields.text("group", required.right().group());
            fields.text("namespace", required.right().namespace());
            out.writeBooleanField("surely", required.surely());
            fields.text(
                    "answer",
                    switch (finding.permission()) {
                        case Permission.Allowed _ -> "given";
                        case Permission.Denied _ -> "refused";
                        case Permission.Untold _ -> "untold";
                    });
            fields.texts("places", required.places());
            out.writeEndObject();
        }
        out.writeEndArray();
        fields.texts("unknown", rights.unknown());
        fields.texts(
                "namespaces", rights.homeless().stream().map(Failure::summary).toList());
        out.writeEndObject();
    }

    private void nodes(String name, List<PlanNode> nodes) throws IOException {
        out.writeArrayFieldStart(name);
        for (PlanNode node : nodes) {
            out.writeStartObject();
            node(node);
            out.writeEndObject();
        }
        out.writeEndArray();
    }

    private void node(PlanNode node) throws IOException {
        fields.text("task", kind(node.task()));
        fields.text("key", key(node).text());
        fields.text("place", node.task().where().place());
        forecast(node.forecast());
        switch (node) {
            case PlanNode.Step step -> step(step);
            case PlanNode.Choice choice -> choice(choice);
            case PlanNode.Loop loop -> loop(loop);
            case PlanNode.Procedure procedure -> {
                fields.text("name", procedure.task().name());
                nodes("tasks", procedure.body());
            }
            case PlanNode.Single single -> single(single.task());
        }
    }

    /** Journals tell the rounds of a loop apart by the step's address; here each has a place of its own. */
    private TaskKey key(PlanNode node) {
        TaskKey key = node.key();
        for (InRound around : rounds) {
            key = key.inRound(around.loop(), around.number());
        }
        return key;
    }

    private void forecast(Forecast forecast) throws IOException {
        fields.text("verdict", forecast.verdict().name().toLowerCase(Locale.ROOT));
        fields.text("detail", forecast.detail());
        if (!forecast.impact().losses().isEmpty()) {
            fields.texts(
                    "losses",
                    forecast.impact().losses().stream().map(Impact.Loss::words).toList());
        }
        if (!forecast.impact().costs().isEmpty()) {
            fields.texts("costs", forecast.impact().costs());
        }
        if (!forecast.differences().isEmpty()) {
            fields.texts("differences", forecast.differences());
        }
        if (!forecast.outside().isEmpty()) {
            fields.texts("outside", forecast.outside());
        }
        if (!forecast.command().isEmpty()) {
            fields.texts("command", forecast.command());
        }
    }

    private void step(PlanNode.Step step) throws IOException {
        fields.text("number", step.number());
        fields.text("title", step.title());
        fields.text("address", step.task().address().toString());
        out.writeBooleanField("destructive", step.destructive());
        List<InRound> around = List.copyOf(rounds);
        rounds.clear();
        nodes("tasks", step.body());
        out.writeArrayFieldStart("rescues");
        for (PlanNode.Clause clause : step.rescues()) {
            out.writeStartObject();
            fields.texts(
                    "triggers",
                    clause.rescue().triggers().stream()
                            .map(trigger -> switch (trigger) {
                                case Rescue.Trigger.Named(var named) -> named.name();
                                case Rescue.Trigger.Matching(var _, String written) -> written;
                            })
                            .toList());
            nodes("tasks", clause.body());
            out.writeEndObject();
        }
        out.writeEndArray();
        nodes("ensure", step.ensure());
        rounds.addAll(around);
    }

    private void choice(PlanNode.Choice choice) throws IOException {
        out.writeArrayFieldStart("branches");
        for (int i = 0; i < choice.forecasts().size(); i++) {
            boolean arm = i < choice.arms().size();
            out.writeStartObject();
            if (arm) {
                fields.text(
                        "condition",
                        choice.task().arms().get(i).condition().where().text());
            }
            forecast(choice.forecasts().get(i));
            nodes("tasks", arm ? choice.arms().get(i) : choice.otherwise());
            out.writeEndObject();
        }
        out.writeEndArray();
    }

    private void loop(PlanNode.Loop loop) throws IOException {
        fields.text("name", loop.task().name());
        fields.text("list", loop.task().list().where().text());
        if (loop.rounds().isEmpty()) {
            nodes("tasks", loop.body());
            return;
        }
        out.writeArrayFieldStart("rounds");
        int number = 0;
        for (PlanNode.Round round : loop.rounds()) {
            rounds.addFirst(new InRound(loop.key(), ++number));
            out.writeStartObject();
            fields.text("item", ValueText.of(round.item()));
            nodes("tasks", round.body());
            out.writeEndObject();
            rounds.removeFirst();
        }
        out.writeEndArray();
    }

    private void single(Task task) throws IOException {
        switch (task) {
            case Task.Act act -> {
                fields.text("action", act.signature().name());
                fields.text("effect", act.signature().effect().name());
            }
            case Task.Bind bind -> fields.text("name", bind.name());
            case Task.Assert check ->
                fields.text("condition", check.condition().where().text());
            case Task.WaitUntil wait ->
                fields.text("condition", wait.condition().where().text());
            case Task.InNamespace _,
                    Task.Pause _,
                    Task.Confirm _,
                    Task.Manual _,
                    Task.Note _,
                    Task.Retry _,
                    Task.Raise _,
                    Task.Fail _,
                    Task.Finish _,
                    Task.Step _,
                    Task.Choice _,
                    Task.Loop _,
                    Task.Procedure _ -> {}
        }
    }

    private static String kind(Task task) {
        return switch (task) {
            case Task.Step _ -> "step";
            case Task.Choice _ -> "choice";
            case Task.Loop _ -> "loop";
            case Task.Procedure _ -> "procedure";
            case Task.Bind _ -> "bind";
            case Task.InNamespace _ -> "namespace";
            case Task.Act _ -> "action";
            case Task.WaitUntil _ -> "wait";
            case Task.Pause _ -> "pause";
            case Task.Assert _ -> "assert";
            case Task.Confirm _ -> "confirm";
            case Task.Manual _ -> "manual";
            case Task.Note _ -> "note";
            case Task.Retry _ -> "retry";
            case Task.Raise _ -> "raise";
            case Task.Fail _ -> "fail";
            case Task.Finish _ -> "finish";
        };
    }
}
