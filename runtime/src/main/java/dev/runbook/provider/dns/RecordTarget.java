package dev.runbook.provider.dns;

import dev.runbook.language.failure.Failed;
import dev.runbook.language.failure.Failure;
import dev.runbook.language.failure.FailureClass;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a name is to point at: addresses, or another name.
 *
 * @param records as data and type alone say them, sorted; none takes the name away
 */
public record RecordTarget(List<RecordData> records) {
    /** Types that say where a name points. */
    public static final Set<String> TYPES = Set.of("A", "AAAA", "CNAME");

    private static final String A = "A";
    private static final String AAAA = "AAAA";
    private static final String CNAME = "CNAME";

    public RecordTarget {
        records = List.copyOf(records);
    }

    /** Type and data of a record. */
    public record RecordData(String type, String text) {
        @Override
        public String toString() {
            return type + " " + text;
        }
    }

    /** The target of what a load balancer gives: addresses or one name; throws {@link Failed} when it is neither. */
    public static RecordTarget of(List<String> written) {
        List<RecordData> records = written.stream()
                .distinct()
                .map(RecordTarget::data)
                .sorted(RecordTarget::order)
                .toList();
        boolean alias = records.stream().anyMatch(r -> r.type().equals(CNAME));
        if (alias && records.size() > 1) {
            throw new Failed(
                    Failure.of(
                            FailureClass.CommandFailed,
                            "a name cannot point at %s at the same time".formatted(String.join(" and ", written)),
                            "It has addresses, or it is an alias of one other name. Choose in the runbook, such as with .first."));
        }
        return new RecordTarget(records);
    }

    /** Fails when a record is of another type than the one that is named; an empty text names none. */
    public RecordTarget only(String type) {
        if (!type.isEmpty() && records.stream().anyMatch(r -> !r.type().equals(type))) {
            throw new Failed(Failure.of(
                    FailureClass.CommandFailed,
                    "%s is not of the type %s".formatted(this, type),
                    "Leave type: out, or give what belongs to it."));
        }
        return this;
    }

    /** Fails when there is nothing that a name could point at, unless its records are to be taken away. */
    public RecordTarget given(String name, boolean remove) {
        if (records.isEmpty() && !remove) {
            throw new Failed(Failure.of(
                    FailureClass.CommandFailed,
                    "there is no address to point " + name + " at",
                    "Wait until there is one. If the name is to point nowhere, write remove: true."));
        }
        return this;
    }

    private static RecordData data(String written) {
        Optional<InetAddress> address = Ip.parse(written);
        if (address.isEmpty()) {
            return new RecordData(CNAME, HostName.of(written, "the address"));
        }
        return new RecordData(address.get() instanceof Inet4Address ? A : AAAA, Ip.text(address.get()));
    }

    private static int order(RecordData a, RecordData b) {
        int byType = a.type().compareTo(b.type());
        return byType != 0 ? byType : a.text().compareTo(b.text());
    }

    /** Where the records of a name point, those of the given types alone. */
    public static RecordTarget of(List<Dns.ResourceRecord> records, Set<String> types) {
        return new RecordTarget(records.stream()
                .filter(r -> types.contains(r.type()))
                .map(r -> new RecordData(r.type(), r.data()))
                .distinct()
                .sorted(RecordTarget::order)
                .toList());
    }

    /** Whether a server says the same of a name, itself or through an alias. */
    public boolean isOf(Dns.Response answer, Set<String> types) {
        return answer.problem().isEmpty()
                && (equals(of(answer.records(), types))
                        || (!answer.reached().isEmpty() && equals(of(answer.reached(), types))));
    }

    /** The name that this is an alias of. */
    public Optional<String> alias() {
        return records.stream()
                .filter(r -> r.type().equals(CNAME))
                .map(RecordData::text)
                .findFirst();
    }

    /** The one type that these records have; empty when they have none or two. */
    public Optional<String> type() {
        Set<String> types = records.stream().map(RecordData::type).collect(Collectors.toSet());
        return types.size() == 1 ? types.stream().findFirst() : Optional.empty();
    }

    /** As records that others may remember for so long. */
    public List<Dns.ResourceRecord> records(Duration ttl) {
        List<Dns.ResourceRecord> all = new ArrayList<>();
        records.forEach(r -> all.add(new Dns.ResourceRecord(r.type(), r.text(), ttl)));
        return all;
    }

    /** {@code A 203.0.113.7}; {@code no record} when it points nowhere. */
    @Override
    public String toString() {
        return records.isEmpty()
                ? "no record"
                : records.stream().map(RecordData::toString).collect(Collectors.joining(", "));
    }
}
