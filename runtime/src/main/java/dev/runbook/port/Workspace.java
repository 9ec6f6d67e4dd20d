package dev.runbook.port;

import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.SequencedMap;

/** The operator's files; a relative path starts at the working folder. */
public interface Workspace {
    boolean exists(String path);

    /** Whether a path stays in the working folder, whatever links it goes by. */
    boolean isInside(String path);

    /**
     * Why what a path leads to may not be looked at, in one line; empty where it may.
     *
     * @param whole whether also what is in it, if it is a folder
     */
    default Optional<String> refusal(String path, boolean whole) {
        return Optional.empty();
    }

    /** Whether the operator has given this very path, so that a plan may look there and tell whether it is there. */
    default boolean isNamed(String path) {
        return false;
    }

    /** The whole of a file. */
    byte[] read(String path) throws IOException;

    /** Which file it is; empty when there is none. */
    default Optional<Identity> identity(String path) throws IOException {
        return exists(path) ? Optional.of(new Identity("", Identity.sum(read(path)))) : Optional.empty();
    }

    /**
     * What makes a file that very file.
     *
     * @param inode its number on the disk; empty where there are none
     * @param sum the SHA-256 of its content, or of a very large one its size and the time of its last change
     */
    record Identity(String inode, String sum) {
        /** The SHA-256 of a content, in hexadecimal. */
        public static String sum(byte[] content) {
            try {
                return HexFormat.of()
                        .formatHex(MessageDigest.getInstance("SHA-256").digest(content));
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    /** Replaces a file in one step: it is the old one or the new one, never half; readable by its owner alone. */
    void replace(String path, byte[] content) throws IOException;

    void delete(String path) throws IOException;

    /** The largest files of a folder and how many bytes each has, the largest first; none where it is no folder. */
    default SequencedMap<String, Long> largest(String folder, int most) throws IOException {
        return new LinkedHashMap<>();
    }

    /** The absolute form of a path, for messages and programs. */
    String absolute(String path);

    /** The whole path by which a program is told of it. */
    default String told(String path) {
        return absolute(path);
    }
}
