package dev.runbook.app.composition;

import dev.runbook.language.failure.Failure;
import dev.runbook.run.report.ExitCode;
import dev.runbook.text.SafeText;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Ends a command with an exit code and a message for the user. */
public final class CommandExit extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final transient ExitCode code;

    private final boolean drawn;

    public CommandExit(ExitCode code, String message) {
        this(code, message, false);
    }

    private CommandExit(ExitCode code, String message, boolean drawn) {
        super(message, null, false, false);
        this.code = code;
        this.drawn = drawn;
    }

    /** The world cannot serve: what is missing, and under each what to do about it. */
    public static CommandExit cannotServe(List<Failure> problems) {
        return new CommandExit(
                ExitCode.CANNOT_SERVE,
                problems.stream()
                        .flatMap(problem -> Stream.concat(
                                Stream.of("error: " + problem.summary()),
                                problem.advice().stream().map(advice -> "  " + advice)))
                        .collect(Collectors.joining("\n")));
    }

    /** A message that is safe to print and has colours of ours. */
    public static CommandExit drawn(ExitCode code, String message) {
        return new CommandExit(code, message, true);
    }

    /** The message as a terminal may have it. */
    public String message() {
        String message = String.valueOf(getMessage());
        return drawn ? message : SafeText.lines(message);
    }

    /** Whether its lines stand as they are to be. */
    public boolean isDrawn() {
        return drawn;
    }

    public ExitCode code() {
        return code;
    }
}
