package dev.runbook.provider.postgres;

import dev.runbook.language.failure.Failed;
import dev.runbook.language.failure.Failure;
import dev.runbook.language.failure.FailureClass;
import dev.runbook.language.value.SemanticVersion;
import dev.runbook.port.Processes;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** {@code pg_dump} and {@code pg_restore} of the operator's path. */
record Tools(Processes processes) {
    static final String DUMP = "pg_dump";
    static final String RESTORE = "pg_restore";
    private static final Pattern VERSION = Pattern.compile("\\(PostgreSQL\\) (\\d+(?:\\.\\d+)*)");
    private static final Pattern TLS = Pattern.compile("SSL|certificate");
    private static final Pattern WORTH_KEEPING =
            Pattern.compile("^(pg_dump|pg_restore): (error|warning|detail|hint|from )|^(ERROR|DETAIL|HINT|LINE):");

    SemanticVersion version(String tool) throws InterruptedException {
        Processes.Result result = processes.run(
                new Processes.Request(List.of(tool, "--version"), Map.of(), Optional.of(Duration.ofSeconds(30))),
                Processes.Output.NONE);
        if (result.end() == Processes.End.NOT_STARTED) {
            throw PostgresFailures.of(
                    tool + " could not be started: " + result.err().strip(),
                    "Install PostgreSQL's client programs, of the server's version or newer: on Debian and Ubuntu "
                            + "apt-get install postgresql-client.");
        }
        return version(tool, result);
    }

    /** The version that one of them has told. */
    static SemanticVersion version(String tool, Processes.Result result) {
        Matcher version = VERSION.matcher(result.out());
        if (!result.ok() || !version.find()) {
            throw new Failed(DatabaseTexts.RECOGNITION.recognise(List.of(tool, "--version"), result));
        }
        return SemanticVersion.parse(version.group(1)).orElseThrow();
    }

    /** An older pg_dump refuses a newer server, but only when it has begun. */
    static void fit(SemanticVersion tool, Databases.Server server) {
        SemanticVersion there = server.version();
        boolean older = there.major() >= 10
                ? tool.major() < there.major()
                : tool.major() < there.major() || (tool.major() == there.major() && tool.minor() < there.minor());
        if (older) {
            throw PostgresFailures.of(
                    "pg_dump %s is older than the server, which is PostgreSQL %s, and cannot dump it"
                            .formatted(tool.text(), there.text()),
                    "Install PostgreSQL's client programs of version %d or newer and put them first on the PATH."
                            .formatted(there.major()));
        }
    }

    /** Runs one of them to its end; the password is in its environment, where other users cannot see it. */
    Processes.Result run(List<String> command, Conninfo complete, Processes.Output output) throws InterruptedException {
        Map<String, String> environment = complete.get(Conninfo.PASSWORD)
                .map(password -> Map.of("PGPASSWORD", password))
                .orElse(Map.of());
        return processes.run(new Processes.Request(command, environment, Optional.empty()), output);
    }

    /** Fails when one of them did not end well. */
    static void expectOk(List<String> command, Processes.Result result) {
        if (!result.ok()) {
            throw new Failed(failure(command, result));
        }
    }

    /** What went wrong; of what these programs say with {@code --verbose}, only errors tell it. */
    static Failure failure(List<String> command, Processes.Result result) {
        String telling = result.err()
                .lines()
                .filter(line -> WORTH_KEEPING.matcher(line).find())
                .collect(Collectors.joining("\n"));
        String err = telling.isEmpty() ? result.err() : telling;
        Failure failure = DatabaseTexts.RECOGNITION.recognise(
                command, new Processes.Result(result.end(), result.exitCode(), result.out(), err, result.took()));
        if (err.contains("No space left on device")) {
            return failure.advising("Make room on the disk, or use a folder of another one.");
        }
        if (failure.kind() != FailureClass.Unreachable) {
            return failure;
        }
        return failure.advisingOnly(
                TLS.matcher(err).find()
                        ? "Check sslmode and sslrootcert, and the dates and the name of the server's certificate."
                        : "Check that the server of the database is up, and what its log says; then try again.");
    }

    /** Whether a line of {@code --verbose} is one that people want to see. */
    static boolean telling(String line) {
        return WORTH_KEEPING.matcher(line).find();
    }

    /** Reads back what a dump says that it holds, so that one that is broken is known before it is needed. */
    void readBack(String path, String shown) throws InterruptedException {
        List<String> command = List.of(RESTORE, "--list", path);
        Processes.Result result =
                processes.run(new Processes.Request(command, Map.of(), Optional.empty()), Processes.Output.NONE);
        if (result.end() == Processes.End.STOPPED) {
            throw new Failed(Failure.of(FailureClass.Cancelled, "stopped by a person"));
        }
        if (!result.ok()) {
            Failure why = failure(command, result);
            throw PostgresFailures.of(
                    shown + " cannot be read as a dump: " + why.summary(),
                    "Take the dump again. pg_restore must not be older than the pg_dump that made it.");
        }
    }
}
