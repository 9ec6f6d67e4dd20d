package dev.runbook.rehearsal.behaviour;

import java.util.List;

/** Which addresses load balancers get, one after the other. */
public sealed interface Addresses {

    /** Every load balancer gets a new IP address, even one that had another before. */
    record Fresh() implements Addresses {}

    /** A service that is deleted and made again under the same name gets its old IP address back. */
    record Kept() implements Addresses {}

    /** These addresses in turn: IP addresses or host names; when they run out, fresh IP addresses follow. */
    record InTurn(List<String> addresses) implements Addresses {
        public InTurn {
            addresses = List.copyOf(addresses);
        }
    }
}
