package dev.runbook.shipped;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** A world in which an update of Coder is run, killed and carried on. It outlives the processes of the run. */
interface Ground extends AutoCloseable {
    /** An empty folder for everything that is not the cluster's. */
    Path folder();

    Path kubeconfig();

    Path helm();

    String namespace();

    /** What {@code exec update-coder.rb} is given: parameters. */
    List<String> parameters();

    /** What every command is given: answers, and how it keeps others out. */
    List<String> options();

    /** How the undisturbed run ends. */
    int exit();

    @Override
    void close() throws IOException;
}
