package dev.runbook.port;

import java.io.IOException;

/** The operator's files; a relative path starts at the working folder. */
public interface Workspace {
    boolean exists(String path);

    /** The whole of a file. */
    byte[] read(String path) throws IOException;

    /** Replaces a file in one step: it is the old one or the new one, never half; readable by its owner alone. */
    void replace(String path, byte[] content) throws IOException;

    void delete(String path) throws IOException;

    /** The absolute form of a path, for messages and programs. */
    String absolute(String path);
}
