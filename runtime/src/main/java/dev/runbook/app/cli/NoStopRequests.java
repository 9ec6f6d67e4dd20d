package dev.runbook.app.cli;

import dev.runbook.port.StopRequests;

/** Nobody asks to stop: for what runs before and after a run. */
final class NoStopRequests implements StopRequests {
    @Override
    public StopRequest wish() {
        return StopRequest.NONE;
    }

    @Override
    public Registration onChange(Runnable listener) {
        return () -> {};
    }
}
