package dev.runbook.cli;

import dev.runbook.failure.Failure;
import dev.runbook.report.ExitCode;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Ends a command with an exit code and a message for the user. */
final class Stop extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final transient ExitCode code;

    Stop(ExitCode code, String message) {
        super(message, null, false, false);
        this.code = code;
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

    ExitCode code() {
        return code;
    }
}
