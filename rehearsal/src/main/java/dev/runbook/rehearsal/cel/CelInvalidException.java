package dev.runbook.rehearsal.cel;

/** An expression that the server would not take, with what its compiler says. */
public final class CelInvalidException extends Exception {
    private static final long serialVersionUID = 1L;

    private final boolean ours;

    CelInvalidException(String message, boolean ours) {
        super(message);
        this.ours = ours;
    }

    /** Whether the server would take it, and only this cluster cannot evaluate it. */
    public boolean isOurs() {
        return ours;
    }
}
