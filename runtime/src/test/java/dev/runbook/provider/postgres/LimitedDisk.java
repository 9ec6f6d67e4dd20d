package dev.runbook.provider.postgres;

import dev.runbook.port.LargeFiles;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/**
 * A disk that is nearly full.
 *
 * @param room that it says it has
 * @param takes how many bytes it takes of us before it is full after all
 */
record LimitedDisk(LargeFiles files, long room, long takes) implements LargeFiles {
    @Override
    public void prepare(String path, boolean isFolder) throws IOException {
        files.prepare(path, isFolder);
    }

    @Override
    public OutputStream write(String path) throws IOException {
        return new FilterOutputStream(files.write(path)) {
            private long left = takes;

            @Override
            public void write(byte[] bytes) throws IOException {
                left -= bytes.length;
                if (left < 0) {
                    throw new IOException("No space left on device");
                }
                out.write(bytes);
            }
        };
    }

    @Override
    public long room(String path) {
        return room;
    }

    @Override
    public long bytes(String path) throws IOException {
        return files.bytes(path);
    }

    @Override
    public String sha256(String path) throws IOException {
        return files.sha256(path);
    }

    @Override
    public void rename(String path, String fresh) throws IOException {
        files.rename(path, fresh);
    }

    @Override
    public List<String> besides(String path) throws IOException {
        return files.besides(path);
    }

    @Override
    public void remove(String path) throws IOException {
        files.remove(path);
    }
}
