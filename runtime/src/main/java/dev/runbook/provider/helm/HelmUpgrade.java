package dev.runbook.provider.helm;

import static dev.runbook.language.failure.FailureClass.ApplyConflict;
import static dev.runbook.language.failure.FailureClass.ImmutableField;
import static dev.runbook.language.failure.FailureClass.StorageRefused;

import dev.runbook.language.failure.Failed;
import dev.runbook.language.failure.Failure;
import dev.runbook.language.signature.ArgumentText;
import dev.runbook.language.value.SemanticVersion;
import dev.runbook.language.value.Value;
import dev.runbook.port.ClusterReader;
import dev.runbook.port.ClusterWriter;
import dev.runbook.port.Processes;
import dev.runbook.port.Workspace;
import dev.runbook.provider.Call;
import dev.runbook.provider.Evidence;
import dev.runbook.provider.Impact;
import dev.runbook.provider.Intent;
import dev.runbook.provider.Outcome;
import dev.runbook.provider.ReleaseMove;
import dev.runbook.provider.ReleaseValues;
import dev.runbook.provider.RightsNeeded;
import dev.runbook.provider.StateBefore;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** {@code helm.upgrade release, chart, version: …, values: …}. */
public final class HelmUpgrade implements ReleaseChange {
    @Override
    public String name() {
        return "helm.upgrade";
    }

    @Override
    public Intent intent(Call call) throws InterruptedException {
        return HelmCalls.intent(call, HelmUpgrade::arguments);
    }

    @Override
    public void rights(Call call, RightsNeeded needed) throws InterruptedException {
        HelmRights.change(call, needed);
    }

    @Override
    public Optional<ReleaseMove> moves(Call call) {
        return Optional.of(new ReleaseMove(
                call.positional().getFirst(),
                call.option("namespace").orElse(Value.NIL),
                call.positional().get(1),
                call.option("version").orElse(Value.NIL),
                HelmSignatures.REVISIONS,
                HelmEntities::running,
                HelmSignatures.CHART_OF));
    }

    @Override
    public Optional<ReleaseValues> values(Call call) {
        return HelmCalls.values(call, HelmValues.paths(call.option("values").orElse(Value.NIL)));
    }

    @Override
    public Outcome perform(Call call, Processes.Output output) throws InterruptedException {
        try {
            HelmCalls.check(call, HelmUpgrade::arguments);
            for (Value path : HelmValues.paths(call.option("values").orElse(Value.NIL))) {
                HelmValues.read(ArgumentText.of(path, "values"), call.client(Workspace.class));
            }
            Optional<String> version = call.option("version").map(v -> ArgumentText.of(v, "version"));
            if (version.filter(v -> v.contains("+")).isPresent()) {
                call.client(Helm.class).chart(HelmCalls.argument(call, 1, HelmNames::chart), version);
            }
        } catch (Failed e) {
            return new Outcome.NotDone(e.failure());
        }
        Optional<Failure> held = FinalizedResources.deleteFirst(
                call, ReleaseOperation.Verb.UPGRADE, OrderedRemoval.dropped(call, UpgradeRendering::of), output);
        if (held.isPresent()) {
            return new Outcome.NotDone(held.get());
        }
        List<Autoscaled> scaled = autoscaled(call);
        PrintedLines lines = new PrintedLines(output);
        Outcome ended = HelmCalls.run(call, ReleaseOperation.Verb.UPGRADE, HelmUpgrade::arguments, lines);
        List<String> restored = new ArrayList<>();
        for (Autoscaled one : scaled) {
            one.restore(call.client(ClusterReader.class), call.client(ClusterWriter.class))
                    .ifPresent(restored::add);
        }
        Outcome outcome = explained(call, ended, lines.all());
        return restored.isEmpty()
                ? outcome
                : switch (outcome) {
                    case Outcome.Done(String _, List<String> files) ->
                        new Outcome.Done(String.join("; ", restored), files);
                    case Outcome.NotDone(Failure failure) ->
                        new Outcome.NotDone(failure.advising(String.join("; ", restored) + "."));
                };
    }

    /** The server says what cannot be changed, and not always what it was to become; helm 3 does not say what was left out. */
    private static Outcome explained(Call call, Outcome outcome, List<String> printed) throws InterruptedException {
        return switch (outcome) {
            case Outcome.NotDone(Failure failure)
            when failure.classes().contains(ImmutableField) || failure.classes().contains(StorageRefused) ->
                new Outcome.NotDone(RefusedFields.withFields(call, failure));
            case Outcome.NotDone(Failure failure)
            when failure.kind() == ApplyConflict -> new Outcome.NotDone(ConflictingFields.named(call, failure));
            case Outcome.NotDone failed -> failed;
            case Outcome.Done done ->
                LeftOutFields.failure(call, printed)
                        .<Outcome>map(Outcome.NotDone::new)
                        .orElse(done);
        };
    }

    private static List<Autoscaled> autoscaled(Call call) throws InterruptedException {
        try {
            return Autoscaled.in(call.client(ClusterReader.class), HelmCalls.namespace(call));
        } catch (Failed unread) {
            // Helm itself will say what is wrong, in words that failure classes know.
            return List.of();
        }
    }

    @Override
    public Evidence evidence(Call call, StateBefore before) throws InterruptedException {
        return ReleaseEvidence.changed(call, before, revision -> ReleaseEvidence.upgraded(call, revision));
    }

    @Override
    public Impact impact(Call call) throws InterruptedException {
        return UpgradeImpact.of(call);
    }

    static List<String> arguments(Call call, SemanticVersion helm) {
        List<String> arguments = new ArrayList<>(List.of("upgrade"));
        arguments.addAll(rendered(call, helm));
        return arguments;
    }

    /** What stands behind the verb: the release, the chart, and what the chart is rendered with. */
    static List<String> rendered(Call call, SemanticVersion helm) {
        List<String> arguments = new ArrayList<>(List.of(
                HelmCalls.argument(call, 0, HelmNames::release), HelmCalls.argument(call, 1, HelmNames::chart)));
        for (Value path : HelmValues.paths(call.option("values").orElse(Value.NIL))) {
            arguments.add(HelmValues.fileFlag(path, call.client(Workspace.class)));
        }
        switch (call.option("set").orElse(Value.NIL)) {
            case Value.Map(var set) -> arguments.addAll(HelmValues.setFlags(set));
            case Value.Unknown unknown -> arguments.add("--set=" + ArgumentText.of(unknown, "set"));
            default -> {}
        }
        arguments.addAll(HelmFlags.upgrade(call.options(), helm));
        return arguments;
    }
}
