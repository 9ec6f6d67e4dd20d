package dev.runbook.language.signature;

import dev.runbook.language.failure.Failed;
import dev.runbook.language.failure.Failure;
import dev.runbook.language.failure.FailureClass;
import dev.runbook.language.value.Value;
import dev.runbook.text.FileName;
import dev.runbook.text.Quoted;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** Which texts can be paths at all, whatever stands on the disk. */
public final class FilePath {
    private FilePath() {}

    /** The path of a call, as a plan and a run say it. */
    public static String shown(Value path) {
        return path instanceof Value.Text(String text) ? FileName.of(text) : ArgumentText.of(path, "path");
    }

    /** Gives the path back, and fails when no file and no folder can have it. */
    public static String of(String written) {
        try {
            Path _ = Path.of(written);
            return written;
        } catch (InvalidPathException e) {
            throw wrong(Quoted.of(written) + " is not a path: " + e.getReason(), "Write the path of a file.");
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
            throw wrong(Quoted.of(written) + " is a folder, not a file", "Write the path of a file.");
        }
        return written;
    }

    private static Failed wrong(String summary, String advice) {
        return new Failed(Failure.of(FailureClass.CommandFailed, summary, advice));
    }
}
