package dev.runbook.run.journal;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.runbook.json.JsonFields;
import dev.runbook.language.failure.Failure;
import dev.runbook.language.failure.FailureClass;
import dev.runbook.language.value.ResourceId;
import dev.runbook.language.value.Value;
import dev.runbook.port.Observer;
import dev.runbook.provider.ReleaseName;
import dev.runbook.provider.ReleaseValues;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Writes the kind and the fields of a fact into an object that is open. */
record EntryWriter(JsonGenerator out, JsonFields fields) {
    EntryWriter(JsonGenerator out) {
        this(out, new JsonFields(out));
    }

    void write(Entry entry) throws IOException {
        switch (entry) {
            case Entry.Began e -> began(e);
            case Entry.Resumed e -> {
                fields.text("kind", "resumed");
                fields.text("version", e.version());
                fields.text("target", e.target());
                operator(e.operator());
                fields.texts("edits", e.edits());
                sources(e.sources());
            }
            case Entry.StepStarted e -> {
                step("step_started", e.step(), e.number());
                fields.text("task", e.task());
                fields.text("title", e.title());
                out.writeNumberField("attempt", e.attempt());
                out.writeBooleanField("destructive", e.destructive());
            }
            case Entry.StepSkipped e -> {
                step("step_skipped", e.step(), e.number());
                fields.text("task", e.task());
                fields.text("title", e.title());
                fields.text("reason", e.reason());
            }
            case Entry.StepResumed e -> {
                step("step_resumed", e.step(), e.number());
                fields.text("title", e.title());
            }
            case Entry.StepEnded e -> {
                step("step_ended", e.step(), e.number());
                fields.text("end", EntryJson.name(e.end()));
                millis("took_ms", e.took());
            }
            case Entry.TaskIntended e -> {
                task("task_intended", e.step(), e.task());
                fields.text("action", e.activity().action());
                fields.text("effect", e.activity().effect().name());
                fields.texts("command", e.activity().command());
                fields.text("words", e.activity().words());
                locks(e.activity().locks());
                values(e.activity().values());
                fields.optional("mark", Optional.of(e.before().mark()).filter(mark -> !mark.isEmpty()));
                meant(Optional.of(e.before().meant()).filter(meant -> !meant.isEmpty()));
            }
            case Entry.ProgramStarted e -> {
                task("program_started", e.step(), e.task());
                out.writeNumberField("pid", e.pid());
                fields.text("started", EntryJson.time(e.started()));
            }
            case Entry.Settled e -> {
                task("settled", e.step(), e.task());
                fields.text("settlement", EntryJson.name(e.settlement()));
                fields.text("evidence", e.evidence());
                fields.text("by", e.by().orElse(""));
            }
            case Entry.TaskEnded e -> taskEnded(e);
            case Entry.Bound e -> {
                task("bound", e.step(), e.task());
                fields.text("name", e.name());
                out.writeFieldName("value");
                ValueJson.write(out, e.value());
                fields.number("instead", e.instead());
                if (!e.outdated().isEmpty()) {
                    fields.texts("outdated", e.outdated());
                }
            }
            case Entry.Asked e -> {
                task("asked", e.step(), e.task());
                fields.text("form", e.form().name());
                fields.text("text", e.text());
                fields.optional("shown", e.shown());
                if (e.file().isPresent()) {
                    out.writeFieldName("file");
                    file(e.file().get());
                }
                out.writeBooleanField("destructive", e.destructive());
            }
            case Entry.Answered e -> {
                task("answered", e.step(), e.task());
                out.writeBooleanField("yes", e.yes());
                fields.text("by", e.by());
                meant(e.meant());
                fields.number("instead", e.instead());
            }
            case Entry.Noted e -> {
                task("noted", e.step(), e.task());
                fields.text("text", e.text());
            }
            case Entry.Decided e -> {
                task("decided", e.step(), e.task());
                fields.text("where", e.where());
                fields.text("condition", e.condition());
                fields.text("choice", EntryJson.choice(e.held()));
                fields.number("arm", e.arm());
                fields.number("instead", e.instead());
            }
            case Entry.Rescuing e -> {
                fields.text("kind", "rescuing");
                fields.text("step", e.step());
                fields.text("clause", e.clause());
                failure(Optional.of(e.failure()));
            }
            case Entry.Retrying e -> {
                fields.text("kind", "retrying");
                fields.text("step", e.step());
                out.writeNumberField("attempt", e.attempt());
                out.writeNumberField("attempts", e.attempts());
                millis("pause_ms", e.pause());
                fields.text("why", e.why());
            }
            case Entry.Foretold e -> {
                fields.text("kind", "foretold");
                fields.text("outcome", EntryJson.name(e.outcome()));
                out.writeArrayFieldStart("failures");
                for (Entry.ForetoldFailure failure : e.failures()) {
                    out.writeStartObject();
                    fields.text("number", failure.number());
                    fields.text("class", failure.kind().name());
                    out.writeEndObject();
                }
                out.writeEndArray();
            }
            case Entry.Interrupted e -> {
                fields.text("kind", "interrupted");
                fields.text("wish", e.wish().name());
            }
            case Entry.Abandoned e -> {
                fields.text("kind", "abandoned");
                fields.text("version", e.version());
                operator(e.operator());
                fields.text("reason", e.reason());
            }
            case Entry.Ended e -> {
                fields.text("kind", "ended");
                fields.text("end", EntryJson.name(e.end()));
                fields.text("reason", e.reason());
                failure(e.failure());
                fields.text("step", e.step());
                millis("took_ms", e.took());
            }
        }
    }

    private void locks(Optional<ReleaseName> locks) throws IOException {
        if (locks.isPresent()) {
            out.writeObjectFieldStart("locks");
            fields.text("namespace", locks.get().namespace());
            fields.text("release", locks.get().release());
            out.writeEndObject();
        }
    }

    private void values(Optional<ReleaseValues> values) throws IOException {
        if (values.isPresent()) {
            out.writeObjectFieldStart("values");
            fields.text("namespace", values.get().release().namespace());
            fields.text("release", values.get().release().release());
            fields.texts("files", values.get().files());
            out.writeEndObject();
        }
    }

    private void meant(Optional<Map<String, Value>> meant) throws IOException {
        if (meant.isPresent()) {
            out.writeFieldName("meant");
            ValueJson.writeFields(out, meant.get());
        }
    }

    private void began(Entry.Began e) throws IOException {
        fields.text("kind", "began");
        fields.text("run", e.run());
        fields.text("runbook", e.runbook());
        fields.text("title", e.title());
        fields.text("dialect", EntryJson.name(e.dialect()));
        fields.text("version", e.version());
        fields.text("target", e.target());
        operator(e.operator());
        out.writeFieldName("inputs");
        ValueJson.writeFields(out, e.inputs());
        sources(e.sources());
    }

    private void operator(Entry.OperatorProcess operator) throws IOException {
        out.writeObjectFieldStart("operator");
        fields.text("user", operator.user());
        fields.text("host", operator.host());
        out.writeNumberField("pid", operator.pid());
        fields.text("folder", operator.folder());
        out.writeEndObject();
    }

    private void sources(Map<String, String> sources) throws IOException {
        out.writeObjectFieldStart("sources");
        for (var source : sources.entrySet()) {
            fields.text(source.getKey(), source.getValue());
        }
        out.writeEndObject();
    }

    private void taskEnded(Entry.TaskEnded e) throws IOException {
        task("task_ended", e.step(), e.task());
        failure(e.failure());
        fields.text("summary", e.summary());
        fields.optional("output", e.output().map(Entry.OutputReference::file));
        fields.optional("output_sha256", e.output().flatMap(Entry.OutputReference::sha256));
        out.writeArrayFieldStart("files");
        for (Entry.KeptFile file : e.files()) {
            file(file);
        }
        out.writeEndArray();
        millis("took_ms", e.took());
        notReady(e.notReady());
    }

    private void file(Entry.KeptFile file) throws IOException {
        out.writeStartObject();
        fields.text("path", file.path());
        fields.text("copy", file.copy());
        fields.text("sha256", file.sha256());
        out.writeNumberField("bytes", file.bytes());
        out.writeEndObject();
    }

    private void notReady(List<Observer.Pending> notReady) throws IOException {
        if (notReady.isEmpty()) {
            return;
        }
        out.writeArrayFieldStart("not_ready");
        for (Observer.Pending one : notReady) {
            out.writeStartObject();
            out.writeFieldName("resource");
            resource(out, one.resource());
            fields.text("state", one.state());
            fields.text("detail", one.detail());
            out.writeEndObject();
        }
        out.writeEndArray();
    }

    private void failure(Optional<Failure> maybe) throws IOException {
        if (maybe.isEmpty()) {
            return;
        }
        Failure f = maybe.get();
        out.writeObjectFieldStart("failure");
        fields.text("kind", f.kind().name());
        fields.texts(
                "classes", f.classes().stream().sorted().map(FailureClass::name).toList());
        fields.text("summary", f.summary());
        fields.text("output", f.output());
        fields.texts("command", f.command());
        fields.number("exit_code", f.exitCode());
        if (f.resource().isPresent()) {
            out.writeFieldName("resource");
            resource(out, f.resource().get());
        }
        fields.texts("advice", f.advice());
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
        fields.text("kind", kind);
        fields.text("step", step);
        fields.text("number", number);
    }

    private void task(String kind, String step, String task) throws IOException {
        fields.text("kind", kind);
        fields.text("step", step);
        fields.text("task", task);
    }

    private void millis(String name, Duration duration) throws IOException {
        out.writeNumberField(name, duration.toMillis());
    }
}
