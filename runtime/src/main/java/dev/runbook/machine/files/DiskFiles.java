package dev.runbook.machine.files;

import dev.runbook.port.LargeFiles;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/** Large files on disk; none is ever read into memory. */
public final class DiskFiles implements LargeFiles {
    private static final int PIECE = 1024 * 1024;

    @Override
    public void prepare(String path, boolean folder) throws IOException {
        try {
            FileAttribute<?> own = PosixFilePermissions.asFileAttribute(
                    PosixFilePermissions.fromString(folder ? "rwx------" : "rw-------"));
            if (folder) {
                Files.createDirectory(Path.of(path), own);
            } else {
                Files.createFile(Path.of(path), own);
            }
        } catch (FileSystemException e) {
            throw FileSystemReason.of(e);
        }
    }

    @Override
    public OutputStream write(String path) throws IOException {
        return new SyncedFile(Path.of(path));
    }

    /** A file whose content is on the disk when it is closed. */
    private static final class SyncedFile extends FilterOutputStream {
        private final Path file;

        SyncedFile(Path file) throws IOException {
            super(Files.newOutputStream(
                    file, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING, LinkOption.NOFOLLOW_LINKS));
            this.file = file;
        }

        @Override
        public void write(byte[] bytes, int from, int count) throws IOException {
            out.write(bytes, from, count);
        }

        @Override
        public void close() throws IOException {
            super.close();
            // The disk is asked for the file, whichever handle it was written by.
            try (FileChannel written = FileChannel.open(file, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS)) {
                written.force(true);
            }
        }
    }

    @Override
    public long room(String path) throws IOException {
        try {
            return Files.getFileStore(folderOf(path)).getUsableSpace();
        } catch (FileSystemException e) {
            throw FileSystemReason.of(e);
        }
    }

    @Override
    public long bytes(String path) throws IOException {
        Path place = Path.of(path);
        if (!Files.isDirectory(place)) {
            return Files.exists(place) ? Files.size(place) : 0;
        }
        long bytes = 0;
        for (Path file : inside(place)) {
            // What whoever writes the folder has taken away since we looked has no bytes.
            bytes += Files.exists(file) ? Files.size(file) : 0;
        }
        return bytes;
    }

    @Override
    public String sha256(String path) throws IOException {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            Path place = Path.of(path);
            if (Files.isDirectory(place)) {
                for (Path file : inside(place)) {
                    digest.update(
                            (place.relativize(file) + "\0" + Files.size(file) + "\0").getBytes(StandardCharsets.UTF_8));
                    add(digest, file);
                }
            } else {
                add(digest, place);
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        } catch (FileSystemException e) {
            throw FileSystemReason.of(e);
        }
    }

    private static void add(MessageDigest digest, Path file) throws IOException {
        byte[] piece = new byte[PIECE];
        try (InputStream in = Files.newInputStream(file)) {
            for (int read = in.read(piece); read >= 0; read = in.read(piece)) {
                digest.update(piece, 0, read);
            }
        }
    }

    private static List<Path> inside(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        }
    }

    @Override
    public void rename(String path, String fresh) throws IOException {
        try {
            Path to = Path.of(fresh);
            if (Files.exists(to, LinkOption.NOFOLLOW_LINKS)) {
                throw new FileAlreadyExistsException(fresh, null, "something of that name already exists");
            }
            Files.move(Path.of(path), to, StandardCopyOption.ATOMIC_MOVE);
            // The folder too must be on the disk, or a loss of power could give the old name back.
            try (FileChannel folder = FileChannel.open(folderOf(fresh), StandardOpenOption.READ)) {
                folder.force(true);
            }
        } catch (FileSystemException e) {
            throw FileSystemReason.of(e);
        }
    }

    @Override
    public List<String> besides(String path) throws IOException {
        String own = String.valueOf(Path.of(path).getFileName());
        try (Stream<Path> all = Files.list(folderOf(path))) {
            return all.map(file -> String.valueOf(file.getFileName()))
                    .filter(name -> name.startsWith(own) && !name.equals(own))
                    .sorted()
                    .toList();
        } catch (FileSystemException e) {
            throw FileSystemReason.of(e);
        }
    }

    @Override
    public void remove(String path) throws IOException {
        Path place = Path.of(path);
        if (!Files.exists(place, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        try (Stream<Path> all = Files.walk(place)) {
            for (Path one : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(one);
            }
        } catch (FileSystemException e) {
            throw FileSystemReason.of(e);
        }
    }

    private static Path folderOf(String path) {
        Path parent = Path.of(path).toAbsolutePath().getParent();
        return parent == null ? Path.of("/") : parent;
    }
}
