package dev.runbook.run.journal;

import dev.runbook.language.failure.Failure;
import dev.runbook.language.value.Resources;
import dev.runbook.language.value.Value;
import dev.runbook.port.Observer;
import dev.runbook.provider.Intent;
import dev.runbook.provider.ReleaseName;
import dev.runbook.provider.ReleaseValues;
import dev.runbook.provider.StateBefore;
import dev.runbook.run.journal.Entry.KeptFile;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Goes over every text of a fact that can hold what a run reads, and makes the fact anew from what came of them. */
record EntryTexts(UnaryOperator<String> texts) {
    Entry of(Entry entry) {
        return switch (entry) {
            case Entry.Began e ->
                new Entry.Began(
                        e.run(),
                        e.runbook(),
                        e.title(),
                        e.sources(),
                        values(e.inputs()),
                        text(e.target()),
                        e.dialect(),
                        e.version(),
                        e.operator());
            case Entry.Resumed e ->
                new Entry.Resumed(e.sources(), texts(e.edits()), text(e.target()), e.version(), e.operator());
            case Entry.StepStarted e ->
                new Entry.StepStarted(
                        text(e.step()), e.task(), e.number(), text(e.title()), e.attempt(), e.destructive());
            case Entry.StepSkipped e ->
                new Entry.StepSkipped(text(e.step()), e.task(), e.number(), text(e.title()), text(e.reason()));
            case Entry.StepResumed e -> new Entry.StepResumed(text(e.step()), e.number(), text(e.title()));
            case Entry.StepEnded e -> new Entry.StepEnded(text(e.step()), e.number(), e.end(), e.took());
            case Entry.TaskIntended e ->
                new Entry.TaskIntended(
                        text(e.step()),
                        e.task(),
                        activity(e.activity()),
                        new StateBefore(
                                text(e.before().mark()), values(e.before().meant())));
            case Entry.ProgramStarted e -> new Entry.ProgramStarted(text(e.step()), e.task(), e.pid(), e.started());
            case Entry.Settled e ->
                new Entry.Settled(text(e.step()), e.task(), e.settlement(), text(e.evidence()), e.by());
            case Entry.TaskEnded e ->
                new Entry.TaskEnded(
                        text(e.step()),
                        e.task(),
                        e.failure().map(this::failure),
                        text(e.summary()),
                        e.output(),
                        e.files().stream().map(this::file).toList(),
                        e.took(),
                        e.notReady().stream().map(this::pending).toList());
            case Entry.Bound e ->
                new Entry.Bound(text(e.step()), e.task(), e.name(), value(e.value()), e.instead(), e.outdated());
            case Entry.Asked e ->
                new Entry.Asked(
                        text(e.step()),
                        e.task(),
                        e.form(),
                        text(e.text()),
                        e.shown().map(this::text),
                        e.file().map(this::file),
                        e.destructive());
            case Entry.Answered e ->
                new Entry.Answered(
                        text(e.step()), e.task(), e.yes(), e.by(), e.meant().map(this::values), e.instead());
            case Entry.Noted e -> new Entry.Noted(text(e.step()), e.task(), text(e.text()));
            case Entry.Decided e ->
                new Entry.Decided(text(e.step()), e.task(), e.where(), text(e.condition()), e.arm(), e.instead());
            case Entry.Rescuing e -> new Entry.Rescuing(text(e.step()), e.clause(), failure(e.failure()));
            case Entry.Retrying e ->
                new Entry.Retrying(text(e.step()), e.attempt(), e.attempts(), e.pause(), text(e.why()));
            case Entry.Foretold e -> e;
            case Entry.Interrupted e -> e;
            case Entry.Abandoned e -> new Entry.Abandoned(e.operator(), text(e.reason()), e.version());
            case Entry.Ended e ->
                new Entry.Ended(e.end(), text(e.reason()), e.failure().map(this::failure), text(e.step()), e.took());
        };
    }

    private Activity activity(Activity activity) {
        return switch (activity) {
            case Activity.Performing performing ->
                new Activity.Performing(
                        performing.name(),
                        performing.kind(),
                        intent(performing.intent()),
                        performing.locks().map(this::release),
                        performing
                                .values()
                                .map(values -> new ReleaseValues(release(values.release()), texts(values.files()))));
            case Activity.Pausing(String length) -> new Activity.Pausing(text(length));
            case Activity.WaitingUntil(String limit, String condition) ->
                new Activity.WaitingUntil(text(limit), text(condition));
            case Activity.Asserting(String condition) -> new Activity.Asserting(text(condition));
            case Activity.ExplicitFailure failure -> failure;
        };
    }

    private ReleaseName release(ReleaseName release) {
        return new ReleaseName(text(release.namespace()), text(release.release()));
    }

    private Intent intent(Intent intent) {
        return switch (intent) {
            case Intent.Command(List<String> arguments) -> new Intent.Command(texts(arguments));
            case Intent.Description(String words) -> new Intent.Description(text(words));
        };
    }

    private String text(String text) {
        return texts.apply(text);
    }

    private List<String> texts(List<String> texts) {
        return texts.stream().map(this::text).toList();
    }

    private Observer.Pending pending(Observer.Pending one) {
        return new Observer.Pending(one.resource(), text(one.state()), text(one.detail()));
    }

    private KeptFile file(KeptFile file) {
        return new KeptFile(text(file.path()), file.copy(), file.sha256(), file.bytes());
    }

    private Failure failure(Failure f) {
        return new Failure(
                f.kind(),
                f.classes(),
                text(f.summary()),
                text(f.output()),
                texts(f.command()),
                f.exitCode(),
                f.resource(),
                texts(f.advice()));
    }

    private Map<String, Value> values(Map<String, Value> values) {
        Map<String, Value> masked = new LinkedHashMap<>();
        values.forEach((name, value) -> masked.put(text(name), value(value)));
        return masked;
    }

    Value value(Value value) {
        return switch (value) {
            case Value.Text(String text) -> new Value.Text(text(text));
            case Value.List(List<Value> items) ->
                new Value.List(items.stream().map(this::value).toList());
            case Value.Map(Map<String, Value> entries) -> new Value.Map(values(entries));
            case Value.Entity(String type, Map<String, Value> fields) -> new Value.Entity(type, values(fields));
            case Value.Secret secret -> secret;
            case Value.Int whole -> whole;
            case Value.Bool bool -> bool;
            case Value.Nil nil -> nil;
            case Value.Duration length -> length;
            case Value.Version version -> version;
            case Value.Pattern pattern -> pattern;
            case Resources resources -> resources;
            case Value.Unknown unknown -> unknown;
        };
    }
}
