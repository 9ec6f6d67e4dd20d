package dev.runbook.app.rehearse;

import dev.runbook.provider.RehearsalDouble;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One rehearsal of a runbook.
 *
 * @param doubles what stands in the place of the world outside the cluster
 * @param answers yes or no by the title of the step
 */
public record Scenario(
        String name,
        String about,
        ScenarioParameters parameters,
        HelmState helm,
        ClusterState cluster,
        Troubles troubles,
        List<RehearsalDouble> doubles,
        Map<String, Boolean> answers,
        Expectation expectation) {
    /** The name of one that no file has. */
    static final String BARE = "without a scenario";

    /**
     * What the runbook is given.
     *
     * @param serve in the place of some of those, for runs on the served cluster, where the rest of the world is real
     * @param files what files have that it finds, by their paths; empty for one that it does not find
     */
    public record ScenarioParameters(
            Map<String, Object> given, Map<String, Object> serve, Map<String, Optional<String>> files) {
        /** Those of runs on the served cluster. */
        public Map<String, Object> served() {
            Map<String, Object> served = new LinkedHashMap<>(given);
            served.putAll(serve);
            return served;
        }
    }

    /**
     * What helm knows at the beginning.
     *
     * @param repositories names by which it knows the chart repository
     * @param charts what the chart repository serves: versions of a stand-in, or paths of charts
     * @param releases those that are there
     * @param pending what of the first of them was interrupted; empty where nothing was
     * @param timeout what helm's own time limits are shortened to
     */
    public record HelmState(
            List<String> repositories,
            List<String> charts,
            List<StartingRelease> releases,
            Optional<InterruptedWork> pending,
            Duration timeout) {
        /** The same, with other releases; of none, nothing was interrupted. */
        HelmState with(List<StartingRelease> others) {
            return new HelmState(repositories, charts, others, others.isEmpty() ? Optional.empty() : pending, timeout);
        }
    }

    /** What of the release was interrupted. */
    public enum InterruptedWork {
        INSTALL,
        UPGRADE
    }

    /**
     * The cluster at the beginning, and how it behaves.
     *
     * @param objects manifests that are there
     * @param addressAfter how long the load balancer takes to give a service its address
     * @param releaseAfter how long it keeps a deleted service
     * @param neverReady workloads that never become ready, as {@code namespace/name} or {@code namespace/name:tag}
     */
    public record ClusterState(
            List<Map<String, Object>> objects, Duration addressAfter, Duration releaseAfter, List<String> neverReady) {
        /** What a load balancer takes that never does its work. */
        public static final Duration NEVER = Duration.ofDays(3650);

        /** The same cluster with another load balancer. */
        public ClusterState with(Duration addressAfter, Duration releaseAfter) {
            return new ClusterState(objects, addressAfter, releaseAfter, neverReady);
        }
    }

    /** What must come out: the exit code, how steps end, and texts that the run shows. */
    public record Expectation(int exit, Map<String, String> steps, List<String> says) {
        /** Whether a run that ends well is all that is expected. */
        public boolean isNothing() {
            return exit == 0 && steps.isEmpty() && says.isEmpty();
        }
    }

    /** The same scenario, where something else says what is there before the run; of its charts those stay that lie somewhere. */
    Scenario withoutStart() {
        List<String> own = helm.charts().stream().filter(ChartPaths::looksSo).toList();
        return with(new HelmState(
                        own.isEmpty() ? List.of() : helm.repositories(),
                        own,
                        List.of(),
                        Optional.empty(),
                        helm.timeout()))
                .with(new ClusterState(
                        List.of(), cluster.addressAfter(), cluster.releaseAfter(), cluster.neverReady()));
    }

    /** Whether it says what is there before the run. */
    boolean saysStart() {
        return !helm.releases().isEmpty()
                || !cluster.objects().isEmpty()
                || !withoutStart().helm().equals(helm);
    }

    /** What people call it, before what is wrong in it. */
    String place() {
        return name.equals(BARE) ? "--installed" : "scenario " + name;
    }

    /** The same scenario with another helm. */
    Scenario with(HelmState other) {
        return new Scenario(name, about, parameters, other, cluster, troubles, doubles, answers, expectation);
    }

    /** The same scenario in another cluster. */
    public Scenario with(ClusterState other) {
        return new Scenario(name, about, parameters, helm, other, troubles, doubles, answers, expectation);
    }
}
