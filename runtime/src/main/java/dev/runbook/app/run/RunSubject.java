package dev.runbook.app.run;

import dev.runbook.language.value.Value;
import dev.runbook.run.journal.Entry;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a run works on: a release of a cluster, or whatever its runbook is about.
 *
 * @param name of the runbook, as it was asked for
 * @param file where that is now; empty when it is not there, as one that is shipped or was moved
 */
record RunSubject(String target, Map<String, Value> inputs, String title, String name, Optional<Path> file) {
    private static final Set<String> RELEASE = Set.of("release", "namespace");

    /** @param folder where relative names start */
    static RunSubject of(String target, Map<String, Value> inputs, String title, String name, String folder) {
        return new RunSubject(target, inputs, title, name, real(folder, name));
    }

    static RunSubject of(Entry.Began began) {
        return of(
                began.target(),
                began.inputs(),
                began.title(),
                began.runbook(),
                began.operator().folder());
    }

    private static Optional<Path> real(String folder, String name) {
        try {
            return Optional.of(Path.of(folder).resolve(name).toRealPath());
        } catch (IOException | InvalidPathException elsewhere) {
            return Optional.empty();
        }
    }

    /** Whether two runs get into each other's way. */
    boolean meets(RunSubject other) {
        return target.equals(other.target)
                && RELEASE.stream()
                        .allMatch(input -> inputs.getOrDefault(input, Value.NIL)
                                .equals(other.inputs.getOrDefault(input, Value.NIL)))
                && (hasRelease() || sameRunbook(other));
    }

    /** A file keeps its place when its title is edited; one that is not where it was is known by its title. */
    private boolean sameRunbook(RunSubject other) {
        return (file.isPresent() && other.file.isPresent()) ? file.equals(other.file) : title.equals(other.title);
    }

    private boolean hasRelease() {
        return inputs.containsKey("release");
    }

    /** What two runs that meet have in common, for people. */
    String words() {
        return hasRelease() ? "the same release" : "the same runbook (" + name + ")";
    }
}
