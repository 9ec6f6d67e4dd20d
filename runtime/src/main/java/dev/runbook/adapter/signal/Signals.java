package dev.runbook.adapter.signal;

import dev.runbook.port.Interruption;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import sun.misc.Signal;

/** The wish to stop, as SIGINT, SIGTERM and SIGHUP say it: the first means cleanly, the second now. */

public final class Signals implements Interruption {
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private volatile Wish wish = Wish.NONE;

    private Signals() {}

    /** Listens from now on. */
    public static Signals listen() {
        Signals signals = new Signals();
        for (String name : List.of("INT", "TERM", "HUP")) {
            Signal.handle(new Signal(name), signal -> signals.raise());
        }
        return signals;
    }

    private synchronized void raise() {
        wish = wish == Wish.NONE ? Wish.CLEANLY : Wish.NOW;
        listeners.forEach(Runnable::run);
    }

    @Override
    public Wish wish() {
        return wish;
    }

    @Override
    public Registration onChange(Runnable listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }
}
