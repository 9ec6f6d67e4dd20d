package dev.runbook.provider.dns.adapter;

import java.util.Optional;
import java.util.stream.Stream;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.SOARecord;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/**
 * The zone that a name is in.
 *
 * @param primary the server that its SOA record names
 */
record Zone(Name apex, Name primary, long serial) {
    /** Answers a question about a zone. */
    interface ZoneQuery<E extends Exception> {
        Message ask(Message query) throws E, InterruptedException;
    }

    /** Goes up from the name until an SOA record says where the zone begins; empty when no server knows one. */
    static <E extends Exception> Optional<Zone> of(Name name, ZoneQuery<E> asked) throws E, InterruptedException {
        for (Name at = name; !at.equals(Name.root); at = new Name(at, 1)) {
            Message answer = asked.ask(DnsExchange.query(at, Type.SOA, true));
            Optional<Zone> zone = Stream.of(Section.ANSWER, Section.AUTHORITY)
                    .flatMap(section -> answer.getSection(section).stream())
                    .flatMap(record -> zone(record, name))
                    .findFirst();
            if (zone.isPresent()) {
                return zone;
            }
        }
        return Optional.empty();
    }

    /** An alias may lead to the SOA record of another zone, which says nothing of this name. */
    private static Stream<Zone> zone(Record record, Name name) {
        return record instanceof SOARecord soa
                        && name.subdomain(soa.getName())
                        && !soa.getName().equals(Name.root)
                ? Stream.of(new Zone(soa.getName(), soa.getHost(), soa.getSerial()))
                : Stream.empty();
    }
}
