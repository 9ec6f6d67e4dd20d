package dev.runbook.app.run;

import dev.runbook.run.report.CommandText;
import java.nio.file.Path;
import java.util.List;

/**
 * Writes the next command on a run, as somebody in this folder would type it: with the folder of runs, where commands do
 * not look there by themselves.
 */
public record NextCommand(Path runs) {
    /** Where commands look by themselves. */
    public static final Path USUAL = Path.of(".runbook", "runs");

    public String of(String words, String run) {
        Path place = runs.toAbsolutePath().normalize();
        return "runbook " + words + " " + run
                + (place.equals(USUAL.toAbsolutePath())
                        ? ""
                        : " " + CommandText.of(List.of("--runs=" + fromHere(place))));
    }

    /** A path as somebody in this folder would type it. */
    static String fromHere(Path path) {
        Path here = Path.of("").toAbsolutePath();
        return (path.startsWith(here) ? here.relativize(path) : path).toString();
    }
}
