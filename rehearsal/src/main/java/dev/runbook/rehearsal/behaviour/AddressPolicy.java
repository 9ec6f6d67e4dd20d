package dev.runbook.rehearsal.behaviour;

import java.util.List;

/** Which addresses load balancers get, one after the other. */
public sealed interface AddressPolicy {

    /** Every load balancer gets a new IP address, even one that had another before. */
    record Fresh() implements AddressPolicy {}

    /** A service that is deleted and made again under the same name gets its old IP address back. */
    record Reused() implements AddressPolicy {}

    /** These addresses in turn: IP addresses or host names; when they run out, fresh IP addresses follow. */
    record Fixed(List<String> addresses) implements AddressPolicy {
        public Fixed {
            addresses = List.copyOf(addresses);
        }
    }
}
