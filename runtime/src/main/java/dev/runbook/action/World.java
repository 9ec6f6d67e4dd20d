package dev.runbook.action;

import dev.runbook.helm.Helm;
import dev.runbook.port.Clock;
import dev.runbook.port.ClusterReader;
import dev.runbook.port.ClusterWriter;
import dev.runbook.port.Dns;
import dev.runbook.port.Processes;
import dev.runbook.port.Web;
import dev.runbook.port.Workspace;
import dev.runbook.postgres.Postgres;
import java.time.Instant;

/** The parts of the world that actions and lookups use. */
public record World(
        Helm helm,
        ClusterReader cluster,
        ClusterWriter writer,
        Processes processes,
        Workspace files,
        Web web,
        Dns dns,
        Postgres postgres,
        Clock clock) {

    /** What time it is by the cluster's clock, which the ages of objects are counted by. */
    public Instant clusterTime() {
        return clock.now().plus(cluster.ahead());
    }

    /** The same world seen through another reader of the cluster, such as a live one during a wait. */
    public World with(ClusterReader reader) {
        return new World(helm, reader, writer, processes, files, web, dns, postgres, clock);
    }

    /** The same world with other files, such as those that a plan may read. */
    public World with(Workspace others) {
        return new World(helm, cluster, writer, processes, others, web, dns, postgres.with(others), clock);
    }

    /** The same world with another helm, such as one that remembers its answers during a wait. */
    public World with(Helm other) {
        return new World(other, cluster, writer, processes, files, web, dns, postgres, clock);
    }

    /** The same world with another memory of name servers and pages, such as that of a wait. */
    public World with(Dns otherDns, Web otherWeb) {
        return new World(helm, cluster, writer, processes, files, otherWeb, otherDns, postgres, clock);
    }
}
