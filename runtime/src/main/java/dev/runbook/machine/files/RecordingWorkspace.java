package dev.runbook.machine.files;

import dev.runbook.port.Workspace;
import java.io.IOException;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;

/** Files, with a note of which were read or handed to a program. */
public final class RecordingWorkspace implements Workspace {
    private final Workspace files;
    private final Set<String> read = Collections.synchronizedSet(new LinkedHashSet<>());

    public RecordingWorkspace(Workspace files) {
        this.files = files;
    }

    /** The paths that were, in the order in which they were first. */
    public Set<String> used() {
        synchronized (read) {
            return new LinkedHashSet<>(read);
        }
    }

    @Override
    public boolean exists(String path) {
        return files.exists(path);
    }

    @Override
    public boolean isInside(String path) {
        return files.isInside(path);
    }

    @Override
    public Optional<String> refusal(String path, boolean whole) {
        return files.refusal(path, whole);
    }

    @Override
    public boolean isNamed(String path) {
        return files.isNamed(path);
    }

    @Override
    public byte[] read(String path) throws IOException {
        read.add(path);
        return files.read(path);
    }

    @Override
    public void replace(String path, byte[] content) throws IOException {
        files.replace(path, content);
    }

    @Override
    public void delete(String path) throws IOException {
        files.delete(path);
    }

    @Override
    public SequencedMap<String, Long> largest(String name, int most) throws IOException {
        return files.largest(name, most);
    }

    @Override
    public String absolute(String path) {
        read.add(path);
        return files.absolute(path);
    }
}
