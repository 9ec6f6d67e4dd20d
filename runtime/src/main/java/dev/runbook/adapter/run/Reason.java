package dev.runbook.adapter.run;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import org.jspecify.annotations.Nullable;

/** Says in plain words why a file could not be made, read or written. */
final class Reason {
    private Reason() {}

    static String of(IOException e) {
        return switch (e) {
            case AccessDeniedException denied -> "permission denied";
            case NoSuchFileException missing -> "there is no such file or folder";
            case FileAlreadyExistsException there -> "a file of that name is there already";
            case NotDirectoryException file -> "a file stands where a folder should be";
            case FileSystemException fs when fs.getReason() != null -> lowered(fs.getReason());
            default -> e.getMessage() == null ? e.getClass().getSimpleName() : lowered(e.getMessage());
        };
    }

    private static String lowered(@Nullable String text) {
        return text == null || text.isEmpty() ? "unknown" : Character.toLowerCase(text.charAt(0)) + text.substring(1);
    }
}
