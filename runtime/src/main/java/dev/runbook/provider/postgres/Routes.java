package dev.runbook.provider.postgres;

import dev.runbook.port.ClusterReader;
import dev.runbook.port.Pods;
import java.util.Optional;

/** Opens ways to databases: directly, or through a port that is forwarded into a pod. */
record Routes(ConninfoResolution resolution, Databases databases, ClusterReader cluster, Pods pods) {
    private static final String USUAL_PORT = "5432";

    Route open(ConnectionSpec way) throws InterruptedException {
        Conninfo complete = resolution.complete(way.connection());
        if (way.through().isEmpty()) {
            return new Route(databases, complete, complete.shown(), Optional.empty());
        }
        PodSearch.PodPort found = new PodSearch(cluster)
                .find(way.through().get(), complete.get("port").orElse(USUAL_PORT));
        Pods.Forward forward = pods.forward(found.pod(), found.port());
        // The name stays what it is: a certificate is for it, not for this machine.
        Conninfo here = complete.with("hostaddr", "127.0.0.1").with("port", String.valueOf(forward.port()));
        return new Route(
                databases,
                here,
                complete.shown() + ", through " + found.pod().shown(),
                Optional.of(new Route.PodRoute(found.pod(), found.port(), forward)));
    }
}
