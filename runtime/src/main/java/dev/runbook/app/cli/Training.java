package dev.runbook.app.cli;

import dev.runbook.machine.time.SystemClock;
import dev.runbook.port.Clock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What the launcher lets the program do once after a build, so that java keeps the classes that rehearsals, plans and runs use: an update
 * is rehearsed, and planned for the cluster of a rehearsal, all in one process.
 */
final class Training {
    private static final Duration LONGEST = Duration.ofMinutes(1);
    private static final Duration PAUSE = Duration.ofMillis(20);

    private Training() {}

    /** Takes the chart that is installed, and the next; the folder for temporary files must be its own. */
    public static void main(String[] charts) throws IOException, InterruptedException {
        String installed = "--installed=" + charts[0];
        String[] update = {"update-release.rb", "release=train", "chart=" + charts[1]};
        int rehearsed = run(update, "rehearse", installed, "--yes");
        Thread.ofPlatform().daemon().start(() -> run(update, "rehearse", installed, "--serve"));
        Path environment = environment(Path.of(System.getProperty("java.io.tmpdir")));
        int planned = run(
                update,
                "plan",
                "--kubeconfig=" + kubeconfig(environment),
                "--helm=" + environment.resolveSibling("bin/helm"));
        System.exit(Math.max(rehearsed, planned));
    }

    private static int run(String[] update, String... command) {
        return Main.execute(Stream.concat(Stream.of(command), Stream.of(update)).toArray(String[]::new));
    }

    /** The file that says how others find the cluster, once that is up. */
    private static Path environment(Path temporary) throws IOException, InterruptedException {
        Clock clock = new SystemClock();
        Duration began = clock.elapsed();
        while (clock.elapsed().minus(began).compareTo(LONGEST) < 0) {
            try (Stream<Path> files = Files.find(temporary, 3, (file, kind) -> file.endsWith("working/env"))) {
                Optional<Path> found = files.findFirst();
                if (found.isPresent() && Files.size(found.get()) > 0) {
                    return found.get();
                }
            }
            clock.sleep(PAUSE);
        }
        throw new IOException("no cluster came up below " + temporary);
    }

    private static String kubeconfig(Path environment) throws IOException {
        List<String> lines = Files.readAllLines(environment);
        return lines.stream()
                .filter(line -> line.startsWith("export KUBECONFIG="))
                .map(line -> line.substring("export KUBECONFIG=".length()).replace("'", ""))
                .findFirst()
                .orElseThrow(() -> new IOException(environment + " names no cluster"));
    }
}
