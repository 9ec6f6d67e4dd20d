package dev.runbook.cli;

import dev.runbook.check.Loader;
import dev.runbook.diagnostic.Diagnostic;
import dev.runbook.parse.Decoded;
import dev.runbook.parse.RunbookParser;
import dev.runbook.report.ExitCode;
import dev.runbook.source.Source;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Finds runbooks: files by their path, shipped ones by their name. */
final class Library implements Loader {
    /** The name of the file that lists what is shipped. */
    private static final String INDEX = "index.txt";

    /** Text that was found, with the name to know it by; bytes, for whether they are text is the decoder's to say. */
    @SuppressWarnings("ArrayRecordComponent") // Nobody compares it.
    record Found(String name, byte[] bytes) {}

    /** Names of the shipped runbooks. */
    List<String> shipped() {
        return resource(INDEX)
                .map(bytes -> new String(bytes, StandardCharsets.UTF_8)
                        .lines()
                        .filter(l -> !l.isBlank())
                        .toList())
                .orElse(List.of());
    }

    /** A runbook, or a file that lies beside it; a path wins over a shipped name. */
    Optional<Found> find(String name) {
        try {
            Path path = Path.of(name);
            if (Files.isRegularFile(path)) {
                return Optional.of(new Found(name, Files.readAllBytes(path)));
            }
        } catch (IOException | InvalidPathException e) {
            throw new Stop(ExitCode.INVALID, name + " cannot be read: " + e.getMessage());
        }
        return name.contains("..") ? Optional.empty() : resource(name).map(bytes -> new Found(name, bytes));
    }

    private static Optional<byte[]> resource(String name) {
        try (InputStream in = Library.class.getResourceAsStream("/runbooks/" + name)) {
            return in == null ? Optional.empty() : Optional.of(in.readAllBytes());
        } catch (IOException e) {
            throw new Stop(ExitCode.CANNOT_SERVE, "the shipped runbook " + name + " cannot be read: " + e.getMessage());
        }
    }

    /** The source of a runbook that was asked for on the command line. */
    Decoded open(String name) {
        Found found = find(name)
                .or(() -> find(name + ".rb"))
                .orElseThrow(() -> new Stop(
                        ExitCode.INVALID,
                        "There is no runbook " + name + ": no such file, and no shipped runbook of this name.\n"
                                + "Shipped are: " + String.join(", ", shipped()) + "."));
        return RunbookParser.decode(found.name(), found.bytes());
    }

    @Override
    public Loaded load(Source from, String path) {
        Path beside = Path.of(from.name()).resolveSibling(path).normalize();
        Optional<Found> found = find(beside.toString()).or(() -> find(path));
        if (found.isEmpty()) {
            return new Loaded.Missing("there is no such file", shipped());
        }
        return switch (RunbookParser.decode(found.get().name(), found.get().bytes())) {
            case Decoded.Text(Source source) -> new Loaded.Found(source);
            case Decoded.Refused(List<Diagnostic> diagnostics) ->
                new Loaded.Missing(diagnostics.getFirst().what(), List.of());
        };
    }
}
