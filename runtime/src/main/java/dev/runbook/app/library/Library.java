package dev.runbook.app.library;

import dev.runbook.app.composition.CommandExit;
import dev.runbook.app.foresee.SavedPlanFile;
import dev.runbook.diagnostic.Diagnostic;
import dev.runbook.diagnostic.Suggestion;
import dev.runbook.language.check.Loader;
import dev.runbook.machine.files.Folders;
import dev.runbook.machine.folder.IoReason;
import dev.runbook.parse.DecodeResult;
import dev.runbook.parse.RunbookParser;
import dev.runbook.run.report.ExitCode;
import dev.runbook.source.Source;
import dev.runbook.text.FileName;
import dev.runbook.text.SafeText;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Finds runbooks: files by their path, shipped ones by their name. */
public final class Library implements Loader {
    /** The name of the file that lists what is shipped. */
    private static final String INDEX = "index.txt";

    private static final int LONGEST = 64 * 1024 * 1024;

    /** The folder of the runbook that was asked for. */
    private Path home = Path.of("");

    /** Text that was found, with the name to know it by; bytes, for whether they are text is the decoder's to say. */
    @SuppressWarnings("ArrayRecordComponent") // Nobody compares it.
    public record RunbookFile(String name, byte[] bytes) {}

    /** Names of the shipped runbooks. */
    public List<String> shipped() {
        return resource(INDEX)
                .map(bytes -> new String(bytes, StandardCharsets.UTF_8)
                        .lines()
                        .filter(l -> !l.isBlank())
                        .toList())
                .orElse(List.of());
    }

    /** A runbook, or a file that lies beside it; a path wins over a shipped name. */
    public Optional<RunbookFile> find(String name) {
        try {
            Path path = Path.of(name);
            if (Files.isDirectory(path)) {
                throw new CommandExit(
                        ExitCode.INVALID, "error: " + FileName.of(name) + " is a folder; name the runbook in it");
            }
            refuseLinkOut(path);
            if (Files.exists(path)) {
                return Optional.of(new RunbookFile(name, bytes(path)));
            }
        } catch (IOException e) {
            throw new CommandExit(
                    ExitCode.INVALID, "error: " + FileName.of(name) + " cannot be read: " + IoReason.of(e));
        } catch (InvalidPathException e) {
            throw new CommandExit(ExitCode.INVALID, "error: this is not a path: " + e.getReason());
        }
        return shippedAs(name);
    }

    /** A link in a folder that may be a stranger's must not show a file that is not in it; an absolute path was meant. */
    public static void refuseLinkOut(Path file) throws IOException {
        if (file.isAbsolute() || !Files.isRegularFile(file) || !Files.isSymbolicLink(file)) {
            return;
        }
        Path folder = Objects.requireNonNullElse(file.toAbsolutePath().getParent(), file);
        if (!Folders.contains(folder, file) && !Folders.contains(Path.of(""), file)) {
            throw new CommandExit(
                    ExitCode.INVALID,
                    "error: " + SafeText.line(file.toString()) + " is a link out of its folder, to "
                            + SafeText.line(file.toRealPath().toString()) + ", and is not read\n"
                            + "  Name that file itself if it is meant.");
        }
    }

    /** A pipe or a device is read too, and some of them never end. */
    private static byte[] bytes(Path path) throws IOException {
        try (InputStream in = Files.newInputStream(path)) {
            byte[] bytes = in.readNBytes(LONGEST + 1);
            if (bytes.length > LONGEST) {
                throw new CommandExit(
                        ExitCode.INVALID,
                        "error: " + FileName.of(path.toString()) + " is longer than 64 MiB, which no runbook is");
            }
            return bytes;
        }
    }

    /** Whether a text came with this program, to the letter. */
    public static boolean isShipped(Source source) {
        String name = source.name().substring(source.name().lastIndexOf('/') + 1);
        return shippedAs(name)
                .filter(found -> source.text().equals(new String(found.bytes(), StandardCharsets.UTF_8)))
                .isPresent();
    }

    private static Optional<byte[]> resource(String name) {
        try (InputStream in = Library.class.getResourceAsStream("/runbooks/" + name)) {
            return in == null ? Optional.empty() : Optional.of(in.readAllBytes());
        } catch (IOException e) {
            throw new CommandExit(
                    ExitCode.CANNOT_SERVE, "error: the shipped runbook " + name + " cannot be read: " + e.getMessage());
        }
    }

    private boolean isOpen(Path path) {
        return Folders.contains(home, path) || Folders.contains(Path.of(""), path);
    }

    private static Optional<RunbookFile> shippedAs(String name) {
        return name.contains("..") ? Optional.empty() : resource(name).map(bytes -> new RunbookFile(name, bytes));
    }

    /** The source of a runbook that was asked for on the command line; it may name the files of its folder from then on. */
    DecodeResult open(String name) {
        RunbookFile found = get(name);
        if (SavedPlanFile.find(found.name()).isPresent()) {
            throw new CommandExit(
                    ExitCode.INVALID,
                    "error: " + FileName.of(name) + " is a saved plan, not a runbook. See it with: runbook show "
                            + FileName.of(name) + "\n  Do it with: runbook exec " + FileName.of(name));
        }
        home = Objects.requireNonNullElse(Path.of(found.name()).toAbsolutePath().getParent(), home);
        return RunbookParser.decode(found.name(), found.bytes());
    }

    /** The text of a runbook that was asked for on the command line; the end of the name may be left out. */
    public RunbookFile get(String name) {
        RunbookFile found = find(name).or(() -> find(name + ".rb")).orElseThrow(() -> {
            String near = Suggestion.nearest(name.endsWith(".rb") ? name : name + ".rb", shipped())
                    .map(shipped -> "  Did you mean " + shipped + "?\n")
                    .orElse("");
            return new CommandExit(
                    ExitCode.INVALID,
                    "error: there is no runbook " + FileName.of(name)
                            + ": no such file, and no shipped runbook of this name\n" + near + "  Shipped are "
                            + String.join(", ", shipped()) + ".");
        });
        if (new String(found.bytes(), StandardCharsets.UTF_8).isBlank()) {
            throw new CommandExit(
                    ExitCode.INVALID, "error: " + FileName.of(name) + " is empty: neither a runbook nor a saved plan.");
        }
        return found;
    }

    @Override
    public Loaded load(Source from, String path) {
        Path beside;
        try {
            beside = Path.of(from.name()).resolveSibling(path).normalize();
        } catch (InvalidPathException e) {
            return new Loaded.NotFound("this is not a path: " + e.getReason(), shipped());
        }
        // A runbook may be a stranger's: what it names is not what the operator has named.
        if (!isOpen(beside)) {
            return new Loaded.NotFound(
                    "it lies outside the folder of the runbook, the working folder and the shipped runbooks",
                    shipped());
        }
        if (Folders.isPipe(beside) || Folders.isPipe(Path.of(path))) {
            return new Loaded.NotFound("it is a pipe or a device, not a file", List.of());
        }
        if (Files.isDirectory(beside)) {
            return new Loaded.NotFound("it is a folder", shipped());
        }
        if (Files.exists(beside) && !Files.isReadable(beside)) {
            return new Loaded.NotFound("you may not read it", List.of());
        }
        Optional<RunbookFile> found =
                find(beside.toString()).or(() -> isOpen(Path.of(path)) ? find(path) : shippedAs(path));
        if (found.isEmpty()) {
            return new Loaded.NotFound("there is no such file", shipped());
        }
        return switch (RunbookParser.decode(found.get().name(), found.get().bytes())) {
            case DecodeResult.Valid(Source source) -> new Loaded.Found(source);
            case DecodeResult.NotText(List<Diagnostic> diagnostics) ->
                new Loaded.NotFound(diagnostics.getFirst().what(), List.of());
        };
    }
}
