package dev.runbook.shipped;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A helm that writes down its calls and how each ended, and that stands still at the beginning of one of them. */
final class PausingHelm {
    private static final Set<String> CHANGING = Set.of("upgrade", "install", "rollback", "uninstall");

    private final Path folder;

    /** Makes it, around the real helm. */
    PausingHelm(Path folder, Path helm) throws IOException, InterruptedException {
        this.folder = Files.createDirectories(folder);
        Files.writeString(program(), """
                    #!/bin/sh
                    at='%s'
                    echo "$*" >> "$at/began"
                    if [ "$(wc -l < "$at/began")" -eq "$(cat "$at/stands-at")" ]; then
                      echo $$ > "$at/stands.new"
                      mv "$at/stands.new" "$at/stands"
                      read -r _ < "$at/go"
                    fi
                    '%s' "$@"
                    code=$?
                    echo "$code $*" >> "$at/ended"
                    exit $code
                    """.formatted(folder, helm));
        Files.setPosixFilePermissions(program(), PosixFilePermissions.fromString("rwx------"));
        Files.writeString(folder.resolve("stands-at"), "0\n");
        int made = new ProcessBuilder("mkfifo", folder.resolve("go").toString())
                .start()
                .waitFor();
        if (made != 0) {
            throw new IOException("no pipe in " + folder);
        }
    }

    /** What a run is told to use as its helm. */
    Path program() {
        return folder.resolve("helm");
    }

    void standAt(int call) throws IOException {
        Files.writeString(folder.resolve("stands-at"), call + "\n");
    }

    /** The process that stands still; empty while none does. */
    Optional<Long> stands() throws IOException {
        Path file = folder.resolve("stands");
        return Files.exists(file)
                ? Optional.of(Long.parseLong(Files.readString(file).strip()))
                : Optional.empty();
    }

    /** Lets it go on. */
    void go() throws IOException {
        Files.writeString(folder.resolve("go"), "\n");
    }

    /** The arguments of every call. */
    List<String> began() throws IOException {
        return lines("began");
    }

    /** Exit code and arguments of every call that ended by itself. */
    List<String> ended() throws IOException {
        return lines("ended");
    }

    private List<String> lines(String name) throws IOException {
        Path file = folder.resolve(name);
        return Files.exists(file) ? Files.readAllLines(file) : List.of();
    }

    /** Whether a call, by its arguments, writes to a release. */
    static boolean changesReleases(String arguments) {
        return CHANGING.contains(arguments.replaceFirst(" .*", "")) && !arguments.contains(" --dry-run");
    }
}
