package dev.runbook.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import dev.runbook.failure.Failure;
import dev.runbook.failure.FailureClass;
import dev.runbook.journal.Entry;
import dev.runbook.journal.EntryJson;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;

/** A report as JSON; its fields are described in {@code report-json.md} beside this class. */
public final class ReportJson {
    /** The version of the form. */
    public static final int SCHEMA = 1;

    private static final JsonFactory JSON = new JsonFactory();

    private final JsonGenerator out;

    private ReportJson(JsonGenerator out) {
        this.out = out;
    }

    /** The whole report, with a line feed at its end. */
    public static String of(RunReport report) {
        StringWriter text = new StringWriter();
        try (JsonGenerator out = JSON.createGenerator(text)) {
            DefaultIndenter lines = new DefaultIndenter("  ", "\n");
            out.setPrettyPrinter(
                    new DefaultPrettyPrinter().withObjectIndenter(lines).withArrayIndenter(lines));
            new ReportJson(out).report(report);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text + "\n";
    }

    private void report(RunReport report) throws IOException {
        out.writeStartObject();
        out.writeNumberField("schema", SCHEMA);
        if (report.began().isPresent()) {
            began(report.began().get());
        }
        text("from", report.from().toString());
        text("until", report.until().toString());
        Optional<Entry.Ended> ended = report.ended();
        text("end", ended.map(e -> EntryJson.name(e.end())).orElse("unfinished"));
        if (ended.isPresent()) {
            text("reason", ended.get().reason());
            out.writeNumberField(
                    "exit_code", ExitCode.of(ended.get().end(), false).number());
        }
        optional("at", report.at());
        out.writeNumberField("took_ms", report.took().toMillis());
        out.writeArrayFieldStart("failures");
        for (Problem problem : report.problems()) {
            out.writeStartObject();
            text("number", problem.number());
            text("title", problem.title());
            text("action", problem.action());
            failure(problem.failure());
            out.writeEndObject();
        }
        out.writeEndArray();
        texts("rescues", report.rescues().stream().map(Item.Rescue::clause).toList());
        texts("next", Ending.nextSteps(report));
        items(report.items());
        out.writeEndObject();
    }

    private void began(Entry.Began began) throws IOException {
        text("run", began.run());
        text("runbook", began.runbook());
        text("title", began.title());
        text("dialect", began.dialect());
        text("version", began.version());
        text("target", began.target());
        text("user", began.operator().user());
        text("host", began.operator().host());
        text("folder", began.operator().folder());
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
                text("item", "question");
                text("form", question.form());
                text("text", question.text());
                out.writeBooleanField("destructive", question.destructive());
                if (question.reply().isPresent()) {
                    out.writeBooleanField("yes", question.reply().get().yes());
                    text("by", question.reply().get().by());
                }
            }
            case Item.Note note -> {
                text("item", "note");
                text("text", note.text());
            }
            case Item.Decision decision -> {
                text("item", "decision");
                text("where", decision.where());
                text("condition", decision.condition());
                text("choice", decision.choice());
            }
            case Item.Binding binding -> {
                text("item", "binding");
                text("name", binding.name());
                out.writeFieldName("value");
                EntryJson.write(out, binding.value());
            }
            case Item.Rescue rescue -> {
                text("item", "rescue");
                text("clause", rescue.clause());
                text("summary", rescue.failure().summary());
            }
            case Item.Retry retry -> {
                text("item", "retry");
                out.writeNumberField("attempt", retry.attempt());
                out.writeNumberField("attempts", retry.attempts());
                out.writeNumberField("pause_ms", retry.pause().toMillis());
                text("why", retry.why());
            }
            case Item.Interruption interruption -> {
                text("item", "interruption");
                text("wish", interruption.wish());
            }
        }
    }

    private void step(Item.Step step) throws IOException {
        text("item", "step");
        text("address", step.address());
        text("number", step.number());
        text("title", step.title());
        text("state", StepWords.state(step.state()));
        out.writeBooleanField("destructive", step.destructive());
        if (!step.reason().isEmpty()) {
            text("reason", step.reason());
        }
        out.writeNumberField("attempts", step.attempts());
        text("started", step.started().toString());
        if (step.took().isPresent()) {
            out.writeNumberField("took_ms", step.took().get().toMillis());
        }
        items(step.items());
    }

    private void task(Item.Task task) throws IOException {
        text("item", "task");
        text("place", task.place());
        text("action", task.action());
        text("effect", task.effect());
        texts("command", task.command());
        text("words", task.words());
        if (task.result().isEmpty()) {
            return;
        }
        Item.Result result = task.result().get();
        out.writeNumberField("took_ms", result.took().toMillis());
        text("summary", result.summary());
        optional("output", result.output());
        if (result.failure().isPresent()) {
            failure(result.failure().get());
        }
        out.writeArrayFieldStart("files");
        for (Entry.KeptFile file : result.files()) {
            out.writeStartObject();
            text("path", file.path());
            text("copy", file.copy());
            text("sha256", file.sha256());
            out.writeNumberField("bytes", file.bytes());
            out.writeEndObject();
        }
        out.writeEndArray();
    }

    private void failure(Failure failure) throws IOException {
        out.writeObjectFieldStart("failure");
        text("kind", failure.kind().name());
        texts(
                "classes",
                failure.classes().stream().sorted().map(FailureClass::name).toList());
        text("summary", failure.summary());
        text("output", failure.output());
        texts("command", failure.command());
        if (failure.exitCode().isPresent()) {
            out.writeNumberField("exit_code", failure.exitCode().getAsInt());
        }
        if (failure.resource().isPresent()) {
            text("resource", failure.resource().get().shortName());
        }
        texts("advice", failure.advice());
        out.writeEndObject();
    }

    private void text(String name, String text) throws IOException {
        out.writeStringField(name, text);
    }

    private void optional(String name, Optional<String> text) throws IOException {
        if (text.isPresent()) {
            text(name, text.get());
        }
    }

    private void texts(String name, List<String> texts) throws IOException {
        out.writeArrayFieldStart(name);
        for (String text : texts) {
            out.writeString(text);
        }
        out.writeEndArray();
    }
}
