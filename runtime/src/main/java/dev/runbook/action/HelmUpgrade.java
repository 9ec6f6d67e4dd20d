package dev.runbook.action;

import dev.runbook.failure.Failed;
import dev.runbook.helm.ArgumentText;
import dev.runbook.helm.HelmFlags;
import dev.runbook.helm.HelmNames;
import dev.runbook.helm.HelmValues;
import dev.runbook.port.Processes;
import dev.runbook.value.SemanticVersion;
import dev.runbook.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code helm.upgrade release, chart, version: …, values: …}. */
public final class HelmUpgrade implements Action {
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
        HelmCalls.rightsToChange(call, needed);
    }

    @Override
    public Optional<ReleaseMove> moves(Call call) {
        return Optional.of(new ReleaseMove(
                call.positional().getFirst(),
                call.option("namespace").orElse(Value.NIL),
                call.positional().get(1),
                call.option("version").orElse(Value.NIL)));
    }

    @Override
    public Outcome perform(Call call, Processes.Output output) throws InterruptedException {
        try {
            for (Value path : HelmValues.paths(call.option("values").orElse(Value.NIL))) {
                HelmValues.read(ArgumentText.of(path, "values"), call.world().files());
            }
        } catch (Failed e) {
            return new Outcome.NotDone(e.failure());
        }
        return HelmCalls.run(call, HelmUpgrade::arguments, output);
    }

    @Override
    public Optional<ReleaseWait> awaits(Call call) {
        return ReleaseWait.of(call, HelmCalls.argument(call, 0, HelmNames::release));
    }

    @Override
    public String mark(Call call) throws InterruptedException {
        return ReleaseEvidence.mark(call);
    }

    @Override
    public Map<String, Value> meant(Call call) throws InterruptedException {
        return ReleaseEvidence.meant(call);
    }

    @Override
    public boolean same(Call call, Value before, Value now) throws InterruptedException {
        return ReleaseEvidence.same(call, before, now);
    }

    @Override
    public String words(Value identity) {
        return ReleaseIdentity.words(identity);
    }

    @Override
    public Evidence evidence(Call call, Before before) throws InterruptedException {
        return ReleaseEvidence.changed(call, before, revision -> ReleaseEvidence.upgraded(call, revision));
    }

    private static List<String> arguments(Call call, SemanticVersion helm) {
        List<String> arguments = new ArrayList<>(List.of(
                "upgrade",
                HelmCalls.argument(call, 0, HelmNames::release),
                HelmCalls.argument(call, 1, HelmNames::chart)));
        for (Value path : HelmValues.paths(call.option("values").orElse(Value.NIL))) {
            arguments.add(HelmValues.fileFlag(path, call.world().files()));
        }
        switch (call.option("set").orElse(Value.NIL)) {
            case Value.Entries(var set) -> arguments.addAll(HelmValues.setFlags(set));
            case Value.Unknown unknown -> arguments.add("--set=" + ArgumentText.of(unknown, "set"));
            default -> {}
        }
        arguments.addAll(HelmFlags.upgrade(call.options(), helm));
        return arguments;
    }
}
