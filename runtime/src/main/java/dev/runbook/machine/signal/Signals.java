package dev.runbook.machine.signal;

import dev.runbook.port.StopRequests;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A person's wish to stop, told by SIGINT (Ctrl-C), SIGTERM or SIGHUP: the first means cleanly, the second now. */
public final class Signals implements StopRequests, AutoCloseable {
    private final Runnable last;
    private final List<SignalListener> listeners = new CopyOnWriteArrayList<>();
    private List<SignalHook> hooks = List.of();
    private volatile StopRequest wish = StopRequest.NONE;

    private Signals(Runnable last) {
        this.last = last;
    }

    /**
     * Listens from now on.
     *
     * @param last what a third signal does, and each after it; such as ending the machine whatever the run is at
     */
    public static Signals listen(Runnable last) {
        Signals signals = new Signals(last);
        signals.hooks = List.of(
                SignalHook.on("INT", signals::came),
                SignalHook.on("TERM", signals::came),
                SignalHook.on("HUP", signals::came));
        return signals;
    }

    private void came() {
        Runnable then = next();
        then.run();
    }

    private synchronized Runnable next() {
        return switch (wish) {
            case NONE -> become(StopRequest.CLEANLY);
            case CLEANLY -> become(StopRequest.NOW);
            case NOW -> last;
        };
    }

    private Runnable become(StopRequest next) {
        wish = next;
        return () -> listeners.forEach(listening -> listening.action.run());
    }

    @Override
    public StopRequest wish() {
        return wish;
    }

    @Override
    public Registration onChange(Runnable listener) {
        SignalListener listening = new SignalListener(listener);
        listeners.add(listening);
        return () -> listeners.remove(listening);
    }

    /** Gives the signals back. */
    @Override
    public void close() {
        hooks.forEach(SignalHook::close);
    }

    /** One registration; a class and not a record, because two of the same listener are two. */
    private static final class SignalListener {
        private final Runnable action;

        SignalListener(Runnable action) {
            this.action = action;
        }
    }
}
