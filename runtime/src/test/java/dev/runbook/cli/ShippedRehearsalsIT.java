package dev.runbook.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.runbook.rehearsal.helm.BundledHelm;
import org.junit.jupiter.api.Test;

/** The shipped runbooks do in their rehearsals what the files beside them expect, with real helm. */
class ShippedRehearsalsIT {
    @Test
    void everyScenarioOfUpdateCoderEndsAsItsFileExpects() {
        assumeTrue(BundledHelm.runsHere(), "the bundled helm is for linux/amd64: rehearse with --helm FILE elsewhere");
        assertEquals(0, Main.execute("test", "update-coder.rb"));
    }

    @Test
    void aSiteRehearsesItsOwnEditionAndItsCommandsAreNotStarted() {
        assumeTrue(BundledHelm.runsHere(), "the bundled helm is for linux/amd64: rehearse with --helm FILE elsewhere");
        assertEquals(0, Main.execute("test", "site-example.rb"));
    }
}
