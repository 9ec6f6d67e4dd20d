package dev.runbook.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.runbook.rehearsal.helm.BundledHelm;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The shipped runbooks do in their rehearsals what the files beside them expect, with real helm. */
class ShippedRehearsalsIT {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "update-coder.rb",
                "update-release.rb",
                "snapshot-database.rb",
                "restore-database.rb",
                "site-example.rb"
            })
    void every_scenario_ends_as_its_file_expects(String runbook) {
        assumeTrue(BundledHelm.runsHere(), "the bundled helm is for linux/amd64: rehearse with --helm FILE elsewhere");
        assertEquals(0, Main.execute("test", runbook));
    }
}
