package dev.runbook.app.composition;

import dev.runbook.provider.Provider;
import dev.runbook.provider.Providers;
import dev.runbook.provider.World;
import dev.runbook.provider.dns.Dns;
import dev.runbook.provider.dns.DnsProvider;
import dev.runbook.provider.dns.adapter.NameServers;
import dev.runbook.provider.file.FileProvider;
import dev.runbook.provider.helm.HelmProvider;
import dev.runbook.provider.http.HttpProvider;
import dev.runbook.provider.http.Web;
import dev.runbook.provider.http.adapter.JdkWeb;
import dev.runbook.provider.kube.KubeProvider;
import dev.runbook.provider.postgres.PostgresProvider;
import dev.runbook.provider.process.ProcessProvider;
import java.util.List;
import java.util.function.UnaryOperator;

/** The providers that this version of runbook knows, in the order of the documentation. */
public final class ShippedProviders {
    private static final List<Shipped> EACH = List.of(
            new Shipped(new HelmProvider(), Shipped.BY_THE_MACHINE),
            new Shipped(new KubeProvider(), Shipped.BY_THE_MACHINE),
            new Shipped(new PostgresProvider(), Shipped.BY_THE_MACHINE),
            new Shipped(new ProcessProvider(), Shipped.BY_THE_MACHINE),
            new Shipped(new FileProvider(), Shipped.BY_THE_MACHINE),
            new Shipped(new HttpProvider(), world -> world.with(Web.class, new JdkWeb())),
            new Shipped(new DnsProvider(), world -> world.with(Dns.class, new NameServers())));

    public static final Providers ALL =
            new Providers(EACH.stream().map(Shipped::provider).toList());

    private ShippedProviders() {}

    /**
     * A provider, and the client that it reaches the world by.
     *
     * @param client puts it into a world
     */
    private record Shipped(Provider provider, UnaryOperator<World> client) {
        /** {@link Execution} makes it, of what it knows of this machine and of the operator's wishes. */
        static final UnaryOperator<World> BY_THE_MACHINE = UnaryOperator.identity();
    }

    /** A world with every client that needs nothing of this machine. */
    static World world() {
        World world = new World(ALL);
        for (Shipped one : EACH) {
            world = one.client().apply(world);
        }
        return world;
    }
}
