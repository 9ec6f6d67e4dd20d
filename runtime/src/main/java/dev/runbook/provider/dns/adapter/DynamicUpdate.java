package dev.runbook.provider.dns.adapter;

import dev.runbook.language.failure.Failed;
import dev.runbook.language.failure.Failure;
import dev.runbook.language.failure.FailureClass;
import dev.runbook.provider.dns.Dns;
import dev.runbook.provider.dns.NameServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Optional;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.TSIG;
import org.xbill.DNS.TSIGRecord;
import org.xbill.DNS.Type;
import org.xbill.DNS.Update;

/** Sends one change of a name as RFC 2136 says, and reads what the server makes of it. */
final class DynamicUpdate {
    private DynamicUpdate() {}

    static Dns.UpdateResult send(Dns.Update change) throws InterruptedException {
        NameServer server = NameServer.list(change.server()).getFirst();
        try {
            Message answer = DnsExchange.change(
                    new InetSocketAddress(server.host(), server.port()),
                    message(change),
                    change.limit(),
                    change.key().map(DynamicUpdate::tsig));
            return verdict(change, answer);
        } catch (IOException e) {
            throw new Failed(Failure.of(
                    FailureClass.Unreachable,
                    "name server %s did not answer the update: %s"
                            .formatted(change.server(), DnsExchange.problem(e, change.limit())),
                    "Updates go over TCP: check that firewalls let it through to the server's port."));
        }
    }

    private static Update message(Dns.Update change) throws IOException {
        Name name = NameQueries.name(change.name());
        Update update = new Update(NameQueries.name(change.zone()));
        if (change.unused()) {
            update.absent(name);
        }
        for (Dns.ResourceRecord record : change.expected()) {
            // A prerequisite has no time to live, and one that says one is malformed.
            update.present(record(name, record, 0));
        }
        change.absent().stream().sorted().forEach(type -> update.absent(name, Type.value(type)));
        change.replaced().stream().sorted().forEach(type -> update.delete(name, Type.value(type)));
        for (Dns.ResourceRecord record : change.gone()) {
            update.delete(record(name, record, 0));
        }
        for (Dns.ResourceRecord record : change.wanted()) {
            update.add(record(name, record, record.ttl().toSeconds()));
        }
        return update;
    }

    private static Record record(Name name, Dns.ResourceRecord record, long ttl) throws IOException {
        return Record.fromString(name, Type.value(record.type()), DClass.IN, ttl, record.data(), Name.root);
    }

    private static TSIG tsig(Dns.UpdateKey key) {
        return new TSIG(TSIG.algorithmToName(key.algorithm()), NameQueries.name(key.name()), bytes(key));
    }

    private static byte[] bytes(Dns.UpdateKey key) {
        return java.util.Base64.getDecoder().decode(key.secret());
    }

    private static Dns.UpdateResult verdict(Dns.Update change, Message answer) {
        boolean signed = change.key().isPresent();
        int code = answer.getRcode();
        if (code == Rcode.NOERROR && signed && !answer.isVerified()) {
            throw refused(
                    change,
                    "answers without the signature of the key",
                    "Somebody between you and the server may have changed the answer: look at the record before you go on.");
        }
        return switch (code) {
            case Rcode.NOERROR -> Dns.UpdateResult.TAKEN;
            case Rcode.YXDOMAIN, Rcode.YXRRSET, Rcode.NXDOMAIN, Rcode.NXRRSET -> Dns.UpdateResult.NOT_AS_EXPECTED;
            case Rcode.REFUSED ->
                throw refused(
                        change,
                        "refuses to change " + change.name() + (signed ? " with this key" : " without a key"),
                        signed
                                ? "Let the key change this name on the server: allow-update or update-policy in BIND, acl in"
                                        + " Knot, TSIG-ALLOW-DNSUPDATE in PowerDNS."
                                : "Give the key that the server knows with key:.",
                        "A secondary refuses, too: the SOA record of the zone names the primary.");
            case Rcode.NOTAUTH -> throw notAuthentic(change, answer);
            case Rcode.NOTZONE, Rcode.NOTIMP, Rcode.FORMERR ->
                throw failed(
                        FailureClass.CommandFailed,
                        change,
                        "takes no update of zone " + change.zone() + " (" + Rcode.string(code) + ")",
                        "It may be a resolver or a secondary, or dynamic updates are off: send the update to the"
                                + " zone's primary server.");
            case Rcode.SERVFAIL ->
                throw failed(
                        FailureClass.CommandFailed,
                        change,
                        "could not write the change of " + change.name() + " (SERVFAIL)",
                        "Look at the server's log: often it may not write the zone's file or journal.");
            default ->
                throw failed(
                        FailureClass.CommandFailed,
                        change,
                        "answers the update with " + Rcode.string(code),
                        "Look at the server's log.");
        };
    }

    private static Failed notAuthentic(Dns.Update change, Message answer) {
        int error =
                Optional.ofNullable(answer.getTSIG()).map(TSIGRecord::getError).orElse(Rcode.NOERROR);
        return switch (error) {
            case Rcode.BADKEY ->
                refused(
                        change,
                        "does not know the key",
                        "Compare the key's name and algorithm with those on the server; both must be the same.");
            case Rcode.BADSIG ->
                refused(
                        change,
                        "knows a key of this name, with another secret",
                        "Compare the secret with the one on the server: it was changed or copied wrongly.");
            case Rcode.BADTIME ->
                refused(
                        change,
                        "has another time than this machine: more than 5 minutes lie between them",
                        "Set both clocks right, with NTP.");
            default ->
                refused(
                        change,
                        "is not the one that zone " + change.zone() + " is changed at (NOTAUTH)",
                        "Send the update to the zone's primary server: its SOA record names it.");
        };
    }

    private static Failed refused(Dns.Update change, String what, String... advice) {
        return failed(FailureClass.Forbidden, change, what, advice);
    }

    private static Failed failed(FailureClass kind, Dns.Update change, String what, String... advice) {
        return new Failed(Failure.of(kind, "name server " + change.server() + " " + what, advice));
    }
}
