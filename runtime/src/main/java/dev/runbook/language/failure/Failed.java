package dev.runbook.language.failure;

/**
 * Carries a failure out of a lookup to the task that asked; the task turns it into an outcome.
 * It is never shown as an exception and has no stack trace.
 */
public final class Failed extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final transient Failure failure;

    public Failed(Failure failure) {
        super(failure.summary(), null, false, false);
        this.failure = failure;
    }

    public Failure failure() {
        return failure;
    }
}
