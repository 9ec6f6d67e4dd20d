package dev.runbook.run.lease;

/** The run may change nothing further, because it cannot be sure to be the only one. */
public final class LeaseLostException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    LeaseLostException(String message) {
        super(message);
    }
}
