package dev.runbook.app.cli;

import dev.runbook.port.Interruption;

/** Nobody asks to stop: for what runs before and after a run. */
final class NoInterruption implements Interruption {
    @Override
    public Wish wish() {
        return Wish.NONE;
    }

    @Override
    public Registration onChange(Runnable listener) {
        return () -> {};
    }
}
