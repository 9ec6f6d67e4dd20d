package dev.runbook.provider;

/** A scenario is not what it should be; the message says where and why. */
public final class ScenarioException extends Exception {
    private static final long serialVersionUID = 1L;

    public ScenarioException(String message) {
        super(message);
    }
}
