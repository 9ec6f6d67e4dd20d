package dev.runbook.provider.dns.adapter;

import dev.runbook.language.failure.Failed;
import dev.runbook.language.failure.Failure;
import dev.runbook.language.failure.FailureClass;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.xbill.DNS.AAAARecord;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.Message;
import org.xbill.DNS.NSRecord;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.ResolverConfig;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/**
 * Finds out which servers speak for a name: from the apex of its zone, by what resolvers say.
 *
 * @param otherwise who is asked for the addresses of servers that these resolvers do not know
 * @param ports of the servers that are found, the likeliest first
 */
record ZoneResolver(List<InetSocketAddress> resolvers, Optional<ZoneResolver> otherwise, List<Integer> ports) {
    ZoneResolver(List<InetSocketAddress> resolvers, int port) {
        this(resolvers, Optional.empty(), List.of(port));
    }

    /** A server that speaks for a zone, with every address that it can be asked at. */
    record Host(String label, List<InetSocketAddress> addresses) {
        boolean sharesAddress(Host other) {
            return addresses.stream().anyMatch(other.addresses::contains);
        }
    }

    /**
     * The zone as servers of it see it, which is what counts where a resolver sees another. Servers that have no address
     * in it are found by the resolvers.
     */
    ZoneResolver as(List<Host> servers) {
        List<InetSocketAddress> first =
                servers.stream().flatMap(host -> host.addresses().stream()).toList();
        List<Integer> both = Stream.concat(ports.stream(), first.stream().map(InetSocketAddress::getPort))
                .distinct()
                .toList();
        return new ZoneResolver(first, Optional.of(this), both);
    }

    static List<InetSocketAddress> ofSystem() {
        return ResolverConfig.getCurrentConfig().servers();
    }

    /** The servers of the zone that a name is in, in the order of their names. */
    List<Host> authorities(Name name, Duration limit) throws InterruptedException {
        Name apex = zone(name, limit).apex();
        List<Host> hosts = new ArrayList<>();
        for (Record record : answers(apex, Type.NS, limit)) {
            if (record instanceof NSRecord ns) {
                hosts.add(host(ns.getTarget(), limit));
            }
        }
        if (hosts.isEmpty()) {
            throw new Failed(Failure.of(
                    FailureClass.Unreachable,
                    "zone %s names no name servers".formatted(plain(apex)),
                    "Name the server to ask with at:."));
        }
        return hosts.stream().sorted((a, b) -> a.label().compareTo(b.label())).toList();
    }

    /** The server that takes the changes of the zone that a name is in. */
    Host primary(Name name, Duration limit) throws InterruptedException {
        return host(zone(name, limit).primary(), limit);
    }

    private Zone zone(Name name, Duration limit) throws InterruptedException {
        return Zone.of(name, query -> asked(query, limit))
                .orElseThrow(
                        () -> new Failed(
                                Failure.of(
                                        FailureClass.CommandFailed,
                                        "no DNS zone contains %s, as far as %s can see".formatted(plain(name), words()),
                                        "Check how the name is spelt. A zone that only some servers know is asked with at: \"host:port\".")));
    }

    private Host host(Name host, Duration limit) throws InterruptedException {
        List<InetAddress> found = new ArrayList<>();
        try {
            for (Record record : answers(host, Type.A, limit)) {
                if (record instanceof ARecord a) {
                    found.add(a.getAddress());
                }
            }
            for (Record record : answers(host, Type.AAAA, limit)) {
                if (record instanceof AAAARecord a) {
                    found.add(a.getAddress());
                }
            }
        } catch (Failed notForThisName) {
            // A server of the zone need not answer for names of others, such as those of a provider's servers.
            if (otherwise.isEmpty()) {
                throw notForThisName;
            }
        }
        if (found.isEmpty() && otherwise.isPresent()) {
            return unfound(host, limit, otherwise.get());
        }
        return new Host(
                plain(host),
                ports.stream()
                        .flatMap(port -> found.stream().map(address -> new InetSocketAddress(address, port)))
                        .toList());
    }

    /** One that cannot be found is one that gives no answer: what the others say is worth knowing. */
    private Host unfound(Name host, Duration limit, ZoneResolver resolvers) throws InterruptedException {
        try {
            return new ZoneResolver(resolvers.resolvers, resolvers.otherwise, ports).host(host, limit);
        } catch (Failed unknown) {
            return new Host(plain(host), List.of());
        }
    }

    private List<Record> answers(Name name, int type, Duration limit) throws InterruptedException {
        return asked(DnsExchange.query(name, type, true), limit).getSection(Section.ANSWER);
    }

    /** The answer of the first resolver that gives one. */
    private Message asked(Message query, Duration limit) throws InterruptedException {
        List<String> problems = new ArrayList<>();
        for (InetSocketAddress resolver : resolvers) {
            try {
                Message answer = DnsExchange.ask(resolver, query, limit);
                if (answer.getRcode() == Rcode.NOERROR || answer.getRcode() == Rcode.NXDOMAIN) {
                    return answer;
                }
                problems.add(words(resolver) + " answers " + Rcode.string(answer.getRcode()));
            } catch (IOException e) {
                problems.add(words(resolver) + ": " + DnsExchange.problem(e, limit));
            }
        }
        throw new Failed(Failure.of(
                FailureClass.Unreachable,
                "which name servers know %s cannot be found out: %s"
                        .formatted(
                                plain(query.getQuestion().getName()),
                                problems.isEmpty() ? "this machine names no resolver" : String.join("; ", problems)),
                "Check the network and the resolvers of this machine (/etc/resolv.conf), or name the server to ask with"
                        + " at: \"host:port\"."));
    }

    private String words() {
        return resolvers.stream().map(ZoneResolver::words).collect(Collectors.joining(", "));
    }

    private static String words(InetSocketAddress address) {
        return "resolver "
                + new dev.runbook.provider.dns.NameServer(
                        Stream.ofNullable(address.getAddress())
                                .map(dev.runbook.provider.dns.Ip::text)
                                .findFirst()
                                .orElse(address.getHostString()),
                        address.getPort());
    }

    /** Without the last dot, as people write it. */
    static String plain(Name name) {
        return name.equals(Name.root) ? "." : name.toString(true);
    }
}
