package dev.runbook.run.engine;

import dev.runbook.port.StopRequests;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A person who asks the run to stop when a test says so. */
final class ScriptedStopRequests implements StopRequests {
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private StopRequest wish = StopRequest.NONE;

    void become(StopRequest next) {
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
