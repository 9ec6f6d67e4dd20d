package dev.runbook.action;

import dev.runbook.failure.Failed;
import dev.runbook.failure.Failure;
import dev.runbook.failure.FailureClass;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** Which texts can be paths at all, whatever stands on the disk. */
public final class FilePath {
    private FilePath() {}

    /** Gives the path back, and fails when no file and no folder can have it. */
    public static String of(String written) {
        try {
            Path _ = Path.of(written);
            return written;
        } catch (InvalidPathException e) {
            throw wrong(
                    "\"%s\" is no path: %s".formatted(written.replaceAll("\\p{Cntrl}", "?"), e.getReason()),
                    "Write the path of a file.");
        }
    }

    /** The same for one that somebody has to have written. */
    public static String given(String written) {
        if (written.isBlank()) {
            throw wrong("the path of a file is empty", "Write the path of a file.");
        }
        return of(written);
    }

    /** The same for one that can only be a file: a path that ends in the name of a folder cannot. */
    public static String file(String written) {
        Path path = Path.of(given(written));
        Path last = path.getFileName();
        if (last == null || last.toString().equals(".") || last.toString().equals("..")) {
            throw wrong("\"" + written + "\" is a folder and no file", "Write the path of a file.");
        }
        return written;
    }

    private static Failed wrong(String summary, String advice) {
        return new Failed(Failure.of(FailureClass.CommandFailed, summary, advice));
    }
}
