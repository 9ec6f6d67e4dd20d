package dev.runbook.cli;

import dev.runbook.report.ExitCode;

/** Ends a command with an exit code and a message for the user. */
final class Stop extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final transient ExitCode code;

    Stop(ExitCode code, String message) {
        super(message, null, false, false);
        this.code = code;
    }

    ExitCode code() {
        return code;
    }
}
