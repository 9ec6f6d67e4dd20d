package dev.runbook.port;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/** Files and folders of files that do not fit into memory, such as a dump. Paths are absolute. */
public interface LargeFiles {
    /** Makes an empty file, or folder, that its owner alone can read. */
    void prepare(String path, boolean folder) throws IOException;

    /** Writes to a file that is there already; closing it has the disk keep what was written. */
    OutputStream write(String path) throws IOException;

    /** How many bytes of room are left where a file of this name would stand. */
    long room(String path) throws IOException;

    /** The bytes of a file, or of everything in a folder; 0 when it is not there. */
    long bytes(String path) throws IOException;

    /** SHA-256 of a file's content, or of the names and contents of everything in a folder, in hexadecimal. */
    String sha256(String path) throws IOException;

    /** Gives a file or folder another name beside the old one, in one step and for good; nothing may have that name. */
    void rename(String path, String fresh) throws IOException;

    /** The names in the path's folder that begin with the path's own name and go on. */
    List<String> besides(String path) throws IOException;

    /** Deletes a file, or a folder with what is in it; what is not there is fine. */
    void remove(String path) throws IOException;
}
