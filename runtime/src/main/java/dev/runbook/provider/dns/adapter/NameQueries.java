package dev.runbook.provider.dns.adapter;

import dev.runbook.language.failure.Failed;
import dev.runbook.language.failure.Failure;
import dev.runbook.language.failure.FailureClass;
import dev.runbook.provider.dns.Dns;
import dev.runbook.provider.dns.Ip;
import dev.runbook.provider.dns.NameServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.xbill.DNS.AAAARecord;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.CNAMERecord;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.Type;

/** Asks servers what they hold for a name. */
public record NameQueries(ZoneResolver directory) {
    private static final String REFUSES = "it refuses to answer for this name";

    /** An answer of each server that has a say. */
    List<Dns.Response> all(Dns.Query question) throws InterruptedException {
        List<ZoneResolver.Host> hosts = hosts(question);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Dns.Response>> futures = hosts.stream()
                    .map(host -> threads.submit(() -> one(host, question)))
                    .toList();
            List<Dns.Response> answers = new ArrayList<>();
            try {
                for (Future<Dns.Response> future : futures) {
                    answers.add(future.get());
                }
            } catch (ExecutionException e) {
                throw new IllegalStateException(e.getCause());
            } catch (InterruptedException e) {
                threads.shutdownNow();
                throw e;
            }
            return answers;
        }
    }

    private List<ZoneResolver.Host> hosts(Dns.Query question) throws InterruptedException {
        Name name = name(question.name());
        if (question.at().isEmpty()) {
            return directory.authorities(name, question.limit());
        }
        List<ZoneResolver.Host> named = named(question.at().get());
        if (!question.whole()) {
            return named;
        }
        // A server that the zone names, too, is asked once.
        List<ZoneResolver.Host> all = new ArrayList<>(named);
        directory.as(named).authorities(name, question.limit()).stream()
                .filter(host -> named.stream().noneMatch(one -> one.sharesAddress(host)))
                .forEach(all::add);
        return all;
    }

    /** The first of the servers that are named, or the one that the zone's SOA record names. */
    Dns.Primary primary(Dns.Query question) throws InterruptedException {
        Name name = name(question.name());
        Duration limit = question.limit();
        ZoneResolver.Host host =
                question.at().isPresent() ? named(question.at().get()).getFirst() : directory.primary(name, limit);
        Dns.Response now = one(host, question);
        if (!now.problem().isEmpty()) {
            throw silent(host, now.problem());
        }
        // The server answers: the first of its addresses that did so is asked again.
        IOException last = new IOException("it has no address");
        for (InetSocketAddress address : host.addresses()) {
            try {
                Zone zone = Zone.of(name, query -> DnsExchange.ask(address, query, limit))
                        .orElseThrow(() -> noZone(host, question.name()));
                return new Dns.Primary(
                        new NameServer(Ip.text(address.getAddress()), address.getPort()).toString(),
                        ZoneResolver.plain(zone.apex()),
                        zone.serial(),
                        now);
            } catch (IOException e) {
                last = e;
            }
        }
        throw silent(host, DnsExchange.problem(last, limit));
    }

    private static Failed silent(ZoneResolver.Host host, String problem) {
        if (problem.equals(REFUSES)) {
            return new Failed(Failure.of(
                    FailureClass.Forbidden,
                    "name server %s: %s".formatted(host.label(), problem),
                    "It has no zone that contains the name, or does not let this machine ask: name the zone's primary"
                            + " server with at:. Nothing was changed."));
        }
        return new Failed(Failure.of(
                FailureClass.Unreachable,
                "name server %s: %s".formatted(host.label(), problem),
                "Check the address, the port, and that firewalls let DNS through over UDP and TCP. Nothing was"
                        + " changed."));
    }

    private static Failed noZone(ZoneResolver.Host host, String name) {
        return new Failed(Failure.of(
                FailureClass.CommandFailed,
                "name server %s has no zone that contains %s".formatted(host.label(), name),
                "Send the update to the primary server of the zone: the SOA record names it (dig SOA %s). Nothing was changed."
                        .formatted(name)));
    }

    private static List<ZoneResolver.Host> named(String at) {
        return NameServer.list(at).stream()
                .map(s -> new ZoneResolver.Host(s.toString(), List.of(new InetSocketAddress(s.host(), s.port()))))
                .toList();
    }

    /** What a server holds, by the first of its addresses that answers. */
    private static Dns.Response one(ZoneResolver.Host host, Dns.Query question) throws InterruptedException {
        String problem = "it has no address";
        for (InetSocketAddress address : host.addresses()) {
            try {
                return one(host.label(), address, question);
            } catch (IOException e) {
                problem = DnsExchange.problem(e, question.limit());
            }
        }
        return new Dns.Response(host.label(), List.of(), List.of(), false, problem);
    }

    private static Dns.Response one(String label, InetSocketAddress address, Dns.Query question)
            throws IOException, InterruptedException {
        Name name = name(question.name());
        Set<Dns.ResourceRecord> own = new LinkedHashSet<>();
        Set<Dns.ResourceRecord> reached = new LinkedHashSet<>();
        boolean authoritative = true;
        for (String type : question.types().stream().sorted().toList()) {
            // Asking for what the operator's own resolver knows is right, too: then the answer is not authoritative.
            Message answer =
                    DnsExchange.ask(address, DnsExchange.query(name, Type.value(type), true), question.limit());
            int code = answer.getRcode();
            if (code != Rcode.NOERROR && code != Rcode.NXDOMAIN) {
                return new Dns.Response(label, List.of(), List.of(), false, refusal(code));
            }
            authoritative &= answer.getHeader().getFlag(Flags.AA);
            for (Record record : answer.getSection(Section.ANSWER)) {
                (record.getName().equals(name) ? own : reached).add(plain(record));
            }
        }
        return new Dns.Response(
                label,
                own.stream()
                        .filter(r -> question.types().contains(r.type()) || isAlias(r))
                        .toList(),
                reached.stream().filter(r -> !isAlias(r)).toList(),
                authoritative,
                "");
    }

    private static boolean isAlias(Dns.ResourceRecord record) {
        return record.type().equals("CNAME");
    }

    private static String refusal(int code) {
        return switch (code) {
            case Rcode.REFUSED -> REFUSES;
            case Rcode.SERVFAIL -> "it cannot answer at the moment (SERVFAIL)";
            default -> "it answers " + Rcode.string(code);
        };
    }

    private static Dns.ResourceRecord plain(Record record) {
        String data = switch (record) {
            case ARecord a -> Ip.text(a.getAddress());
            case AAAARecord a -> Ip.text(a.getAddress());
            case CNAMERecord alias -> ZoneResolver.plain(alias.getTarget()).toLowerCase(java.util.Locale.ROOT);
            default -> record.rdataToString();
        };
        return new Dns.ResourceRecord(Type.string(record.getType()), data, Duration.ofSeconds(record.getTTL()));
    }

    static Name name(String text) {
        try {
            return Name.fromString(text, Name.root);
        } catch (TextParseException e) {
            throw new IllegalArgumentException(text, e);
        }
    }
}
