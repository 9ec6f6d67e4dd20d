package dev.runbook.app.rehearse;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One rehearsal of a runbook.
 *
 * @param serve parameters in the place of some of those, for runs on the served cluster, where the rest of the world is real
 * @param repositories names by which helm knows the chart repository at the beginning
 * @param charts versions that the chart repository serves
 * @param installed version of the release that is there at the beginning; empty for none
 * @param objects manifests that are there at the beginning
 * @param pending whether the newest revision was interrupted
 * @param releaseAfter how long the load balancer keeps a deleted service
 * @param neverReady workloads that never become ready, as {@code namespace/name} or {@code namespace/name:tag}
 * @param helmTimeout what helm's own time limits are shortened to
 * @param programs how programs end, which a rehearsal does not start
 * @param database what there is in the place of a database, when the runbook is given one
 * @param answers yes or no by the title of the step
 */
public record Scenario(
        String name,
        String about,
        Map<String, Object> parameters,
        Map<String, Object> serve,
        List<String> repositories,
        List<String> charts,
        Optional<String> installed,
        List<Map<String, Object>> objects,
        boolean pending,
        Duration addressAfter,
        Duration releaseAfter,
        List<String> neverReady,
        Duration helmTimeout,
        List<Program> programs,
        Database database,
        Map<String, Boolean> answers,
        Expectation expectation) {

    /** How a program ends whose command line begins so. */
    public record Program(String command, int exit, String out, String err) {}

    /**
     * A database that nothing is asked of and nothing is done to.
     *
     * @param role what makes the user a superuser; empty when nothing does
     * @param problem what goes wrong when it is dumped or restored; empty when nothing does
     */
    public record Database(Optional<String> role, String version, String problem) {}

    /** What must come out: the exit code, how steps end, and texts that the run shows. */
    public record Expectation(int exit, Map<String, String> steps, List<String> says) {}
}
