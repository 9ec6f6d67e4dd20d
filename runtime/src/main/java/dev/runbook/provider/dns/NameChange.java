package dev.runbook.provider.dns;

import dev.runbook.language.eval.ValueText;
import dev.runbook.language.failure.Failed;
import dev.runbook.language.failure.Failure;
import dev.runbook.language.failure.FailureClass;
import dev.runbook.language.value.Value;
import dev.runbook.port.Processes;
import dev.runbook.provider.Call;
import dev.runbook.provider.Outcome;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** One dynamic update of a name: from what the server holds now to what it is to hold, and nothing in between. */
final class NameChange {
    private static final String CNAME = "CNAME";
    /** What may not stand beside an alias; a server leaves an alias out without a word when one of these is there. */
    private static final Set<String> NOT_BESIDE_AN_ALIAS = Set.of(
            "TXT", "MX", "NS", "SRV", "CAA", "HTTPS", "SVCB", "TLSA", "SSHFP", "NAPTR", "LOC", "PTR", "SPF", "DNAME");

    private final Call call;
    private final Processes.Output output;
    private final Dns dns;
    private final String name;
    private final RecordTarget wanted;
    private final Set<String> types;

    NameChange(Call call, Processes.Output output) {
        this.call = call;
        this.output = output;
        this.dns = call.client(Dns.class);
        this.name = DnsCalls.name(call);
        this.wanted = DnsCalls.target(call, call.positional().get(1));
        this.types = DnsCalls.types(call);
    }

    Outcome make(Optional<Dns.UpdateKey> key) throws InterruptedException {
        wanted.given(name, call.isTrue("remove"));
        Dns.Primary primary = dns.primary(DnsCalls.question(call, RecordTarget.TYPES, wanted));
        List<Dns.ResourceRecord> held = primary.now().records();
        RecordTarget before = RecordTarget.of(held, types);
        if (before.equals(wanted)) {
            return Outcome.done("%s %s already: nothing was sent".formatted(name, is(wanted)));
        }
        refuse(primary, before);
        if (send(primary, held, false, key) == Dns.UpdateResult.NOT_AS_EXPECTED
                && (changed(primary, held) || !throughWildcard(primary, held, key))) {
            throw overtaken(primary, before);
        }
        confirm(primary, before);
        return Outcome.done("%s %s and %s%s".formatted(name, was(held), is(wanted), remembered(held)));
    }

    /** What is wrong already before anything is sent. */
    private void refuse(Dns.Primary primary, RecordTarget before) {
        if (wanted.alias().isPresent() && name.equals(primary.zone())) {
            throw failed(
                    "%s is the apex of its zone, which cannot be an alias of %s"
                            .formatted(name, wanted.alias().get()),
                    "A CNAME cannot exist beside the zone's own records. Give the addresses of "
                            + wanted.alias().get()
                            + ", use a name below the apex, or your provider's ALIAS record by hand.");
        }
        Optional<Value> expect = call.option("expect");
        if (expect.isPresent()) {
            RecordTarget expected = RecordTarget.of(DnsCalls.texts(expect.get()));
            if (!before.equals(expected)) {
                throw new Failed(Failure.of(
                        FailureClass.AssertionFailed,
                        "%s is %s on %s, and not %s as expected: somebody else has changed it"
                                .formatted(name, before, primary.server(), expected),
                        "Find out who did; nothing was changed. To go on, point it at %s by hand and resume: a name that"
                                        .formatted(wanted)
                                + " points there already is left alone."));
            }
        }
    }

    /**
     * Sends it, on the condition that the name has just what it had.
     *
     * @param unused whether the condition is that the name has nothing at all
     */
    private Dns.UpdateResult send(
            Dns.Primary primary, List<Dns.ResourceRecord> held, boolean unused, Optional<Dns.UpdateKey> key)
            throws InterruptedException {
        Set<String> absent = new HashSet<>();
        List<Dns.ResourceRecord> expected = unused
                ? List.of()
                : held.stream()
                        .filter(r -> RecordTarget.TYPES.contains(r.type()))
                        .toList();
        if (!unused) {
            absent.addAll(RecordTarget.TYPES);
            expected.forEach(r -> absent.remove(r.type()));
            if (wanted.alias().isPresent()) {
                absent.addAll(NOT_BESIDE_AN_ALIAS);
            }
        }
        Dns.Update update = new Dns.Update(
                primary.server(),
                primary.zone(),
                name,
                replaced(),
                expected,
                absent,
                unused,
                wanted.records(DnsCalls.ttl(call, held)),
                List.of(),
                key,
                DnsCalls.limit(call));
        try {
            return dns.update(update, output);
        } catch (Failed failed) {
            // The answer may have been lost, and not the update: what the server holds says which.
            if (failed.failure().kind() == FailureClass.Unreachable && wanted.isOf(again(primary), types)) {
                return Dns.UpdateResult.TAKEN;
            }
            throw failed;
        }
    }

    private Set<String> replaced() {
        Set<String> all = new HashSet<>(types);
        // An alias takes the place of every address, and an address that of an alias.
        all.addAll(wanted.alias().isPresent() ? RecordTarget.TYPES : Set.of(CNAME));
        return all;
    }

    private boolean changed(Dns.Primary primary, List<Dns.ResourceRecord> held) throws InterruptedException {
        return !RecordTarget.of(again(primary).records(), RecordTarget.TYPES)
                .equals(RecordTarget.of(held, RecordTarget.TYPES));
    }

    /** The server answers as before, and yet does not hold it: then a wildcard of the zone answers for the name. */
    private boolean throughWildcard(Dns.Primary primary, List<Dns.ResourceRecord> held, Optional<Dns.UpdateKey> key)
            throws InterruptedException {
        return !held.isEmpty() && !name.startsWith("*.") && send(primary, held, true, key) == Dns.UpdateResult.TAKEN;
    }

    private Dns.Response again(Dns.Primary primary) throws InterruptedException {
        Dns.Query question = DnsCalls.question(call, RecordTarget.TYPES, wanted);
        return dns.ask(new Dns.Query(
                        question.name(),
                        Optional.of(primary.server()),
                        question.types(),
                        question.limit(),
                        question.hoped()))
                .getFirst();
    }

    private Failed overtaken(Dns.Primary primary, RecordTarget before) throws InterruptedException {
        RecordTarget now = RecordTarget.of(again(primary).records(), types);
        if (!now.equals(before)) {
            return failed(
                    "%s was %s a moment ago and is %s now: somebody else has just changed it"
                            .formatted(name, before, now),
                    "Find out who did, then run again. Nothing was changed by this run.");
        }
        Set<String> beside = beside(primary);
        return beside.isEmpty()
                ? failed(
                        "name server %s did not find %s as it had just answered itself"
                                .formatted(primary.server(), name),
                        "If several servers share that address, send the update to one of them. Nothing was changed.")
                : failed(
                        "%s has other records (%s), and an alias cannot exist beside them"
                                .formatted(name, String.join(", ", beside)),
                        "Give addresses instead of a host name, or move those records. Nothing was changed.");
    }

    private Set<String> beside(Dns.Primary primary) throws InterruptedException {
        Set<String> found = new TreeSet<>();
        if (wanted.alias().isPresent()) {
            Dns.Query question = new Dns.Query(
                    name, Optional.of(primary.server()), NOT_BESIDE_AN_ALIAS, DnsCalls.limit(call), List.of());
            dns.ask(question).getFirst().records().forEach(r -> found.add(r.type()));
        }
        return found;
    }

    /** A server may take an update and leave a part of it out without a word. */
    private void confirm(Dns.Primary primary, RecordTarget before) throws InterruptedException {
        Dns.Response now = again(primary);
        if (!wanted.isOf(now, types)) {
            throw failed(
                    "name server %s took the update of %s, and answers %s"
                            .formatted(
                                    primary.server(),
                                    name,
                                    now.problem().isEmpty() ? RecordTarget.of(now.records(), types) : now.problem()),
                    "It was %s before. Look at the zone on the server.".formatted(before));
        }
    }

    private String was(List<Dns.ResourceRecord> held) {
        RecordTarget before = RecordTarget.of(held, types);
        return before.records().isEmpty() ? "had no record" : "was " + before + ", TTL " + ValueText.of(ttl(held));
    }

    private static String is(RecordTarget target) {
        return (target.records().isEmpty() ? "has " : "is ") + target;
    }

    private static String remembered(List<Dns.ResourceRecord> held) {
        Duration ttl = ttl(held);
        return ttl.isZero() ? "" : "; resolvers may answer the old one for up to " + ValueText.of(ttl);
    }

    private static Duration ttl(List<Dns.ResourceRecord> held) {
        return held.stream()
                .map(Dns.ResourceRecord::ttl)
                .max(Duration::compareTo)
                .orElse(Duration.ZERO);
    }

    private static Failed failed(String summary, String advice) {
        return new Failed(Failure.of(FailureClass.CommandFailed, summary, advice));
    }
}
