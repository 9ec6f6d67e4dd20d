package dev.runbook.provider.helm;

import dev.runbook.language.failure.Failed;
import dev.runbook.language.failure.Failure;
import dev.runbook.language.value.ResourceId;
import dev.runbook.language.value.Resources;
import dev.runbook.language.value.Value;
import dev.runbook.port.ClusterReader;
import dev.runbook.port.ClusterWriter;
import dev.runbook.port.ClusterWriter.Cascade;
import dev.runbook.port.KubeObject;
import dev.runbook.port.Processes;
import dev.runbook.provider.Action;
import dev.runbook.provider.Call;
import dev.runbook.provider.Evidence;
import dev.runbook.provider.Impact;
import dev.runbook.provider.Intent;
import dev.runbook.provider.Outcome;
import dev.runbook.provider.ReleaseName;
import dev.runbook.provider.StateBefore;
import dev.runbook.provider.kube.DeletionRights;
import dev.runbook.provider.kube.ObjectIdentity;
import dev.runbook.provider.kube.Removal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** {@code helm.replace objects, release, chart, version: …, values: …}. */
public final class HelmReplace implements Action {
    @Override
    public String name() {
        return "helm.replace";
    }

    @Override
    public Intent intent(Call call) {
        return new Intent.Description("delete " + words(call) + ", which the upgrade makes again");
    }

    private static String words(Call call) {
        return call.positional().getFirst() instanceof Resources resources
                ? resources.members().stream().map(ResourceId::shortName).collect(Collectors.joining(", "))
                : "what cannot be changed";
    }

    @Override
    public Impact impact(Call call) throws InterruptedException {
        ClusterReader cluster = call.client(ClusterReader.class);
        Impact impact = Impact.NONE;
        List<KubeObject> going = new ArrayList<>();
        for (Replacement one : Replacement.foreseen(call)) {
            going.add(one.object());
            Impact removal = Removal.of(cluster, List.of(one.object()), one.cascade() != Cascade.ORPHAN);
            List<Impact.Loss> losses = removal.losses().stream()
                    .filter(loss -> !one.claims().keep(loss))
                    .toList();
            impact = impact.and(new Impact(List.of(), List.of(), removal.removed(), losses, one.costs()));
        }
        List<KubeObject> secrets =
                going.stream().filter(one -> one.kind().equals("Secret")).toList();
        return impact.and(Impact.removing(List.of(), FinalizedResources.losses(going), List.of()))
                .and(
                        secrets.isEmpty()
                                ? Impact.NONE
                                : LostSecrets.replaced(UpgradeRendering.upgrade(call, 1), secrets));
    }

    /** What the replacement of objects would do before an upgrade that a call is about, or why it cannot be. */
    static Impact impact(Call upgrade, Value objects) throws InterruptedException {
        List<Value> positional = new ArrayList<>(upgrade.positional());
        positional.addFirst(objects);
        Call replacing = new Call(
                upgrade.signature(),
                upgrade.receiver(),
                positional,
                upgrade.options(),
                upgrade.namespace(),
                upgrade.world(),
                upgrade.observer());
        try {
            ReplacementCheck.require(replacing, release(replacing), Replacement.possible(replacing));
            Impact impact = new HelmReplace().impact(replacing);
            return impact.costs().isEmpty() ? impossible("nothing that can be replaced is there") : impact;
        } catch (Failed refused) {
            return impossible(refused.failure().summary());
        }
    }

    private static String release(Call call) {
        return HelmCalls.rest(call, 1, "release", HelmNames::release);
    }

    private static Impact impossible(String why) {
        return Impact.removing(List.of(), List.of(), List.of("not possible, " + why));
    }

    @Override
    public Outcome perform(Call call, Processes.Output output) throws InterruptedException {
        try {
            List<Replacement> replacements = Replacement.possible(call);
            List<ClaimExpansion> expansions = replacements.stream()
                    .flatMap(one -> one.expansions().stream())
                    .toList();
            Optional<Failure> missing = DeletionRights.missing(
                    call,
                    replacements.stream()
                            .map(Replacement::object)
                            .map(KubeObject::id)
                            .toList());
            if (missing.isEmpty()) {
                missing = ClaimExpansion.missing(call, expansions);
            }
            for (Replacement one : replacements) {
                missing = missing.isEmpty() ? one.claims().missing(call) : missing;
            }
            if (missing.isPresent()) {
                return new Outcome.NotDone(missing.get());
            }
            Optional<String> unasked = ReplacementCheck.require(call, release(call), replacements);
            List<String> done = new ArrayList<>();
            // A claim that is refused leaves everything as it is.
            for (ClaimExpansion one : expansions) {
                one.perform(call.client(ClusterWriter.class));
                done.add(one.words());
            }
            for (Replacement one : replacements) {
                one.claims().keep(call);
            }
            for (Replacement one : replacements) {
                if (call.client(ClusterWriter.class).delete(one.object().id(), one.cascade())) {
                    done.add(one.cost());
                }
            }
            unasked.ifPresent(why -> done.add("whether the server takes what comes instead was not known: " + why));
            return Outcome.done(String.join("; ", done));
        } catch (Failed failed) {
            return new Outcome.NotDone(failed.failure());
        }
    }

    @Override
    public Optional<ReleaseName> locks(Call call) {
        return HelmCalls.release(call, 1);
    }

    @Override
    public Map<String, Value> meant(Call call) {
        return ObjectIdentity.of(call);
    }

    @Override
    public Call again(Call call, StateBefore before) throws InterruptedException {
        return ObjectIdentity.held(call, before);
    }

    @Override
    public Evidence evidence(Call call, StateBefore before) throws InterruptedException {
        return ObjectIdentity.deleted(call, before);
    }
}
