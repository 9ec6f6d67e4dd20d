package dev.runbook.provider.postgres;

import dev.runbook.port.Clock;
import dev.runbook.port.LargeFiles;
import dev.runbook.port.Processes;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Tells now and then how far a dump has come: by the sizes of the tables that pg_dump has begun with, and by the bytes
 * that it has written. Within a table it goes by how well those before it were compressed.
 */
final class DumpProgress implements AutoCloseable {
    private static final Pattern BEGUN = Pattern.compile("dumping contents of table \"(.*)\"$");
    private static final double GUESSED_RATIO = 0.3;

    private final LargeFiles files;
    private final String path;
    private final Map<String, Long> sizes = new HashMap<>();
    private final long total;
    private final ProgressReporter teller;
    private long finished;
    private long current;
    private long writtenBefore;

    DumpProgress(List<Databases.Table> tables, String path, LargeFiles files, Clock clock, Processes.Output output) {
        tables.forEach(table -> sizes.put(table.shown(), table.bytes()));
        this.total = tables.stream().mapToLong(Databases.Table::bytes).sum();
        this.path = path;
        this.files = files;
        this.teller = new ProgressReporter(clock, output, this::words);
    }

    /** A line of pg_dump. */
    void line(String line) {
        Matcher begun = BEGUN.matcher(line);
        if (begun.find()) {
            next(sizes.getOrDefault(begun.group(1), 0L));
        }
    }

    private synchronized void next(long size) {
        finished += current;
        current = size;
        writtenBefore = written();
    }

    private synchronized String words(Duration passed) {
        long written = written();
        double ratio = finished > 0 && writtenBefore > 0 ? (double) writtenBefore / finished : GUESSED_RATIO;
        long within = Math.min(current, Math.round((written - writtenBefore) / ratio));
        long done = Math.max(0, Math.min(total, finished + Math.max(0, within)));
        String text = "%s written, about %s of %s of the tables read"
                .formatted(Sizes.bytes(written), Sizes.bytes(done), Sizes.bytes(total));
        if (done == 0 || total == 0) {
            return text;
        }
        long left = Math.round(passed.toMillis() / 1000.0 * (total - done) / done);
        return text + " (%d%%), some %s left".formatted(100 * done / total, span(left));
    }

    private static String span(long seconds) {
        return seconds < 120 ? seconds + " s" : seconds < 7200 ? seconds / 60 + " min" : seconds / 3600 + " h";
    }

    private long written() {
        try {
            return files.bytes(path);
        } catch (IOException e) {
            // Only an estimate is told; what is wrong with the file, pg_dump says.
            return 0;
        }
    }

    @Override
    public void close() {
        teller.close();
    }
}
