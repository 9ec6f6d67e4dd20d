package dev.runbook.shipped;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.runbook.rehearsal.helm.BundledHelm;
import dev.runbook.rehearse.Scenario;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The shipped rehearsals as real runs, with real helm on the cluster in memory. */
@Execution(ExecutionMode.CONCURRENT)
class FaultInjectionIT {
    @TempDir
    Path folder;

    /**
     * All of them when points are asked for, but for slow-load-balancer: with the quick cloud of these tests it is
     * immutable-field. By itself, one that recovers, one that is clean and one that is refused.
     */
    static List<String> scenarios() {
        return FaultSweep.asked()
                ? List.of(
                        "immutable-field", "clean", "foreign-owner", "skipped-release", "stuck-pending", "never-ready")
                : List.of("immutable-field", "clean", "skipped-release");
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void killed_at_any_point_and_carried_on_it_ends_as_if_nothing_had_been(String name) throws Exception {
        assumeTrue(BundledHelm.runsHere(), "the bundled helm is for linux/amd64");
        Scenario scenario = RehearsedGround.scenario(name);
        new FaultSweep(name, folder, place -> new RehearsedGround(place, scenario), 72).run();
    }
}
