package dev.runbook.provider.process.adapter;

import dev.runbook.port.Interruption;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** An interruption that a test asks for. */
public final class SwitchedInterruption implements Interruption {
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private volatile Wish wish = Wish.NONE;

    public void ask(Wish next) {
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
