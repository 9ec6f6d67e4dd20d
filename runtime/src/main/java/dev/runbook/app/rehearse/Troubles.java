package dev.runbook.app.rehearse;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/**
 * What goes wrong in a scenario, and when.
 *
 * @param crashing how often the containers of workloads end before they run on, by how the scenario names them
 */
public record Troubles(
        List<ApiTrouble> api, List<HelmTrouble> helm, Map<String, Integer> crashing, Optional<KillPoint> kill) {
    public Troubles {
        api = List.copyOf(api);
        helm = List.copyOf(helm);
        crashing = Map.copyOf(crashing);
    }

    /**
     * When a trouble begins.
     *
     * @param step whose first start it waits for; empty for the beginning of the run
     * @param after how long after that
     */
    public record TroubleStart(Optional<String> step, Duration after) {}

    /**
     * The API server is away for a while, or answers everything with a status.
     *
     * @param status empty where it is away
     */
    public record ApiTrouble(TroubleStart start, OptionalInt status, Duration lasts) {}

    /**
     * A command of helm hangs, or ends with an error.
     *
     * @param verb which command, such as {@code upgrade}
     * @param hangs how long nothing comes of it; empty where it fails instead
     * @param error what helm says of its failure
     * @param times how many such commands it happens to
     */
    public record HelmTrouble(TroubleStart start, String verb, Optional<Duration> hangs, String error, int times) {}

    /** Where the run is killed, as by {@code kill -9}, and then resumed. */
    public record KillPoint(KillPlace place, String step) {}

    /** Which part of a step it is. */
    public enum KillPlace {
        BEFORE,
        /** When the step has started a program. */
        IN,
        AFTER
    }

    /** The titles of the steps that it names, by the field that does. */
    Stream<Map.Entry<String, String>> steps() {
        return Stream.of(
                        api.stream()
                                .flatMap(one -> one.start().step().stream())
                                .map(title -> Map.entry(TroubleReader.API, title)),
                        helm.stream()
                                .flatMap(one -> one.start().step().stream())
                                .map(title -> Map.entry(TroubleReader.HELM, title)),
                        kill.stream().map(point -> Map.entry(TroubleReader.KILL, point.step())))
                .flatMap(titles -> titles);
    }
}
