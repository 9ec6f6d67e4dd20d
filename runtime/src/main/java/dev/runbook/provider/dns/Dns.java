package dev.runbook.provider.dns;

import dev.runbook.port.Processes;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The domain name system: what name servers answer, and the one way to change it. */
public interface Dns {
    /**
     * Asks every server that has a say, all at the same time.
     *
     * @return an answer for each server, in the order in which they are named; one that is silent has a problem instead
     * @throws dev.runbook.language.failure.Failed when it cannot be found out which servers to ask
     */
    List<Response> ask(Query question) throws InterruptedException;

    /** The server that takes updates for a name, with what it holds for the name now. */
    Primary primary(Query question) throws InterruptedException;

    /**
     * Sends a change; throws {@link dev.runbook.language.failure.Failed} when the server refuses it or does not answer.
     *
     * @param output gets what an operator should see of it, such as that a rehearsal sends nothing
     */
    UpdateResult update(Update update, Processes.Output output) throws InterruptedException;

    /**
     * What is asked.
     *
     * @param at servers as the operator names them, {@code host} or {@code host:port} with commas between; those of
     *     the zone when empty
     * @param types of records, such as {@code A} and {@code AAAA}
     * @param limit how long each server may take
     * @param hoped what the asker hopes to see; nobody looks at it but a rehearsal, which asks no server
     * @param whole whether beside the servers of {@code at} all that the zone names are asked, as those know it
     */
    record Query(
            String name,
            Optional<String> at,
            Set<String> types,
            Duration limit,
            List<ResourceRecord> hoped,
            boolean whole) {
        public Query {
            types = Set.copyOf(types);
            hoped = List.copyOf(hoped);
        }

        /** A question to the servers of {@code at} alone, or to those of the zone. */
        public Query(String name, Optional<String> at, Set<String> types, Duration limit, List<ResourceRecord> hoped) {
            this(name, at, types, limit, hoped, false);
        }
    }

    /** One record of a name: its type, its data as zone files write it, and how long others may remember it. */
    record ResourceRecord(String type, String data, Duration ttl) {}

    /**
     * What one server answers.
     *
     * @param server its name, as messages call it
     * @param records of the name itself
     * @param reached addresses that the answer reaches through an alias
     * @param authoritative whether the server speaks for the zone; otherwise it may have remembered this
     * @param problem why it gives no answer; empty when it does
     */
    record Response(
            String server,
            List<ResourceRecord> records,
            List<ResourceRecord> reached,
            boolean authoritative,
            String problem) {
        public Response {
            records = List.copyOf(records);
            reached = List.copyOf(reached);
        }
    }

    /**
     * A server that takes updates.
     *
     * @param server as {@link Update} needs it
     * @param zone that holds the name
     * @param serial of the zone, which every change of it moves on
     */
    record Primary(String server, String zone, long serial, Response now) {}

    /**
     * A change of one name.
     *
     * @param replaced types whose records are taken away first
     * @param expected records of these types that must be there, and no others
     * @param absent types that the name must not have
     * @param unused whether the name must have no record at all
     * @param wanted records that are there afterwards
     * @param gone single records that are taken away; one that is not there is no matter
     * @param key signs the change; empty for a server that asks for none
     */
    record Update(
            String server,
            String zone,
            String name,
            Set<String> replaced,
            List<ResourceRecord> expected,
            Set<String> absent,
            boolean unused,
            List<ResourceRecord> wanted,
            List<ResourceRecord> gone,
            Optional<UpdateKey> key,
            Duration limit) {
        public Update {
            replaced = Set.copyOf(replaced);
            expected = List.copyOf(expected);
            absent = Set.copyOf(absent);
            wanted = List.copyOf(wanted);
            gone = List.copyOf(gone);
        }
    }

    /** A key that the server knows by the same name; it never prints. */
    record UpdateKey(String name, String algorithm, String secret) {
        @Override
        public String toString() {
            return "Key[" + name + "]";
        }
    }

    /** What a server that answers makes of an update. */
    enum UpdateResult {
        TAKEN,
        /** A record that the update relied on is another one now, or there is one that should not be. */
        NOT_AS_EXPECTED
    }
}
