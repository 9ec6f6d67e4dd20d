package dev.runbook.shipped;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A world in which an update is run, killed and carried on. It outlives the processes of the run. */
interface FaultWorld extends AutoCloseable {
    /** An empty folder for everything that is not the cluster's. */
    Path folder();

    Path kubeconfig();

    Path helm();

    String namespace();

    /** The shipped runbook that is run. */
    default String runbook() {
        return "update-coder.rb";
    }

    /** What {@code exec} is given: parameters. */
    List<String> parameters();

    /** What every command is given: answers, and how it keeps others out. */
    List<String> options();

    /** Variables that every command is given, such as secrets. */
    default Map<String, String> environment() {
        return Map.of();
    }

    /** Whether a file of the working folder is another one in every run. */
    default boolean differs(String file) {
        return false;
    }

    /** Puts what helm knows by itself, such as repositories, into the home that it has in the run. */
    default void furnish(Path home) throws IOException {}

    /** Looks at what must hold in the end, besides that the ends are equal. */
    default void inspect() throws Exception {}

    /** How the undisturbed run ends. */
    int exit();

    @Override
    void close() throws IOException;
}
