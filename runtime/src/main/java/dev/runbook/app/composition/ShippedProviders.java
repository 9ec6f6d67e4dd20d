package dev.runbook.app.composition;

import dev.runbook.provider.Providers;
import dev.runbook.provider.dns.DnsProvider;
import dev.runbook.provider.file.FileProvider;
import dev.runbook.provider.helm.HelmProvider;
import dev.runbook.provider.http.HttpProvider;
import dev.runbook.provider.kube.KubeProvider;
import dev.runbook.provider.postgres.PostgresProvider;
import dev.runbook.provider.process.ProcessProvider;
import java.util.List;

/** The providers that this version of runbook knows. */
public final class ShippedProviders {
    /** In the order of the documentation. */
    public static final Providers ALL = new Providers(List.of(
            new HelmProvider(),
            new KubeProvider(),
            new PostgresProvider(),
            new ProcessProvider(),
            new FileProvider(),
            new HttpProvider(),
            new DnsProvider()));

    private ShippedProviders() {}
}
