package dev.runbook.shipped;

import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The update that fails with an immutable field and recovers, on a real control plane. */
@Tag("testbed")
@Execution(ExecutionMode.CONCURRENT)
class FaultsOnPlaneIT {
    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(ints = {3, 4})
    void killed_at_any_point_and_carried_on_it_ends_as_if_nothing_had_been(int helm) throws Exception {
        String name = "helm " + helm + " on a real control plane";
        // Both go the same ways, but helm 4 says more while it writes: by themselves, only its writes are all tried.
        new FaultSweep(name, folder, place -> new ControlPlaneWorld(place, helm), helm == 4).run();
    }
}
