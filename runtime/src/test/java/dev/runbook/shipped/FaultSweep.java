package dev.runbook.shipped;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The same update again and again, each killed at another point and carried on: it ends as the undisturbed one. Only a few
 * of the points are tried unless the property {@code faults.every} says so.
 */
final class FaultSweep {
    private static final int FEW = 150;
    private static final int EVERY = Integer.getInteger("faults.every", FEW);
    private static final int FIRST = Integer.getInteger("faults.first", 60);

    private final String name;
    private final Path folder;
    private final Grounds grounds;
    private final boolean writing;

    /**
     * @param writing whether every point at which helm is in the middle of a change is among the few
     */
    FaultSweep(String name, Path folder, Grounds grounds, boolean writing) {
        this.name = name;
        this.folder = folder;
        this.grounds = grounds;
        this.writing = Boolean.getBoolean("faults.writing") || (writing && !asked());
    }

    /** Makes the world of a run anew. */
    interface Grounds {
        FaultWorld in(Path folder) throws Exception;
    }

    /** Whether the property says which points are tried. */
    static boolean asked() {
        return System.getProperty("faults.every") != null;
    }

    /** Tries them. All are tried, whatever fails. */
    void run() throws Exception {
        KilledUpdate.Ending undisturbed = undisturbed();
        List<FaultPoint> points = FaultPoint.all(undisturbed.journal().size(), undisturbed.began());
        List<FaultPoint> tried = IntStream.range(0, points.size())
                .filter(i -> i % EVERY == FIRST % EVERY || (writing && inTheMiddle(points.get(i))))
                .mapToObj(points::get)
                .toList();
        List<String> failed = new ArrayList<>();
        for (FaultPoint point : tried) {
            Path place = Files.createDirectory(folder.resolve("at-" + points.indexOf(point)));
            try {
                killed(place, point, undisturbed);
            } catch (Exception | AssertionError e) {
                failed.add(point + ": " + e.getMessage());
                System.out.println("FAILED " + name + " " + point + " in " + place + ": " + e);
            }
        }
        System.out.printf("%s: killed at %d of %d points%n", name, tried.size(), points.size());
        assertTrue(failed.isEmpty(), () -> failed.size() + " points:\n" + String.join("\n", failed));
    }

    private KilledUpdate.Ending undisturbed() throws Exception {
        try (FaultWorld ground = grounds.in(Files.createDirectory(folder.resolve("undisturbed")))) {
            return new KilledUpdate(ground).undisturbed();
        }
    }

    private void killed(Path place, FaultPoint point, KilledUpdate.Ending undisturbed) throws Exception {
        try (FaultWorld ground = grounds.in(place)) {
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

    private static boolean inTheMiddle(FaultPoint point) {
        return point instanceof FaultPoint.InHelm in && in.writing();
    }

    /** A helm that is killed while it writes leaves a half-done operation, which has to be taken back first. */
    private static boolean leavesHalf(FaultPoint point) {
        return point instanceof FaultPoint.InHelm in && in.writing() && in.helmToo();
    }
}
