package dev.runbook.rehearsal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs a real helm (or kubectl) against a rehearsal cluster, with all its files in one folder. */
record Helm(Path executable, Path kubeconfig, Path home) {

    /** How a command ended and what it printed. */
    record Result(int exitCode, String output, String error) {
        boolean succeeded() {
            return exitCode == 0;
        }
    }

    /** Runs a command to its end; one that takes longer than a minute is a failed test. */
    Result run(String... arguments) throws InterruptedException {
        Path out = home.resolve("out-" + System.nanoTime());
        Process process = start(out, arguments);
        try {
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                throw new IllegalStateException(String.join(" ", arguments) + " did not end");
            }
            return new Result(process.exitValue(), read(out), read(errors(out)));
        } finally {
            process.destroyForcibly();
        }
    }

    /** Runs a command that must succeed. */
    String must(String... arguments) throws InterruptedException {
        Result result = run(arguments);
        if (!result.succeeded()) {
            throw new AssertionError(String.join(" ", arguments) + " failed: " + result.output() + result.error());
        }
        return result.output();
    }

    Process start(Path out, String... arguments) {
        List<String> command = new ArrayList<>(List.of(executable.toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectOutput(out.toFile())
                .redirectError(errors(out).toFile())
                .directory(home.toFile());
        builder.environment().put("KUBECONFIG", kubeconfig.toString());
        builder.environment().put("HOME", home.toString());
        for (String folder : List.of("CACHE", "CONFIG", "DATA")) {
            builder.environment()
                    .put("HELM_" + folder + "_HOME", home.resolve(folder).toString());
        }
        try {
            return builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path errors(Path out) {
        return out.resolveSibling(out.getFileName() + ".err");
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
