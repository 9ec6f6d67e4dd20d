package dev.runbook.journal;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.runbook.failure.Failure;
import dev.runbook.failure.FailureClass;
import dev.runbook.value.ResourceId;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Writes the kind and the fields of a fact into an object that is open. */
record EntryWriter(JsonGenerator out) {

    void write(Entry entry) throws IOException {
        switch (entry) {
            case Entry.Began e -> began(e);
            case Entry.StepStarted e -> {
                step("step_started", e.step(), e.number());
                text("title", e.title());
                out.writeNumberField("attempt", e.attempt());
                out.writeBooleanField("destructive", e.destructive());
            }
            case Entry.StepSkipped e -> {
                step("step_skipped", e.step(), e.number());
                text("title", e.title());
                text("reason", e.reason());
            }
            case Entry.StepEnded e -> {
                step("step_ended", e.step(), e.number());
                text("end", EntryJson.name(e.end()));
                millis("took_ms", e.took());
            }
            case Entry.TaskIntended e -> {
                task("task_intended", e.step(), e.task());
                text("action", e.action());
                text("effect", e.effect());
                texts("command", e.command());
                text("words", e.words());
            }
            case Entry.TaskEnded e -> taskEnded(e);
            case Entry.Bound e -> {
                text("kind", "bound");
                text("step", e.step());
                text("name", e.name());
                out.writeFieldName("value");
                ValueJson.write(out, e.value());
            }
            case Entry.Asked e -> {
                task("asked", e.step(), e.task());
                text("form", e.form());
                text("text", e.text());
                optional("shown", e.shown());
                out.writeBooleanField("destructive", e.destructive());
            }
            case Entry.Answered e -> {
                task("answered", e.step(), e.task());
                out.writeBooleanField("yes", e.yes());
                text("by", e.by());
            }
            case Entry.Noted e -> {
                text("kind", "noted");
                text("step", e.step());
                text("text", e.text());
            }
            case Entry.Decided e -> {
                text("kind", "decided");
                text("step", e.step());
                text("where", e.where());
                text("condition", e.condition());
                text("choice", e.choice());
            }
            case Entry.Rescuing e -> {
                text("kind", "rescuing");
                text("step", e.step());
                text("clause", e.clause());
                failure(Optional.of(e.failure()));
            }
            case Entry.Retrying e -> {
                text("kind", "retrying");
                text("step", e.step());
                out.writeNumberField("attempt", e.attempt());
                out.writeNumberField("attempts", e.attempts());
                millis("pause_ms", e.pause());
                text("why", e.why());
            }
            case Entry.Interrupted e -> {
                text("kind", "interrupted");
                text("wish", e.wish());
            }
            case Entry.Ended e -> {
                text("kind", "ended");
                text("end", EntryJson.name(e.end()));
                text("reason", e.reason());
                failure(e.failure());
                text("step", e.step());
                millis("took_ms", e.took());
            }
        }
    }

    private void began(Entry.Began e) throws IOException {
        text("kind", "began");
        text("run", e.run());
        text("runbook", e.runbook());
        text("title", e.title());
        text("dialect", e.dialect());
        text("version", e.version());
        text("target", e.target());
        out.writeObjectFieldStart("operator");
        text("user", e.operator().user());
        text("host", e.operator().host());
        out.writeNumberField("pid", e.operator().pid());
        text("folder", e.operator().folder());
        out.writeEndObject();
        out.writeFieldName("inputs");
        ValueJson.writeFields(out, e.inputs());
        out.writeObjectFieldStart("sources");
        for (var source : e.sources().entrySet()) {
            text(source.getKey(), source.getValue());
        }
        out.writeEndObject();
    }

    private void taskEnded(Entry.TaskEnded e) throws IOException {
        task("task_ended", e.step(), e.task());
        failure(e.failure());
        text("summary", e.summary());
        optional("output", e.output());
        out.writeArrayFieldStart("files");
        for (Entry.KeptFile file : e.files()) {
            out.writeStartObject();
            text("path", file.path());
            text("copy", file.copy());
            text("sha256", file.sha256());
            out.writeNumberField("bytes", file.bytes());
            out.writeEndObject();
        }
        out.writeEndArray();
        millis("took_ms", e.took());
    }

    private void failure(Optional<Failure> maybe) throws IOException {
        if (maybe.isEmpty()) {
            return;
        }
        Failure f = maybe.get();
        out.writeObjectFieldStart("failure");
        text("kind", f.kind().name());
        texts("classes", f.classes().stream().sorted().map(FailureClass::name).toList());
        text("summary", f.summary());
        text("output", f.output());
        texts("command", f.command());
        if (f.exitCode().isPresent()) {
            out.writeNumberField("exit_code", f.exitCode().getAsInt());
        }
        if (f.resource().isPresent()) {
            out.writeFieldName("resource");
            resource(out, f.resource().get());
        }
        texts("advice", f.advice());
        out.writeEndObject();
    }

    static void resource(JsonGenerator out, ResourceId id) throws IOException {
        out.writeStartObject();
        out.writeStringField("api_version", id.apiVersion());
        out.writeStringField("kind", id.kind());
        out.writeStringField("namespace", id.namespace());
        out.writeStringField("name", id.name());
        out.writeStringField("uid", id.uid());
        out.writeEndObject();
    }

    private void step(String kind, String step, String number) throws IOException {
        text("kind", kind);
        text("step", step);
        text("number", number);
    }

    private void task(String kind, String step, String task) throws IOException {
        text("kind", kind);
        text("step", step);
        text("task", task);
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

    private void millis(String name, Duration duration) throws IOException {
        out.writeNumberField(name, duration.toMillis());
    }
}
