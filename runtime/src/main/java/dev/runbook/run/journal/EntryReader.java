package dev.runbook.run.journal;

import dev.runbook.language.failure.Failure;
import dev.runbook.language.failure.FailureClass;
import dev.runbook.language.signature.Effect;
import dev.runbook.language.value.ResourceId;
import dev.runbook.language.value.Value;
import dev.runbook.port.Observer;
import dev.runbook.port.People;
import dev.runbook.port.StopRequests.StopRequest;
import dev.runbook.provider.ReleaseName;
import dev.runbook.provider.ReleaseValues;
import dev.runbook.provider.StateBefore;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** Reads the kind and the fields of a fact: what {@link EntryWriter} wrote. */
final class EntryReader {
    private EntryReader() {}

    static Entry read(JsonObject o) {
        String kind = o.text("kind");
        return switch (kind) {
            case "began" -> began(o);
            case "resumed" ->
                new Entry.Resumed(sources(o), o.texts("edits"), o.text("target"), o.text("version"), operator(o));
            case "step_started" ->
                new Entry.StepStarted(
                        o.text("step"),
                        task(o),
                        o.text("number"),
                        o.text("title"),
                        (int) o.whole("attempt"),
                        o.bool("destructive"));
            case "step_skipped" ->
                new Entry.StepSkipped(o.text("step"), task(o), o.text("number"), o.text("title"), o.text("reason"));
            case "step_resumed" -> new Entry.StepResumed(o.text("step"), o.text("number"), o.text("title"));
            case "step_ended" ->
                new Entry.StepEnded(
                        o.text("step"), o.text("number"), o.constant("end", Entry.StepEnd.class), o.millis("took_ms"));
            case "task_intended" ->
                new Entry.TaskIntended(
                        o.text("step"),
                        o.text("task"),
                        ActivityWords.read(
                                o.text("action"),
                                o.constant("effect", Effect.class),
                                o.texts("command"),
                                o.text("words"),
                                locks(o),
                                values(o)),
                        new StateBefore(o.optional("mark").orElse(""), meant(o).orElse(Map.of())));
            case "program_started" ->
                new Entry.ProgramStarted(o.text("step"), o.text("task"), o.whole("pid"), o.instant("started"));
            case "settled" ->
                new Entry.Settled(
                        o.text("step"),
                        o.text("task"),
                        o.constant("settlement", Entry.Settlement.class),
                        o.text("evidence"),
                        Optional.of(o.text("by")));
            case "task_ended" ->
                new Entry.TaskEnded(
                        o.text("step"),
                        o.text("task"),
                        failure(o),
                        o.text("summary"),
                        o.optional("output").map(file -> new Entry.OutputReference(file, o.optional("output_sha256"))),
                        o.objects("files").stream().map(EntryReader::file).toList(),
                        o.millis("took_ms"),
                        o.has("not_ready")
                                ? o.objects("not_ready").stream()
                                        .map(EntryReader::pending)
                                        .toList()
                                : List.of());
            case "bound" ->
                new Entry.Bound(
                        o.text("step"),
                        task(o),
                        o.text("name"),
                        ValueJson.read(o.any("value")),
                        number(o, "instead"),
                        o.has("outdated") ? o.texts("outdated") : List.of());
            case "asked" ->
                new Entry.Asked(
                        o.text("step"),
                        o.text("task"),
                        o.constant("form", People.QuestionForm.class),
                        o.text("text"),
                        o.optional("shown"),
                        o.has("file") ? Optional.of(file(o.object("file"))) : Optional.empty(),
                        o.bool("destructive"));
            case "answered" ->
                new Entry.Answered(
                        o.text("step"), o.text("task"), o.bool("yes"), o.text("by"), meant(o), number(o, "instead"));
            case "noted" -> new Entry.Noted(o.text("step"), task(o), o.text("text"));
            case "decided" ->
                new Entry.Decided(
                        o.text("step"), task(o), o.text("where"), o.text("condition"), arm(o), number(o, "instead"));
            case "rescuing" ->
                new Entry.Rescuing(
                        o.text("step"),
                        o.text("clause"),
                        failure(o)
                                .orElseThrow(() ->
                                        new EntryJson.UnreadableEntryException("the field \"failure\" is missing")));
            case "retrying" ->
                new Entry.Retrying(
                        o.text("step"),
                        (int) o.whole("attempt"),
                        (int) o.whole("attempts"),
                        o.millis("pause_ms"),
                        o.text("why"));
            case "foretold" ->
                new Entry.Foretold(
                        o.constant("outcome", Entry.ForetoldEnd.class),
                        o.objects("failures").stream()
                                .map(failure -> new Entry.ForetoldFailure(
                                        failure.text("number"), failure.constant("class", FailureClass.class)))
                                .toList());
            case "interrupted" -> new Entry.Interrupted(o.constant("wish", StopRequest.class));
            case "abandoned" -> new Entry.Abandoned(operator(o), o.text("reason"), o.text("version"));
            case "ended" ->
                new Entry.Ended(
                        o.constant("end", Entry.RunEnd.class),
                        o.text("reason"),
                        failure(o),
                        o.text("step"),
                        o.millis("took_ms"));
            default -> throw new EntryJson.UnreadableEntryException("a fact of kind " + kind + " is not known");
        };
    }

    private static Entry began(JsonObject o) {
        return new Entry.Began(
                o.text("run"),
                o.text("runbook"),
                o.text("title"),
                sources(o),
                ValueJson.readFields(o.object("inputs")),
                o.text("target"),
                o.constant("dialect", Entry.Dialect.class),
                o.text("version"),
                operator(o));
    }

    private static Map<String, String> sources(JsonObject o) {
        Map<String, String> sources = new LinkedHashMap<>();
        JsonObject written = o.object("sources");
        written.fields().keySet().forEach(name -> sources.put(name, written.text(name)));
        return sources;
    }

    private static Entry.OperatorProcess operator(JsonObject o) {
        JsonObject operator = o.object("operator");
        return new Entry.OperatorProcess(
                operator.text("user"), operator.text("host"), operator.whole("pid"), operator.text("folder"));
    }

    /** The place within the step; the first form of the journal did not say it of every fact. */
    private static String task(JsonObject o) {
        return o.optional("task").orElse("");
    }

    private static Optional<ReleaseName> locks(JsonObject o) {
        if (!o.has("locks")) {
            return Optional.empty();
        }
        JsonObject release = o.object("locks");
        return Optional.of(new ReleaseName(release.text("namespace"), release.text("release")));
    }

    private static Optional<ReleaseValues> values(JsonObject o) {
        if (!o.has("values")) {
            return Optional.empty();
        }
        JsonObject values = o.object("values");
        return Optional.of(new ReleaseValues(
                new ReleaseName(values.text("namespace"), values.text("release")), values.texts("files")));
    }

    /** The branch that was taken; older journals say in words whether a condition held. */
    private static OptionalInt arm(JsonObject o) {
        return o.has("arm") || o.text("choice").equals(EntryJson.choice(true)) ? number(o, "arm") : OptionalInt.of(0);
    }

    private static Optional<Map<String, Value>> meant(JsonObject o) {
        return o.has("meant") ? Optional.of(ValueJson.readFields(o.object("meant"))) : Optional.empty();
    }

    private static OptionalInt number(JsonObject o, String name) {
        return o.has(name) ? OptionalInt.of((int) o.whole(name)) : OptionalInt.empty();
    }

    private static Entry.KeptFile file(JsonObject o) {
        return new Entry.KeptFile(o.text("path"), o.text("copy"), o.text("sha256"), o.whole("bytes"));
    }

    private static Observer.Pending pending(JsonObject o) {
        return new Observer.Pending(resource(o.object("resource")), o.text("state"), o.text("detail"));
    }

    private static Optional<Failure> failure(JsonObject o) {
        if (!o.has("failure")) {
            return Optional.empty();
        }
        JsonObject f = o.object("failure");
        Set<FailureClass> classes = EnumSet.noneOf(FailureClass.class);
        f.texts("classes").forEach(name -> classes.add(failureClass(name)));
        return Optional.of(new Failure(
                failureClass(f.text("kind")),
                classes,
                f.text("summary"),
                f.text("output"),
                f.texts("command"),
                number(f, "exit_code"),
                f.has("resource") ? Optional.of(resource(f.object("resource"))) : Optional.empty(),
                f.texts("advice")));
    }

    private static FailureClass failureClass(String name) {
        return FailureClass.named(name)
                .orElseThrow(
                        () -> new EntryJson.UnreadableEntryException("a failure of class " + name + " is not known"));
    }

    static ResourceId resource(JsonObject o) {
        return new ResourceId(
                o.text("api_version"), o.text("kind"), o.text("namespace"), o.text("name"), o.text("uid"));
    }
}
