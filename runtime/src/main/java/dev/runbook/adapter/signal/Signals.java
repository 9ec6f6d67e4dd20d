package dev.runbook.adapter.signal;

import dev.runbook.port.Interruption;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** The wish to stop, as SIGINT, SIGTERM and SIGHUP say it: the first means cleanly, the second now. */
public final class Signals implements Interruption {
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private volatile Wish wish = Wish.NONE;

    private Signals() {}

    /** Listens from now on. */
    public static Signals listen() {
        Signals signals = new Signals();
        try {
            for (String name : List.of("INT", "TERM", "HUP")) {
                signals.handle(name);
            }
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("this Java does not let a program handle signals", e);
        }
        return signals;
    }

    /** By reflection: the compiler warns of every mention of these classes, though jdk.unsupported exports them. */
    private void handle(String name) throws ReflectiveOperationException {
        Class<?> signal = Class.forName("sun.misc.Signal");
        Class<?> handler = Class.forName("sun.misc.SignalHandler");
        Object raising = Proxy.newProxyInstance(handler.getClassLoader(), new Class<?>[] {handler}, (self, m, args) -> {
            raise();
            return null;
        });
        signal.getMethod("handle", signal, handler)
                .invoke(null, signal.getConstructor(String.class).newInstance(name), raising);
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
