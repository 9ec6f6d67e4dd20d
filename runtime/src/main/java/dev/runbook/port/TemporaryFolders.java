package dev.runbook.port;

import java.io.IOException;
import java.util.Map;

/** Folders for what a program is to read from the disk and nobody needs after it. */
public interface TemporaryFolders {
    /**
     * Makes a folder that its owner alone can enter.
     *
     * @param files their paths in the folder, and what is in them; a path that leads out of the folder is refused
     */
    Folder holding(Map<String, byte[]> files) throws IOException;

    /** A folder that is gone with all that is in it when it is closed. */
    interface Folder extends AutoCloseable {
        /** The absolute path. */
        String path();

        @Override
        void close();
    }
}
