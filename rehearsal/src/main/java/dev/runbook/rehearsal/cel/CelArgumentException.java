package dev.runbook.rehearsal.cel;

/** An argument that a function of Kubernetes does not take. */
final class CelArgumentException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    CelArgumentException(String message) {
        super(message, null, false, false);
    }
}
