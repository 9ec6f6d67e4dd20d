package dev.runbook.rehearsal.cel;

/** An expression that came to no answer, with the server's words for why. */
public final class CelFailureException extends Exception {
    private static final long serialVersionUID = 1L;

    CelFailureException(String message) {
        super(message);
    }
}
