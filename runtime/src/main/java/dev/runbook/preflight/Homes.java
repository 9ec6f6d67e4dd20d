package dev.runbook.preflight;

import dev.runbook.failure.Failed;
import dev.runbook.failure.Failure;
import dev.runbook.failure.FailureClass;
import dev.runbook.kube.NamespaceState;
import dev.runbook.port.ClusterReader;
import dev.runbook.port.KubeObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The namespaces that a run surely makes something in: whether they are there, and take it. */
final class Homes {
    /** Each with the first place that needs it. */
    private final Map<String, Home> needed = new LinkedHashMap<>();

    private boolean mayBeMade;

    private record Home(String place, boolean made) {}

    /** From here on, a namespace that is not there yet may be: a program or a person may have made it. */
    void mayBeMade() {
        mayBeMade = true;
    }

    /**
     * Something is made in a namespace.
     *
     * @param made whether what needs it makes it, too
     */
    void need(String namespace, boolean made, Demands.Spot spot) {
        if (spot.surely()) {
            needed.putIfAbsent(namespace, new Home(spot.text(), made || mayBeMade));
        }
    }

    /** What is wrong with them. An account that may not read namespaces is told nothing, and finds out later. */
    List<Failure> problems(ClusterReader cluster) throws InterruptedException {
        List<Failure> problems = new ArrayList<>();
        for (Map.Entry<String, Home> one : needed.entrySet()) {
            problem(cluster, one.getKey(), one.getValue()).ifPresent(problems::add);
        }
        return problems;
    }

    private static Optional<Failure> problem(ClusterReader cluster, String namespace, Home home)
            throws InterruptedException {
        Optional<KubeObject> found;
        try {
            found = cluster.get(cluster.kind("namespace"), "", namespace);
        } catch (Failed untold) {
            return Optional.empty();
        }
        String needs = "Needed at " + home.place() + ".";
        if (found.isEmpty()) {
            return home.made()
                    ? Optional.empty()
                    : Optional.of(Failure.of(
                            FailureClass.NamespaceMissing,
                            "there is no namespace " + namespace,
                            needs,
                            "Check its name, or make it: kubectl create namespace " + namespace));
        }
        if (!NamespaceState.terminating(found.get())) {
            return Optional.empty();
        }
        List<String> advice = new ArrayList<>(List.of(needs));
        NamespaceState.holding(found.get()).forEach(held -> advice.add("What holds it: " + held));
        advice.add("When it is gone it can be made anew; or use another namespace.");
        return Optional.of(Failure.of(
                FailureClass.NamespaceTerminating,
                "namespace " + namespace + " is being deleted, and nothing can be made in it",
                advice.toArray(String[]::new)));
    }
}
