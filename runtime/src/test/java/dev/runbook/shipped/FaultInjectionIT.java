package dev.runbook.shipped;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.runbook.rehearsal.helm.BundledHelm;
import dev.runbook.rehearse.Scenario;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The shipped rehearsals as real runs, with real helm, each killed at one point and carried on: it ends as if nothing had
 * been. Only a few of the points are tried unless the property {@code faults.every} says so.
 */
@Execution(ExecutionMode.CONCURRENT)
class FaultInjectionIT {
    private static final int EVERY = Integer.getInteger("faults.every", 72);
    private static final int FIRST = Integer.getInteger("faults.first", 60);

    @TempDir
    Path folder;

    /**
     * All of them when the property is given, but for slow-load-balancer: with the quick cloud of these tests it is
     * immutable-field. By itself, one that recovers, one that is clean and one that is refused.
     */
    static List<String> scenarios() {
        return System.getProperty("faults.every") == null
                ? List.of("immutable-field", "clean", "skipped-release")
                : List.of(
                        "immutable-field", "clean", "foreign-owner", "skipped-release", "stuck-pending", "never-ready");
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void killed_at_any_point_and_carried_on_it_ends_as_if_nothing_had_been(String name) throws Exception {
        assumeTrue(BundledHelm.runsHere(), "the bundled helm is for linux/amd64");
        Scenario scenario = RehearsedGround.scenario(name);
        KilledUpdate.Ending undisturbed = undisturbed(scenario);
        List<FaultPoint> points = FaultPoint.all(undisturbed.journal().size(), undisturbed.began());
        List<FaultPoint> tried = IntStream.range(0, points.size())
                .filter(i -> i % EVERY == FIRST % EVERY)
                .mapToObj(points::get)
                .toList();
        List<String> failed = new ArrayList<>();
        for (FaultPoint point : tried) {
            Path place = Files.createDirectory(folder.resolve("at-" + points.indexOf(point)));
            try {
                killed(scenario, place, point, undisturbed);
            } catch (Exception | AssertionError e) {
                failed.add(point + ": " + e.getMessage());
                System.out.println("FAILED " + name + " " + point + " in " + place + ": " + e);
            }
        }
        System.out.printf("%s: killed at %d of %d points%n", name, tried.size(), points.size());
        assertTrue(failed.isEmpty(), () -> failed.size() + " points:\n" + String.join("\n", failed));
    }

    private KilledUpdate.Ending undisturbed(Scenario scenario) throws Exception {
        try (Ground ground = new RehearsedGround(Files.createDirectory(folder.resolve("undisturbed")), scenario)) {
            return new KilledUpdate(ground).undisturbed();
        }
    }

    private static void killed(Scenario scenario, Path place, FaultPoint point, KilledUpdate.Ending undisturbed)
            throws Exception {
        try (Ground ground = new RehearsedGround(place, scenario)) {
            KilledUpdate update = new KilledUpdate(ground);
            try {
                KilledUpdate.Ending ending = update.killedAt(point);
                assertEquals(undisturbed.state(), ending.state());
                for (String verb : List.of("uninstall", "upgrade", "rollback")) {
                    long most = undisturbed.done(verb) + (leavesHalf(point) && !verb.equals("upgrade") ? 1 : 0);
                    assertTrue(ending.done(verb) <= most, () -> verb + ": " + ending.calls());
                }
            } finally {
                update.end();
            }
        }
    }

    /** A helm that is killed while it writes leaves a half-done operation, which has to be taken back first. */
    private static boolean leavesHalf(FaultPoint point) {
        return point instanceof FaultPoint.InHelm in && in.writing() && in.helmToo();
    }
}
