package dev.runbook.provider.process.adapter;

import dev.runbook.port.StopRequests;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** An interruption that a test asks for. */
public final class ManualStopRequests implements StopRequests {
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private volatile StopRequest wish = StopRequest.NONE;

    public void ask(StopRequest next) {
        wish = next;
        listeners.forEach(Runnable::run);
    }

    @Override
    public StopRequest wish() {
        return wish;
    }

    @Override
    public Registration onChange(Runnable listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }
}
