package dev.runbook.machine.files;

import dev.runbook.port.TemporaryFolders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;

/** Temporary folders on this machine's disk. */
public final class DiskTemporaryFolders implements TemporaryFolders {
    private static final String PREFIX = "runbook-chart-";

    @Override
    public Folder holding(Map<String, byte[]> files) throws IOException {
        PrivateFolder folder = new PrivateFolder(PREFIX);
        try {
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                write(inside(folder.path(), file.getKey()), file.getValue());
            }
            return new OnDisk(folder);
        } catch (IOException | RuntimeException e) {
            folder.close();
            throw e;
        }
    }

    private static Path inside(Path folder, String name) throws IOException {
        try {
            Path file = folder.resolve(name).normalize();
            if (file.startsWith(folder) && !file.equals(folder)) {
                return file;
            }
        } catch (InvalidPathException noPath) {
            // Told below.
        }
        throw new IOException("a file of this name would stand elsewhere: " + name);
    }

    private static void write(Path file, byte[] content) throws IOException {
        Path parent = file.getParent();
        if (parent != null) {
            Files.createDirectories(parent);
        }
        Files.write(file, content, StandardOpenOption.CREATE_NEW);
    }

    private record OnDisk(PrivateFolder folder) implements Folder {
        @Override
        public String path() {
            return folder.path().toString();
        }

        @Override
        public void close() {
            folder.close();
        }
    }
}
