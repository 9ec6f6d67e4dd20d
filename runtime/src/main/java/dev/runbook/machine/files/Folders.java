package dev.runbook.machine.files;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;
import java.util.stream.Stream;

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

    /** Whether a path leads to what never ends or never begins to be read; what a shell hands over open is none of these. */
    public static boolean isPipe(Path path) {
        Path whole = path.toAbsolutePath().normalize();
        try {
            return Files.readAttributes(whole, BasicFileAttributes.class).isOther()
                    && !whole.startsWith("/dev/fd")
                    && !whole.startsWith("/proc/self/fd")
                    && !whole.equals(Path.of("/dev/stdin"))
                    && !whole.equals(Path.of("/dev/null"));
        } catch (IOException none) {
            return false;
        }
    }

    /** A link in a folder of the home folder, or below it, that leads out of the home folder; or a pipe there. */
    static Optional<Path> leadingOut(Path home, Path folder) {
        if (!Files.isDirectory(folder)) {
            return Optional.empty();
        }
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(place -> isPipe(place) || (Files.isSymbolicLink(place) && !contains(home, place)))
                    .findFirst();
        } catch (IOException | UncheckedIOException e) {
            // Of what cannot be looked through nobody knows where it leads.
            return Optional.of(folder);
        }
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
