package dev.runbook.provider.kube.adapter;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.runbook.machine.time.SystemClock;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class OutageTest {
    private final Outage outage = new Outage(new SystemClock());

    @Test
    void what_one_watch_has_met_is_over_for_all_when_another_is_answered() {
        outage.goesOn("the connection to the API server was lost");
        outage.over();
        assertEquals(Optional.empty(), outage.trouble());
    }

    @Test
    void it_lasts_since_the_first_watch_met_it_and_is_called_what_the_last_one_met() {
        outage.goesOn("the connection to the API server was lost");
        ConnectionTrouble first = outage.trouble().orElseThrow();
        outage.goesOn("no answer in time");
        assertEquals(
                new ConnectionTrouble(first.since(), "no answer in time"),
                outage.trouble().orElseThrow());
    }
}
