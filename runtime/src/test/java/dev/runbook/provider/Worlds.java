package dev.runbook.provider;

import dev.runbook.app.composition.ShippedProviders;
import dev.runbook.machine.files.DiskTemporaryFolders;
import dev.runbook.port.Clock;
import dev.runbook.port.ClusterReader;
import dev.runbook.port.ClusterWriter;
import dev.runbook.port.EarlierContents;
import dev.runbook.port.PastRuns;
import dev.runbook.port.Processes;
import dev.runbook.port.ReplacementTrials;
import dev.runbook.port.TemporaryFolders;
import dev.runbook.port.Workspace;
import dev.runbook.provider.dns.Dns;
import dev.runbook.provider.helm.Helm;
import dev.runbook.provider.helm.HelmProvider;
import dev.runbook.provider.http.Web;
import dev.runbook.provider.postgres.Postgres;

/** Worlds of the clients that a test has made. */
public final class Worlds {
    private Worlds() {}

    public static World of(
            Helm helm,
            ClusterReader cluster,
            ClusterWriter writer,
            Processes processes,
            Workspace files,
            Web web,
            Dns dns,
            Postgres postgres,
            Clock clock) {
        World world = new World(ShippedProviders.ALL)
                .with(ClusterReader.class, cluster)
                .with(ClusterWriter.class, writer)
                .with(ReplacementTrials.class, ReplacementTrials.NONE)
                .with(Processes.class, processes)
                .with(Workspace.class, files)
                .with(PastRuns.class, PastRuns.NONE)
                .with(EarlierContents.class, EarlierContents.NONE)
                .with(TemporaryFolders.class, new DiskTemporaryFolders())
                .with(Web.class, web)
                .with(Dns.class, dns)
                .with(Postgres.class, postgres)
                .with(Clock.class, clock);
        return HelmProvider.with(world, helm);
    }
}
