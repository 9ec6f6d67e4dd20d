package dev.runbook.app.view;

import dev.runbook.port.Observer.Pending;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What a running program still waits for. A rollout passes through many states: in a log, one is worth lines only when it
 * has stood for a while.
 */
final class NotReadyState {
    private static final Duration STANDS = Duration.ofSeconds(5);

    private WaitLines now = lines(List.of(), Optional.empty());
    private String gist = now.gist();
    private String told = gist;
    private Duration since = Duration.ZERO;

    void take(List<Pending> pending, Optional<String> trouble, Duration elapsed) {
        now = lines(pending, trouble);
        if (!now.gist().equals(gist)) {
            gist = now.gist();
            since = elapsed;
        }
    }

    private static WaitLines lines(List<Pending> pending, Optional<String> trouble) {
        return new WaitLines("", pending, Duration.ZERO, Duration.ZERO, trouble);
    }

    boolean isEmpty() {
        return now.pending().isEmpty() && now.trouble().isEmpty();
    }

    List<String> details(Style look, int columns, boolean live) {
        return now.details(look, columns, live);
    }

    /** Whether it has stood for a while and nobody was told; asked once, it counts as told. */
    boolean isNews(Duration elapsed) {
        if (gist.equals(told) || elapsed.minus(since).compareTo(STANDS) < 0) {
            return false;
        }
        told = gist;
        return !isEmpty();
    }

    /** What is said before the names: of an uninstall, it waits for things to go. */
    String what() {
        boolean going = now.pending().stream().allMatch(one -> one.state().startsWith("Terminating"));
        return !now.pending().isEmpty() && going ? "not gone yet:" : "not ready yet:";
    }

    /** The names of what is not ready, for one line; empty when there is nothing. */
    String names() {
        return now.names();
    }
}
