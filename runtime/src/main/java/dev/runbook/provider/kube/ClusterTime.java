package dev.runbook.provider.kube;

import dev.runbook.port.Clock;
import dev.runbook.port.ClusterReader;
import dev.runbook.provider.World;
import java.time.Instant;

/** What time it is by the cluster's clock, which the ages of objects are counted by. */
public final class ClusterTime {
    private ClusterTime() {}

    public static Instant now(World world) {
        return world.client(Clock.class)
                .now()
                .plus(world.client(ClusterReader.class).ahead());
    }
}
