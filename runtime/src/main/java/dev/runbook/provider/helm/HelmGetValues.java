package dev.runbook.provider.helm;

import dev.runbook.language.failure.Failed;
import dev.runbook.language.failure.Failure;
import dev.runbook.language.failure.FailureClass;
import dev.runbook.language.signature.ArgumentText;
import dev.runbook.language.value.SemanticVersion;
import dev.runbook.language.value.Value;
import dev.runbook.port.Processes;
import dev.runbook.provider.Action;
import dev.runbook.provider.Call;
import dev.runbook.provider.Evidence;
import dev.runbook.provider.Intent;
import dev.runbook.provider.Outcome;
import dev.runbook.provider.ReleaseValues;
import dev.runbook.provider.RightsNeeded;
import dev.runbook.provider.StateBefore;
import dev.runbook.provider.file.FileIdentity;
import dev.runbook.provider.file.FileReplacement;
import dev.runbook.provider.file.FileWrite;
import dev.runbook.text.FileName;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** {@code helm.get_values release, to: "current-values.yml"}. */
public final class HelmGetValues implements Action {
    private static final Value LAST_DEPLOYED = new Value.Unknown("last deployed", "known when the step runs");

    @Override
    public String name() {
        return "helm.get_values";
    }

    @Override
    public Intent intent(Call call) throws InterruptedException {
        return HelmCalls.intent(call, HelmGetValues::arguments);
    }

    @Override
    public Call completed(Call call) throws InterruptedException {
        if (call.option("revision").isPresent()) {
            return call;
        }
        Helm helm = call.client(Helm.class).caching();
        String release = HelmCalls.argument(call, 0, HelmNames::release);
        String namespace = HelmCalls.namespace(call);
        try {
            List<Helm.Revision> history = helm.history(release, namespace);
            // The values of an earlier revision are not those that are in force.
            RecordFailures.requireNewest(history, release, namespace);
            OptionalInt revision = chosen(history);
            return revision.isPresent()
                    ? call.with(HelmProvider.with(call.world(), helm))
                            .with("revision", new Value.Int(revision.getAsInt()))
                    : call;
        } catch (Failed told) {
            // It fails of the same when it is done.
            return call;
        }
    }

    @Override
    public void rights(Call call, RightsNeeded needed) throws InterruptedException {
        HelmRights.readRevision(call, needed);
    }

    @Override
    public Optional<ReleaseValues> values(Call call) {
        return HelmCalls.values(call, List.of(call.option("to").orElse(Value.NIL)));
    }

    @Override
    public Outcome perform(Call call, Processes.Output output) throws InterruptedException {
        try {
            String release = HelmCalls.argument(call, 0, HelmNames::release);
            String namespace = HelmCalls.namespace(call);
            String path = path(call);
            Helm helm = call.client(Helm.class);
            List<Helm.Revision> history = helm.history(release, namespace);
            if (call.option("revision").isEmpty()) {
                RecordFailures.requireNewest(history, release, namespace);
            }
            OptionalInt revision = revision(call, history);
            String summary = revision.isPresent() ? "values of revision " + revision.getAsInt() : "values";
            return FileReplacement.write(
                    call, path, values(helm, release, namespace, revision), summary + " in " + FileName.of(path));
        } catch (Failed e) {
            return new Outcome.NotDone(e.failure());
        } catch (IOException e) {
            return new Outcome.NotDone(FileWrite.notWritten(path(call), e));
        }
    }

    @Override
    public Map<String, Value> meant(Call call) {
        return FileIdentity.of(call, path(call));
    }

    /** Whoever was shown the values may have edited them since, and that is not overwritten without a word. */
    @Override
    public Evidence evidence(Call call, StateBefore before) throws InterruptedException {
        String release = HelmCalls.argument(call, 0, HelmNames::release);
        String namespace = HelmCalls.namespace(call);
        Helm helm = call.client(Helm.class);
        try {
            OptionalInt revision = revision(call, helm.history(release, namespace));
            return FileIdentity.written(call, before, path(call), values(helm, release, namespace, revision));
        } catch (Failed unread) {
            return new Evidence.Absent(unread.failure().summary());
        }
    }

    /** Without overrides helm prints null, which the next upgrade takes for no values file at all. */
    private static byte[] values(Helm helm, String release, String namespace, OptionalInt revision)
            throws InterruptedException {
        String values = helm.values(release, namespace, revision);
        String text = values.strip().equals("null") || values.isBlank() ? "{}\n" : values;
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static OptionalInt revision(Call call, List<Helm.Revision> history) {
        if (call.option("revision").orElse(Value.NIL) instanceof Value.Int(long number)) {
            return history.stream().anyMatch(r -> r.number() == number)
                    ? OptionalInt.of(Math.toIntExact(number))
                    : noRevision(call, number, history);
        }
        return chosen(history);
    }

    /** The last that was deployed, else the newest: helm's own choice may be a failed one. */
    private static OptionalInt chosen(List<Helm.Revision> history) {
        OptionalInt deployed = Helm.lastDeployed(history);
        return deployed.isPresent()
                ? deployed
                : history.stream().mapToInt(Helm.Revision::number).max();
    }

    private static OptionalInt noRevision(Call call, long number, List<Helm.Revision> history) {
        throw new Failed(Failure.of(
                FailureClass.ReleaseNotFound,
                "release %s has no revision %d"
                        .formatted(ArgumentText.of(call.positional().getFirst(), "release"), number),
                "Revisions that are kept: "
                        + String.join(
                                ", ",
                                history.stream()
                                        .map(r -> r.number() + " " + r.status())
                                        .toList())));
    }

    private static List<String> arguments(Call call, SemanticVersion helm) {
        List<String> arguments = new ArrayList<>(
                List.of("get", "values", HelmCalls.argument(call, 0, HelmNames::release), "--output=yaml"));
        arguments.add("--revision=" + ArgumentText.of(call.option("revision").orElse(LAST_DEPLOYED), "revision"));
        return arguments;
    }

    private static String path(Call call) {
        return ArgumentText.of(call.option("to").orElse(Value.NIL), "to");
    }
}
