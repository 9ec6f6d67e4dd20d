package dev.runbook.port;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Optional;

/** Ways into the pods of a cluster, as the API server gives them. Every method can throw {@link dev.runbook.language.failure.Failed}. */
public interface Pods {
    /** Listens on this machine alone, and carries each connection to a port of the pod, until it is closed. */
    Forward forward(Pod pod, int port);

    /**
     * Runs a program in a pod to its end; no shell, each argument as it stands.
     *
     * @param input what the program reads first; its input stays open
     * @param out gets what it writes, as it comes; when it fails, nobody listens to the program any longer
     * @param output gets the lines of its error output
     * @return without what went to {@code out}
     * @throws IOException when {@code out} failed
     * @throws InterruptedException when the thread is interrupted; nobody listens to the program any longer then
     */
    Processes.Result run(Pod pod, List<String> command, String input, OutputStream out, Processes.Output output)
            throws IOException, InterruptedException;

    /**
     * A pod.
     *
     * @param container that a program is run in; empty for the one that the pod itself prefers
     */
    record Pod(String namespace, String name, Optional<String> container) {
        public String shown() {
            return "pod/" + name;
        }
    }

    /** A port of this machine that leads into a pod. */
    interface Forward extends AutoCloseable {
        int port();

        /** Fails with what went wrong on the port-forward to the pod, of which whoever is connected sees a lost connection. */
        void check();

        @Override
        void close();
    }
}
