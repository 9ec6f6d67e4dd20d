package dev.runbook.provider.helm;

import dev.runbook.language.failure.Failed;
import dev.runbook.language.failure.Failure;
import dev.runbook.language.failure.FailureClass;
import dev.runbook.language.value.ResourceId;
import dev.runbook.language.value.SemanticVersion;
import dev.runbook.port.ClusterReader;
import dev.runbook.port.ClusterWriter;
import dev.runbook.port.KubeObject;
import dev.runbook.port.Processes;
import dev.runbook.provider.Call;
import dev.runbook.provider.Evidence;
import dev.runbook.provider.Impact;
import dev.runbook.provider.Intent;
import dev.runbook.provider.Outcome;
import dev.runbook.provider.RightsNeeded;
import dev.runbook.provider.StateBefore;
import dev.runbook.provider.kube.DeletionRights;
import dev.runbook.provider.kube.ReleaseKinds;
import dev.runbook.provider.kube.ReleaseManifest.Listed;
import dev.runbook.provider.kube.ReleaseManifests;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;

/** {@code helm.uninstall release}. */
public final class HelmUninstall implements ReleaseChange {
    @Override
    public String name() {
        return "helm.uninstall";
    }

    @Override
    public Intent intent(Call call) throws InterruptedException {
        return HelmCalls.intent(call, HelmUninstall::arguments);
    }

    @Override
    public void rights(Call call, RightsNeeded needed) throws InterruptedException {
        HelmRights.uninstall(call, needed);
    }

    @Override
    public Outcome perform(Call call, Processes.Output output) throws InterruptedException {
        List<String> before = new ArrayList<>();
        try {
            HelmCalls.check(call, HelmUninstall::arguments);
            List<KubeObject> going = OrderedRemoval.uninstalled(call);
            List<ClaimExpansion> expansions = OrderedRemoval.expansions(call, going);
            Optional<Failure> missing = missing(call, HelmCalls.argument(call, 0, HelmNames::release));
            if (missing.isEmpty()) {
                missing = ClaimExpansion.missing(call, expansions);
            }
            if (missing.isPresent()) {
                return new Outcome.NotDone(missing.get());
            }
            for (ClaimExpansion one : expansions) {
                one.perform(call.client(ClusterWriter.class));
                before.add(one.words());
            }
            Optional<Failure> held =
                    FinalizedResources.deleteFirst(call, ReleaseOperation.Verb.UNINSTALL, going, output);
            if (held.isPresent()) {
                return new Outcome.NotDone(held.get());
            }
        } catch (Failed refused) {
            return new Outcome.NotDone(refused.failure());
        }
        PrintedLines lines = new PrintedLines(output);
        return switch (HelmCalls.run(call, ReleaseOperation.Verb.UNINSTALL, HelmUninstall::arguments, lines)) {
            case Outcome.NotDone failed -> new Outcome.NotDone(failed(failed.failure(), lines.all()));
            case Outcome.Done _ -> ended(call, before, lines.all());
        };
    }

    /** What the account lacks to delete all of it; nothing where that cannot be found out. */
    private static Optional<Failure> missing(Call call, String release) throws InterruptedException {
        String namespace = HelmCalls.namespace(call);
        try {
            List<Listed> objects = ReleaseKinds.listed(call.client(ReleaseManifests.class), release, namespace)
                    .orElse(List.of());
            return DeletionRights.missing(
                    call,
                    ReleaseRights.UNINSTALL.onObjects(
                            ReleaseKinds.of(objects, call.client(ClusterReader.class), namespace)));
        } catch (Failed unread) {
            // Helm itself will say what is wrong, in the words that failure classes know.
            return Optional.empty();
        }
    }

    /** Helm 4 that waits in vain says of what it has left only in its log, and has forgotten the release by then. */
    private static Failure failed(Failure failure, List<String> lines) {
        UninstallLeftovers left = UninstallLeftovers.of(lines);
        return left.unverified().isEmpty()
                ? failure
                : failure.advising("Helm has also left what it could not verify: " + names(left.unverified()) + ".");
    }

    /** Helm ends well, whatever it has left. */
    private static Outcome ended(Call call, List<String> before, List<String> lines) {
        UninstallLeftovers left = UninstallLeftovers.of(lines);
        if (!left.unverified().isEmpty()) {
            return new Outcome.NotDone(unverified(call, left.unverified(), lines));
        }
        List<String> words = new ArrayList<>(before);
        if (!left.foreign().isEmpty()) {
            words.add("not deleted, since it is not the release's: " + names(left.foreign()));
        }
        if (!left.kept().isEmpty()) {
            words.add("kept by its resource policy: " + names(left.kept()));
        }
        return Outcome.done(String.join("; ", words));
    }

    private static Failure unverified(Call call, List<UninstallLeftovers.Left> left, List<String> lines) {
        UninstallLeftovers.Left first = left.getFirst();
        String why = first.why().isEmpty() ? "" : " (" + first.why() + ")";
        return new Failure(
                FailureClass.CommandFailed,
                Set.of(FailureClass.CommandFailed),
                "helm says that it is done, and has left what it could not verify: " + names(left) + why,
                String.join("\n", lines),
                List.of(),
                OptionalInt.empty(),
                Optional.of(new ResourceId("", first.kind(), HelmCalls.namespace(call), first.name(), "")),
                List.of(
                        "Helm does not know the release any more and cannot delete the rest: delete it by hand, or install"
                                + " the release again, which takes over what carries its name."));
    }

    private static String names(List<UninstallLeftovers.Left> left) {
        return left.stream().map(UninstallLeftovers.Left::toString).collect(Collectors.joining(", "));
    }

    @Override
    public Evidence evidence(Call call, StateBefore before) throws InterruptedException {
        return ReleaseEvidence.uninstalled(call, before);
    }

    @Override
    public Impact impact(Call call) throws InterruptedException {
        return UninstallImpact.of(call);
    }

    private static List<String> arguments(Call call, SemanticVersion helm) {
        List<String> arguments = new ArrayList<>(List.of("uninstall", HelmCalls.argument(call, 0, HelmNames::release)));
        arguments.addAll(HelmFlags.uninstall(call.options(), helm));
        return arguments;
    }
}
