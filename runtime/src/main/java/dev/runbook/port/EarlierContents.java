package dev.runbook.port;

import java.io.IOException;
import java.util.Optional;

/** What an operator has written into a file, which an action is about to write over. */
@FunctionalInterface
public interface EarlierContents {
    /** Where nothing is written, or nothing of a run is kept. */
    EarlierContents NONE = (path, next) -> Optional.empty();

    /**
     * Keeps what a file has, if anything is lost with it: not where it stays the same, and not where a run wrote it.
     *
     * @param next what it is going to have
     * @return where the copy is, if one was made
     */
    Optional<String> keep(String path, byte[] next) throws IOException;
}
