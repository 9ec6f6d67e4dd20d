package dev.runbook.app.cli;

import dev.runbook.app.composition.CommandExit;
import dev.runbook.machine.folder.IoReason;
import dev.runbook.run.report.ExitCode;
import dev.runbook.text.FileName;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** A file of the operator's that a command writes anew. */
final class RewrittenFile {
    private RewrittenFile() {}

    /** Writes a file anew in one go, with the rights that it has. */
    static void write(Path file, String text) {
        try {
            // A link stays a link: what it leads to is what is written.
            Path path = file.toRealPath();
            Path half = Files.createTempFile(path.getParent(), ".new-", "");
            try {
                Files.writeString(
                        half, text, StandardCharsets.UTF_8, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
                Files.setPosixFilePermissions(half, Files.getPosixFilePermissions(path));
                Files.move(half, path, StandardCopyOption.ATOMIC_MOVE);
            } finally {
                Files.deleteIfExists(half);
            }
        } catch (IOException e) {
            throw new CommandExit(
                    ExitCode.FAILED,
                    "error: " + FileName.of(file.toString()) + " cannot be written: " + IoReason.of(e));
        }
    }
}
