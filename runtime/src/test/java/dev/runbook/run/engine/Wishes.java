package dev.runbook.run.engine;

import dev.runbook.port.Interruption;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A person who asks the run to stop when a test says so. */
final class Wishes implements Interruption {
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private Wish wish = Wish.NONE;

    void become(Wish next) {
        wish = next;
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
