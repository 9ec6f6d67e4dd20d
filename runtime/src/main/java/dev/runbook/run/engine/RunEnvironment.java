package dev.runbook.run.engine;

import dev.runbook.port.Clock;
import dev.runbook.port.Cluster;
import dev.runbook.port.LiveProgress;
import dev.runbook.port.People;
import dev.runbook.port.RunFolder;
import dev.runbook.port.StopRequests;
import dev.runbook.provider.World;
import dev.runbook.run.journal.Facts;
import dev.runbook.run.journal.Masking;

/**
 * Everything around a run: the world that it works on, the people, and where it writes down what it does.
 *
 * @param masking hides the run's secrets; the journal is masked already, everything else is masked by the engine
 */
public record RunEnvironment(
        World world,
        Cluster cluster,
        Facts facts,
        EffectGuard guard,
        Masking masking,
        RunFolder folder,
        LiveProgress progress,
        People people,
        StopRequests interruption,
        Foretelling foretelling) {
    /** Of a run in the world itself. */
    public RunEnvironment(
            World world,
            Cluster cluster,
            Facts facts,
            EffectGuard guard,
            Masking masking,
            RunFolder folder,
            LiveProgress progress,
            People people,
            StopRequests interruption) {
        this(world, cluster, facts, guard, masking, folder, progress, people, interruption, Foretelling.NONE);
    }

    Clock clock() {
        return world.client(Clock.class);
    }
}
