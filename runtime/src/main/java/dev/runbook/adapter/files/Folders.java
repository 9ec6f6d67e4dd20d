package dev.runbook.adapter.files;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** Where files lie when links are followed. */
public final class Folders {
    private Folders() {}

    /**
     * Whether a path lies in a folder or deeper, whatever links lead to. In the root of the file system everything lies, so it
     * holds only what is directly in it.
     */
    public static boolean contains(Path folder, Path path) {
        Path home = real(folder);
        Path place = real(path);
        return home.getParent() == null ? home.equals(place.getParent()) : place.startsWith(home);
    }

    /** The path with its links followed as far as it exists. */
    private static Path real(Path path) {
        Path whole = path.toAbsolutePath().normalize();
        for (Optional<Path> there = Optional.of(whole);
                there.isPresent();
                there = Optional.ofNullable(there.get().getParent())) {
            try {
                Path real = there.get().toRealPath();
                return real.resolve(there.get().relativize(whole)).normalize();
            } catch (IOException missing) {
                // The folder above it may be there.
            }
        }
        return whole;
    }
}
