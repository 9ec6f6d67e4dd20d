package dev.runbook.machine.folder;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import org.jspecify.annotations.Nullable;

/** Says in plain words why a file could not be made, read or written. */
public final class IoReason {
    private IoReason() {}

    public static String of(IOException e) {
        return switch (e) {
            case AccessDeniedException denied -> "permission denied";
            case FileNotFoundException missing -> unopened(missing);
            case NoSuchFileException missing -> "there is no such file or folder";
            case FileAlreadyExistsException there -> "a file of that name already exists";
            case NotDirectoryException file -> "there is a file where a folder should be";
            case FileSystemException fs when fs.getReason() != null -> lowered(fs.getReason());
            default -> e.getMessage() == null ? e.getClass().getSimpleName() : lowered(e.getMessage());
        };
    }

    /** Streams put the reason in brackets behind the path. */
    private static String unopened(FileNotFoundException e) {
        String message = String.valueOf(e.getMessage());
        return message.contains("(No such file")
                ? "there is no such file or folder"
                : lowered(message.replaceAll(".*\\((.*)\\)$", "$1"));
    }

    private static String lowered(@Nullable String text) {
        return text == null || text.isEmpty() ? "unknown" : Character.toLowerCase(text.charAt(0)) + text.substring(1);
    }
}
