package dev.runbook.shipped;

import dev.runbook.Prerequisite;
import dev.runbook.provider.postgres.TestServer;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The same update where the run takes the snapshot of the database and points the names at the new address itself. */
@Tag("testbed")
@Execution(ExecutionMode.CONCURRENT)
class FaultsWithServersIT {
    @TempDir
    Path folder;

    @Test
    void killed_at_any_point_and_carried_on_it_ends_as_if_nothing_had_been() throws Exception {
        Prerequisite.CONTROL_PLANE.orSkip();
        Prerequisite.BIND.orSkip();
        try (TestServer database = TestServer.start()) {
            ServersFaultWorld.fill(database);
            new FaultSweep(
                            "with a database and names",
                            folder,
                            place -> new ServersFaultWorld(place, 3, database),
                            false)
                    .run();
        }
    }
}
