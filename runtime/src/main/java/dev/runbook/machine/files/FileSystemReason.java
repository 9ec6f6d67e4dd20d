package dev.runbook.machine.files;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/** What a file system says is wrong, in words: the JDK's message is often nothing but the path. */
final class FileSystemReason {
    private FileSystemReason() {}

    static IOException of(FileSystemException e) {
        String why = switch (e) {
            case NoSuchFileException missing -> "no such file or folder";
            case AccessDeniedException denied -> "permission denied";
            case DirectoryNotEmptyException full -> "the folder is not empty";
            default -> e.getReason() == null ? String.valueOf(e.getMessage()) : e.getReason();
        };
        return new IOException(why, e);
    }
}
