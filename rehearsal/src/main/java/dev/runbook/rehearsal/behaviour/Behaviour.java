package dev.runbook.rehearsal.behaviour;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How the rehearsed world behaves. Immutable: the {@code with…} methods return a changed copy.
 *
 * @param addressAfter how long a LoadBalancer service waits for its address
 * @param releaseAfter how long a deleted LoadBalancer service keeps its finalizer; empty means for ever
 * @param addresses which addresses load balancers get
 * @param readyAfter how long a pod takes from its creation until it is ready
 * @param jobTakes how long a pod that is meant to end takes from its creation to its end
 * @param stopsAfter how long a deleted pod takes to stop
 * @param neverReady the workloads whose pods never become ready, as if their image could not be pulled
 * @param failingJobs the jobs (and bare pods that are meant to end) that fail
 * @param crashing how often the containers of a workload's pods end before they run on
 */
public record Behaviour(
        Duration addressAfter,
        Optional<Duration> releaseAfter,
        AddressPolicy addresses,
        Duration readyAfter,
        Duration jobTakes,
        Duration stopsAfter,
        List<WorkloadPattern> neverReady,
        List<WorkloadPattern> failingJobs,
        Map<WorkloadPattern, Integer> crashing) {

    /** On a workload or its pod template, with the value {@code "true"}: its pods never become ready. */
    public static final String NEVER_READY_ANNOTATION = "rehearsal.runbook.dev/never-ready";

    /** On a job or its pod template, with the value {@code "true"}: it fails. */
    public static final String FAILS_ANNOTATION = "rehearsal.runbook.dev/fails";

    /** A well-behaved cloud: an address after 1.5 s, its release after 12 s, pods ready in less than half a second. */
    public static final Behaviour DEFAULT = new Behaviour(
            Duration.ofMillis(1500),
            Optional.of(Duration.ofSeconds(12)),
            new AddressPolicy.Fresh(),
            Duration.ofMillis(400),
            Duration.ofMillis(400),
            Duration.ofMillis(100),
            List.of(),
            List.of(),
            Map.of());

    public Behaviour {
        neverReady = List.copyOf(neverReady);
        failingJobs = List.copyOf(failingJobs);
        crashing = Map.copyOf(crashing);
    }

    public Behaviour withAddressAfter(Duration time) {
        return new Behaviour(
                time, releaseAfter, addresses, readyAfter, jobTakes, stopsAfter, neverReady, failingJobs, crashing);
    }

    public Behaviour withReleaseAfter(Duration time) {
        return new Behaviour(
                addressAfter,
                Optional.of(time),
                addresses,
                readyAfter,
                jobTakes,
                stopsAfter,
                neverReady,
                failingJobs,
                crashing);
    }

    /** The cloud's controller is down: a deleted load balancer stays for ever. */
    public Behaviour withoutRelease() {
        return new Behaviour(
                addressAfter,
                Optional.empty(),
                addresses,
                readyAfter,
                jobTakes,
                stopsAfter,
                neverReady,
                failingJobs,
                crashing);
    }

    public Behaviour withAddresses(AddressPolicy next) {
        return new Behaviour(
                addressAfter, releaseAfter, next, readyAfter, jobTakes, stopsAfter, neverReady, failingJobs, crashing);
    }

    public Behaviour withReadyAfter(Duration time) {
        return new Behaviour(
                addressAfter, releaseAfter, addresses, time, jobTakes, stopsAfter, neverReady, failingJobs, crashing);
    }

    public Behaviour withJobTakes(Duration time) {
        return new Behaviour(
                addressAfter, releaseAfter, addresses, readyAfter, time, stopsAfter, neverReady, failingJobs, crashing);
    }

    public Behaviour withStopsAfter(Duration time) {
        return new Behaviour(
                addressAfter, releaseAfter, addresses, readyAfter, jobTakes, time, neverReady, failingJobs, crashing);
    }

    public Behaviour withNeverReady(WorkloadPattern... workloads) {
        return new Behaviour(
                addressAfter,
                releaseAfter,
                addresses,
                readyAfter,
                jobTakes,
                stopsAfter,
                List.of(workloads),
                failingJobs,
                crashing);
    }

    public Behaviour withFailingJobs(WorkloadPattern... jobs) {
        return new Behaviour(
                addressAfter,
                releaseAfter,
                addresses,
                readyAfter,
                jobTakes,
                stopsAfter,
                neverReady,
                List.of(jobs),
                crashing);
    }

    /** Containers end a few times before they run on. */
    public Behaviour withCrashing(Map<WorkloadPattern, Integer> workloads) {
        return new Behaviour(
                addressAfter,
                releaseAfter,
                addresses,
                readyAfter,
                jobTakes,
                stopsAfter,
                neverReady,
                failingJobs,
                workloads);
    }
}
