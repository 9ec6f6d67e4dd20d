package dev.runbook.machine.files;

import dev.runbook.language.failure.Failed;
import dev.runbook.language.failure.Failure;
import dev.runbook.language.failure.FailureClass;
import dev.runbook.port.Workspace;
import dev.runbook.text.FileName;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/**
 * The operator's files as a plan may read them: those below the working folder, and those that the operator has named. A
 * plan is often made of a runbook that nobody here has read.
 *
 * @param named the texts that the operator has given
 */
public record PlanWorkspace(Workspace files, Path folder, Set<String> named) implements Workspace {
    public PlanWorkspace {
        named = Set.copyOf(named);
    }

    @Override
    public boolean exists(String path) {
        return files.exists(allowed(path));
    }

    @Override
    public byte[] read(String path) throws IOException {
        return files.read(allowed(path));
    }

    @Override
    public void replace(String path, byte[] content) throws IOException {
        throw new IOException("a plan writes no files");
    }

    @Override
    public void delete(String path) {
        throw new IllegalStateException("a plan deletes no files, and not " + path);
    }

    @Override
    public String absolute(String path) {
        return files.absolute(path);
    }

    @Override
    public boolean isInside(String path) {
        return files.isInside(path);
    }

    @Override
    public boolean isNamed(String path) {
        return named.contains(path);
    }

    @Override
    public Optional<String> refusal(String path, boolean whole) {
        try {
            Path there = folder.resolve(path);
            if (isNamed(path)) {
                return Optional.empty();
            }
            if (!Folders.contains(folder, there)) {
                return Optional.of(outside(path));
            }
            if (Folders.isPipe(there)) {
                return Optional.of(FileName.of(path)
                        + " is a pipe or a device, and a plan does not read it unless you name it yourself");
            }
            return whole
                    ? Folders.leadingOut(folder, there)
                            .map(link -> outside(folder.relativize(link).toString()))
                    : Optional.empty();
        } catch (InvalidPathException notAPath) {
            // Whoever reads it says so in better words.
            return Optional.empty();
        }
    }

    private String allowed(String path) {
        refusal(path, false).ifPresent(why -> {
            throw new Failed(Failure.of(
                    FailureClass.Forbidden, why, "Give the path as a parameter, or go to the folder that it is in."));
        });
        return path;
    }

    private static String outside(String path) {
        return FileName.of(path)
                + " is outside the working folder, and a plan reads no such file unless you name it yourself";
    }
}
