package dev.runbook;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A program of this machine. What Debian keeps beside the folders of an ordinary user's PATH is found too: servers and
 * what is root's in {@code sbin}, PostgreSQL's in {@code lib/postgresql}.
 */
public final class InstalledProgram {
    private InstalledProgram() {}

    public static Optional<Path> find(String name) {
        return Stream.concat(path().stream(), path().stream().flatMap(InstalledProgram::beside))
                .map(folder -> folder.resolve(name))
                .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
                .findFirst();
    }

    /** Whether a program that looks on the PATH alone finds it. */
    public static boolean isOnPath(String name) {
        return path().stream()
                .map(folder -> folder.resolve(name))
                .anyMatch(file -> Files.isRegularFile(file) && Files.isExecutable(file));
    }

    /** An empty entry of the PATH is the working folder, where no program of the machine is. */
    private static List<Path> path() {
        return Arrays.stream(
                        Optional.ofNullable(System.getenv("PATH")).orElse("").split(":", -1))
                .filter(entry -> !entry.isEmpty())
                .map(Path::of)
                .toList();
    }

    private static Stream<Path> beside(Path folder) {
        return Stream.concat(
                Stream.of(folder.resolveSibling("sbin")), postgres(folder.resolveSibling("lib/postgresql")).stream());
    }

    /** The newest first. */
    private static List<Path> postgres(Path versions) {
        String[] names = Optional.ofNullable(versions.toFile().list()).orElse(new String[0]);
        return Arrays.stream(names)
                .filter(name -> name.matches("\\d{1,4}"))
                .map(Integer::valueOf)
                .sorted(Comparator.reverseOrder())
                .map(version -> versions.resolve(version.toString()).resolve("bin"))
                .toList();
    }
}
