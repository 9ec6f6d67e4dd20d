package dev.runbook.cli;

import dev.runbook.failure.Failure;
import dev.runbook.report.ExitCode;
import dev.runbook.text.SafeText;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Ends a command with an exit code and a message for the user. */
final class Stop extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final transient ExitCode code;

    private final boolean drawn;

    Stop(ExitCode code, String message) {
        this(code, message, false);
    }

    private Stop(ExitCode code, String message, boolean drawn) {
        super(message, null, false, false);
        this.code = code;
        this.drawn = drawn;
    }

    /** The world cannot serve: what is missing, and under each what to do about it. */
    static Stop cannotServe(List<Failure> problems) {
        return new Stop(
                ExitCode.CANNOT_SERVE,
                problems.stream()
                        .flatMap(problem -> Stream.concat(
                                Stream.of("error: " + problem.summary()),
                                problem.advice().stream().map(advice -> "  " + advice)))
                        .collect(Collectors.joining("\n")));
    }

    /** A message that is safe to print and has colours of ours. */
    static Stop drawn(ExitCode code, String message) {
        return new Stop(code, message, true);
    }

    /** The message as a terminal may have it. */
    String message() {
        String message = String.valueOf(getMessage());
        return drawn ? message : SafeText.lines(message);
    }

    /** Whether its lines stand as they are to be. */
    boolean isDrawn() {
        return drawn;
    }

    ExitCode code() {
        return code;
    }
}
