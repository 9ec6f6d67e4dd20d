package dev.runbook.port;

import java.io.IOException;

/** The folder that a run keeps its journal, outputs and captured files in. */
public interface RunFolder {
    /** Where it is, for people. */
    String path();

    /** Opens a new file for a program's output; its name is unique within the run. */
    OutputFile openOutput(String hint) throws IOException;

    /** Keeps a copy of an operator's file as it is now. */
    KeptCopy keep(String path) throws IOException;

    /** Keeps a text as a file, under the name of the file that it comes from. */
    KeptCopy keep(String path, String text) throws IOException;

    /** The content of a copy that was kept. */
    byte[] kept(String copy) throws IOException;

    /** A copy in the run's folder. */
    record KeptCopy(String copy, String sha256, long bytes) {}

    /** A file that takes a program's lines as they come, bounded in size. */
    interface OutputFile extends AutoCloseable {
        /** Its name in the run's folder. */
        String name();

        void line(Processes.Stream stream, String line);

        /** The checksum of what the file holds; to be asked after it was closed. */
        String sha256();

        /** Keeps all lines so far and takes no more; a second time it does nothing. */
        @Override
        void close() throws IOException;
    }
}
