package dev.runbook.run.report;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.runbook.json.Json;
import dev.runbook.json.JsonFields;
import dev.runbook.language.failure.Failure;
import dev.runbook.language.failure.FailureClass;
import dev.runbook.port.Observer;
import dev.runbook.run.journal.Activity;
import dev.runbook.run.journal.Entry;
import dev.runbook.run.journal.EntryJson;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A report as JSON; its fields are described in {@code report-json.md} beside this class. */
public final class ReportJson {
    /** The version of the form. */
    public static final int SCHEMA = 1;

    private final JsonGenerator out;
    private final JsonFields fields;

    private ReportJson(JsonGenerator out) {
        this.out = out;
        this.fields = new JsonFields(out);
    }

    /** The whole report, with a line feed at its end. */
    public static String of(RunReport report) {
        StringWriter text = new StringWriter();
        write(report, text);
        return text.toString();
    }

    /** Writes the whole report, with a line feed at its end; a long one is never held as a text. */
    public static void write(RunReport report, Writer to) {
        try (JsonGenerator out = Json.indented(to)) {
            // The writer is another's to close.
            out.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
            new ReportJson(out).report(report);
            out.writeRaw('\n');
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void report(RunReport report) throws IOException {
        out.writeStartObject();
        out.writeNumberField("schema", SCHEMA);
        if (report.began().isPresent()) {
            began(report.began().get());
        }
        fields.text("from", report.from().toString());
        fields.text("until", report.until().toString());
        Optional<Entry.Ended> ended = report.ended();
        fields.text("end", ended.map(e -> EntryJson.name(e.end())).orElse("unfinished"));
        if (ended.isPresent()) {
            fields.text("reason", ended.get().reason());
            out.writeNumberField(
                    "exit_code", ExitCode.of(ended.get().end(), false).number());
        }
        fields.optional("at", report.at());
        out.writeNumberField("took_ms", report.took().toMillis());
        if (report.foretold().isPresent()) {
            fields.text("foretold", EntryJson.name(report.foretold().get().outcome()));
        }
        fields.optional("finding", report.unforeseen());
        out.writeArrayFieldStart("failures");
        for (LocatedFailure problem : report.problems()) {
            out.writeStartObject();
            fields.text("number", problem.number());
            fields.text("title", problem.title());
            fields.text("action", problem.action());
            fields.text("part", problem.part().name().toLowerCase(Locale.ROOT));
            failure(problem.failure());
            out.writeEndObject();
        }
        out.writeEndArray();
        fields.texts(
                "rescues", report.rescues().stream().map(Item.Rescue::clause).toList());
        fields.texts("next", EndingText.nextSteps(report));
        items(report.items());
        out.writeEndObject();
    }

    private void began(Entry.Began began) throws IOException {
        fields.text("run", began.run());
        fields.text("runbook", began.runbook());
        fields.text("title", began.title());
        fields.text("dialect", EntryJson.name(began.dialect()));
        fields.text("version", began.version());
        fields.text("target", began.target());
        fields.text("user", began.operator().user());
        fields.text("host", began.operator().host());
        fields.text("folder", began.operator().folder());
        out.writeFieldName("inputs");
        EntryJson.write(out, began.inputs());
    }

    private void items(List<Item> items) throws IOException {
        out.writeArrayFieldStart("items");
        for (Item item : items) {
            out.writeStartObject();
            item(item);
            out.writeEndObject();
        }
        out.writeEndArray();
    }

    private void item(Item item) throws IOException {
        switch (item) {
            case Item.Step step -> step(step);
            case Item.Task task -> task(task);
            case Item.Question question -> {
                fields.text("item", "question");
                fields.text("form", question.form().name());
                fields.text("text", question.text());
                fields.optional("shown", question.shown());
                out.writeBooleanField("destructive", question.destructive());
                if (question.reply().isPresent()) {
                    out.writeBooleanField("yes", question.reply().get().yes());
                    fields.text("by", question.reply().get().by());
                }
            }
            case Item.Note note -> {
                fields.text("item", "note");
                fields.text("text", note.text());
            }
            case Item.Decision decision -> {
                fields.text("item", "decision");
                fields.text("where", decision.where());
                fields.text("condition", decision.condition());
                fields.text("choice", EntryJson.choice(decision.held()));
            }
            case Item.Binding binding -> {
                fields.text("item", "binding");
                fields.text("name", binding.name());
                out.writeFieldName("value");
                EntryJson.write(out, binding.value());
            }
            case Item.Rescue rescue -> {
                fields.text("item", "rescue");
                fields.text("clause", rescue.clause());
                fields.text("summary", rescue.failure().summary());
            }
            case Item.Retry retry -> {
                fields.text("item", "retry");
                out.writeNumberField("attempt", retry.attempt());
                out.writeNumberField("attempts", retry.attempts());
                out.writeNumberField("pause_ms", retry.pause().toMillis());
                fields.text("why", retry.why());
            }
            case Item.Interruption interruption -> {
                fields.text("item", "interruption");
                fields.text("wish", interruption.wish().name());
            }
            case Item.Resumption resumption -> {
                fields.text("item", "resumption");
                fields.text("user", resumption.user());
                fields.text("host", resumption.host());
                fields.text("time", resumption.time().toString());
                fields.texts("edits", resumption.edits());
            }
            case Item.Abandonment given -> {
                fields.text("item", "abandonment");
                fields.text("user", given.user());
                fields.text("host", given.host());
                fields.text("time", given.time().toString());
                fields.text("reason", given.reason());
            }
            case Item.Settling settling -> {
                fields.text("item", "settling");
                fields.text("place", settling.place());
                out.writeBooleanField("done", settling.done());
                fields.text("evidence", settling.evidence());
                fields.text("by", settling.by().orElse(""));
            }
        }
    }

    private void step(Item.Step step) throws IOException {
        fields.text("item", "step");
        fields.text("address", step.address());
        fields.text("number", step.number());
        fields.text("title", step.title());
        fields.text("state", StepWords.state(step.state()));
        out.writeBooleanField("destructive", step.destructive());
        if (!step.reason().isEmpty()) {
            fields.text("reason", step.reason());
        }
        out.writeNumberField("attempts", step.attempts());
        fields.text("started", step.started().toString());
        if (step.took().isPresent()) {
            out.writeNumberField("took_ms", step.took().get().toMillis());
        }
        items(step.items());
    }

    private void task(Item.Task task) throws IOException {
        fields.text("item", "task");
        fields.text("place", task.place());
        fields.text("action", task.activity().map(Activity::action).orElse(""));
        fields.text("effect", task.activity().map(a -> a.effect().name()).orElse(""));
        fields.texts("command", task.activity().map(Activity::command).orElse(List.of()));
        fields.text("words", task.activity().map(Activity::words).orElse(""));
        if (task.result().isEmpty()) {
            return;
        }
        Item.TaskResult result = task.result().get();
        out.writeNumberField("took_ms", result.took().toMillis());
        fields.text("summary", result.summary());
        fields.optional("output", result.output().map(Entry.OutputReference::file));
        if (!result.notReady().isEmpty()) {
            out.writeArrayFieldStart("not_ready");
            for (Observer.Pending one : result.notReady()) {
                out.writeStartObject();
                fields.text("resource", one.resource().shortName());
                fields.text("namespace", one.resource().namespace());
                fields.text("state", one.state());
                fields.text("detail", one.detail());
                out.writeEndObject();
            }
            out.writeEndArray();
        }
        if (result.failure().isPresent()) {
            failure(result.failure().get());
        }
        out.writeArrayFieldStart("files");
        for (Entry.KeptFile file : result.files()) {
            out.writeStartObject();
            fields.text("path", file.path());
            fields.text("copy", file.copy());
            fields.text("sha256", file.sha256());
            out.writeNumberField("bytes", file.bytes());
            out.writeEndObject();
        }
        out.writeEndArray();
    }

    private void failure(Failure failure) throws IOException {
        out.writeObjectFieldStart("failure");
        fields.text("kind", failure.kind().name());
        fields.texts(
                "classes",
                failure.classes().stream().sorted().map(FailureClass::name).toList());
        fields.text("summary", failure.summary());
        fields.text("output", failure.output());
        fields.texts("command", failure.command());
        if (failure.exitCode().isPresent()) {
            out.writeNumberField("exit_code", failure.exitCode().getAsInt());
        }
        if (failure.resource().isPresent()) {
            fields.text("resource", failure.resource().get().shortName());
        }
        fields.texts("advice", failure.advice());
        out.writeEndObject();
    }
}
