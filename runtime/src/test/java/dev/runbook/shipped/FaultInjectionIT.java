package dev.runbook.shipped;

import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.runbook.Prerequisite;
import dev.runbook.app.rehearse.Scenario;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The shipped rehearsals as real runs, with real helm on the cluster in memory. */
@Execution(ExecutionMode.CONCURRENT)
class FaultInjectionIT {
    private static final String ONLY = System.getProperty("faults.only", "");

    @TempDir
    Path folder;

    /**
     * All of them when points are asked for, but for slow-load-balancer: with the quick cloud of these tests it is
     * immutable-field. By itself, one that recovers, one that is clean, one that is refused, and one of the other runbook.
     */
    static List<Arguments> scenarios() {
        return FaultSweep.asked()
                ? List.of(
                        arguments("update-coder.rb", "immutable-field"),
                        arguments("update-coder.rb", "clean"),
                        arguments("update-coder.rb", "foreign-owner"),
                        arguments("update-coder.rb", "skipped-release"),
                        arguments("update-coder.rb", "stuck-pending"),
                        arguments("update-coder.rb", "never-ready"),
                        arguments("update-release.rb", "immutable-field"),
                        arguments("update-release.rb", "clean"),
                        arguments("update-release.rb", "foreign-object"),
                        arguments("update-release.rb", "stuck-pending"),
                        arguments("update-release.rb", "no-such-release"))
                : List.of(
                        arguments("update-coder.rb", "immutable-field"),
                        arguments("update-coder.rb", "clean"),
                        arguments("update-coder.rb", "skipped-release"),
                        arguments("update-release.rb", "foreign-object"));
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void killed_at_any_point_and_carried_on_it_ends_as_if_nothing_had_been(String runbook, String name)
            throws Exception {
        assumeTrue((runbook + " " + name).contains(ONLY), () -> "only " + ONLY + " is asked for");
        Prerequisite.BUNDLED_HELM.orSkip();
        Scenario scenario = RehearsedFaultWorld.scenario(runbook, name);
        new FaultSweep(runbook + " " + name, folder, place -> new RehearsedFaultWorld(place, runbook, scenario), false)
                .run();
    }
}
