package dev.runbook.provider.helm;

import dev.runbook.json.JsonMap;
import dev.runbook.language.failure.Failed;
import dev.runbook.language.failure.Failure;
import dev.runbook.language.failure.FailureClass;
import dev.runbook.language.value.SemanticVersion;
import dev.runbook.port.KubeObject;
import dev.runbook.provider.Call;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What helm itself renders for an upgrade, with the same values and flags, and with what the cluster answers to its templates. */
final class UpgradeRendering {
    /** What says how long to wait, or writes beside the chart: nothing that a rendering depends on. */
    private static final Set<String> LEFT_OUT = Set.of(
            "--wait",
            "--wait-for-jobs",
            "--timeout",
            "--atomic",
            "--rollback-on-failure",
            "--cleanup-on-fail",
            "--dependency-update");

    private UpgradeRendering() {}

    /** For an action that is given the release and the chart of an upgrade behind something else. */
    static List<KubeObject> behind(Call call, int first) throws InterruptedException {
        return of(new Call(
                HelmSignatures.UPGRADE,
                call.receiver(),
                call.positional().subList(first, first + 2),
                call.options(),
                call.namespace(),
                call.world(),
                call.observer()));
    }

    static List<KubeObject> of(Call call) throws InterruptedException {
        Helm helm = call.client(Helm.class);
        SemanticVersion version = helm.version();
        List<String> arguments = new ArrayList<>(HelmUpgrade.arguments(call, version));
        arguments.removeIf(argument -> LEFT_OUT.contains(argument.split("=", 2)[0]));
        boolean asksServer = version.major() > 3 || version.minor() >= 13;
        arguments.add(asksServer ? "--dry-run=server" : "--dry-run");
        arguments.add("--output=json");
        String printed =
                helm.rendering(arguments, Optional.of(HelmCalls.namespace(call)).filter(n -> !n.isEmpty()));
        try {
            if (JsonMap.of(printed).fields().get("manifest") instanceof String manifest) {
                return ManifestObjects.of(manifest);
            }
        } catch (IOException e) {
            // Told below.
        }
        throw new Failed(Failure.of(
                FailureClass.CommandFailed,
                "helm was asked what the upgrade would make, and printed something else than JSON",
                "Check that --helm names helm itself and not a wrapper that prints more."));
    }
}
