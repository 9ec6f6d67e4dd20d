package dev.runbook.provider.kube;

import dev.runbook.language.failure.Failed;
import dev.runbook.language.failure.Failure;
import dev.runbook.language.failure.FailureClass;
import dev.runbook.port.ClusterReader;
import dev.runbook.port.KubeObject;
import dev.runbook.provider.Requirement;
import dev.runbook.provider.World;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A namespace that something is made in: it is there, and takes it.
 *
 * @param made whether it is made first where it is missing
 */
public record NamespaceRequirement(String namespace, boolean made) implements Requirement {
    @Override
    public String what() {
        return "namespace " + namespace;
    }

    /** An account that may not read namespaces is told nothing, and finds out later. */
    @Override
    public Optional<Failure> unmet(World world, String place, boolean changed) throws InterruptedException {
        ClusterReader cluster = world.client(ClusterReader.class);
        Optional<KubeObject> found;
        try {
            found = cluster.get(cluster.kind("namespace"), "", namespace);
        } catch (Failed untold) {
            return Optional.empty();
        }
        String needs = "Needed at " + place + ".";
        if (found.isEmpty()) {
            return made || changed
                    ? Optional.empty()
                    : Optional.of(Failure.of(
                            FailureClass.NamespaceMissing,
                            "there is no namespace " + namespace,
                            needs,
                            "Check its name, or create it: kubectl create namespace " + namespace));
        }
        if (!NamespaceState.terminating(found.get())) {
            return Optional.empty();
        }
        List<String> advice = new ArrayList<>(List.of(needs));
        NamespaceState.holding(cluster, found.get()).forEach(held -> advice.add("What holds it: " + held));
        advice.add("When it is gone it can be created again; or use another namespace.");
        return Optional.of(Failure.of(
                FailureClass.NamespaceTerminating,
                "namespace " + namespace + " is being deleted, and nothing can be created in it",
                advice.toArray(String[]::new)));
    }
}
