package dev.runbook.provider.dns.adapter;

import dev.runbook.port.Processes;
import dev.runbook.provider.dns.Dns;
import java.net.InetSocketAddress;
import java.util.List;

/** The name servers of the world. It holds nothing of dnsjava itself, so that a run without DNS does not load it. */
public final class NameServers implements Dns {
    private final List<InetSocketAddress> resolvers;
    private final int port;

    /** Asks the resolvers of this machine which servers a zone has. */
    public NameServers() {
        this(List.of(), dev.runbook.provider.dns.NameServer.PORT);
    }

    /**
     * Servers that are not where the system says.
     *
     * @param resolvers who is asked which servers a zone has; those of this machine when empty
     * @param port of the servers of zones
     */
    public NameServers(List<InetSocketAddress> resolvers, int port) {
        this.resolvers = List.copyOf(resolvers);
        this.port = port;
    }

    @Override
    public List<Response> ask(Query question) throws InterruptedException {
        return new NameQueries(directory()).all(question);
    }

    @Override
    public Primary primary(Query question) throws InterruptedException {
        return new NameQueries(directory()).primary(question);
    }

    @Override
    public UpdateResult update(Update update, Processes.Output output) throws InterruptedException {
        return DynamicUpdate.send(update);
    }

    private ZoneResolver directory() {
        return new ZoneResolver(resolvers.isEmpty() ? ZoneResolver.ofSystem() : resolvers, port);
    }
}
