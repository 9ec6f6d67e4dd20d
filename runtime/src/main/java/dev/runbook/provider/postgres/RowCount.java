package dev.runbook.provider.postgres;

import dev.runbook.language.failure.Failed;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/** Counts the rows of tables beside other work; closing it ends the counting. */
final class RowCount implements AutoCloseable {
    private final FutureTask<Map<String, Long>> counting;

    private RowCount(FutureTask<Map<String, Long>> counting) {
        this.counting = counting;
        Thread.ofVirtual().name("row-count").start(counting);
    }

    static RowCount begin(Databases.Session session, List<Databases.Table> tables) {
        return new RowCount(new FutureTask<>(() -> of(session, tables)));
    }

    /** Counts them here and now. */
    static Map<String, Long> of(Databases.Session session, List<Databases.Table> tables) throws InterruptedException {
        Map<String, Long> rows = new LinkedHashMap<>();
        for (Databases.Table table : tables) {
            rows.put(table.shown(), session.rows(table));
        }
        return rows;
    }

    Map<String, Long> await() throws InterruptedException {
        try {
            return counting.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Failed failed ? failed : new IllegalStateException(e.getCause());
        }
    }

    @Override
    public void close() {
        counting.cancel(true);
    }
}
