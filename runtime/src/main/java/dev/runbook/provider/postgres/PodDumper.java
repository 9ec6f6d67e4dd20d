package dev.runbook.provider.postgres;

import dev.runbook.language.failure.Failed;
import dev.runbook.language.value.SemanticVersion;
import dev.runbook.port.LargeFiles;
import dev.runbook.port.Pods;
import dev.runbook.port.Processes;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The {@code pg_dump} of the database's own pod, whose output comes here compressed. The password is given to it by its
 * standard input, as a file of services: an argument would stand in the audit log of the API server.
 */
record PodDumper(Pods pods, Route.PodRoute inside, Conninfo complete, LargeFiles large) implements Dumper {
    private static final String SERVICE = "runbook";
    /** What concerns the database; how to get there is another matter inside of the pod. */
    private static final List<String> KEPT = List.of("dbname", "user", "password", "options", "client_encoding");

    static PodDumper of(Route route, DumpResources means) {
        Route.PodRoute inside = route.inside()
                .orElseThrow(() -> PostgresFailures.of(
                        "in_pod: true needs to know the pod",
                        "Write through: beside it, such as through: \"service/timescale\"."));
        return new PodDumper(means.pods(), inside, route.complete(), means.large());
    }

    @Override
    public SemanticVersion version() throws InterruptedException {
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        Processes.Result result = run(List.of(Tools.DUMP, "--version"), "", said, Processes.Output.NONE);
        return Tools.version(
                Tools.DUMP,
                new Processes.Result(
                        result.end(),
                        result.exitCode(),
                        said.toString(StandardCharsets.UTF_8),
                        result.err(),
                        result.took()));
    }

    private Processes.Result run(List<String> command, String input, OutputStream out, Processes.Output output)
            throws InterruptedException {
        try {
            return started(command, pods.run(inside.pod(), command, input, out, output));
        } catch (IOException e) {
            throw new IllegalStateException("memory does not refuse", e);
        }
    }

    private Processes.Result started(List<String> command, Processes.Result result) {
        if (result.end() == Processes.End.NOT_STARTED) {
            throw new Failed(DatabaseTexts.RECOGNITION
                    .recognise(command, result)
                    .advising("The pod must have pg_dump and env on its path; without in_pod: the pg_dump of this"
                            + " machine is used."));
        }
        return result;
    }

    @Override
    public void dump(List<String> options, String path, Processes.Output output)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("env", "PGSERVICEFILE=/dev/stdin", Tools.DUMP));
        command.addAll(options);
        command.add("--dbname=service=" + SERVICE);
        try (OutputStream file = large.write(path)) {
            Tools.expectOk(command, started(command, pods.run(inside.pod(), command, serviceFile(), file, output)));
        }
    }

    /** The section at the end has libpq read no further: nobody closes the standard input. */
    private String serviceFile() {
        return "[" + SERVICE + "]\nhost=localhost\nport=" + inside.port() + "\n"
                + KEPT.stream()
                        .flatMap(keyword -> complete.get(keyword).map(value -> line(keyword, value)).stream())
                        .collect(Collectors.joining())
                + "[end]\n";
    }

    private static String line(String keyword, String value) {
        if (!value.equals(value.stripTrailing()) || value.contains("\n")) {
            throw PostgresFailures.of(
                    "the " + keyword + " of the connection ends in a space or has more than one line, and cannot be"
                            + " given to the pg_dump of a pod",
                    "Leave in_pod: out, so that the pg_dump of this machine is used.");
        }
        return keyword + "=" + value + "\n";
    }
}
