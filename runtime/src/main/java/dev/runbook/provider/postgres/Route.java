package dev.runbook.provider.postgres;

import dev.runbook.language.failure.Failed;
import dev.runbook.port.Pods;
import java.util.Optional;

/**
 * A way to a database that can be gone now. Where it leads into a pod it is open until it is closed.
 *
 * @param complete the whole connection, by which libpq and the driver get there
 * @param shown the database, for people
 */
record Route(Databases databases, Conninfo complete, String shown, Optional<PodRoute> inside) implements AutoCloseable {
    /**
     * Where in the cluster it leads.
     *
     * @param port of the pod, where its own programs find the database
     */
    record PodRoute(Pods.Pod pod, int port, Pods.Forward forward) {}

    /** Something that goes over the route. */
    interface RouteCall<T, E extends Exception> {
        T go() throws E, InterruptedException;
    }

    /** Opens a session with another database of the same server. */
    Databases.Session open(String database) throws InterruptedException {
        return checked(
                () -> databases.open(complete.with(Conninfo.DATABASE, database).keywords(), shown));
    }

    Databases.Session open() throws InterruptedException {
        return open(complete.database());
    }

    /** A session that stands in the way of no renaming. */
    Databases.Session elsewhere() throws InterruptedException {
        return open(complete.database().equals("postgres") ? "template1" : "postgres");
    }

    /** Does something, and when that fails and the port-forward to the pod is why, says so. */
    <T, E extends Exception> T checked(RouteCall<T, E> journey) throws E, InterruptedException {
        try {
            return journey.go();
        } catch (Failed e) {
            inside.ifPresent(way -> way.forward().check());
            throw e;
        }
    }

    @Override
    public void close() {
        inside.ifPresent(way -> way.forward().close());
    }
}
