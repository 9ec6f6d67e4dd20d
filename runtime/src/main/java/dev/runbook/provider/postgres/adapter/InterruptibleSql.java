package dev.runbook.provider.postgres.adapter;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/** Waits for a server on a thread of its own, since an interrupt does not end the driver's waiting. */
final class InterruptibleSql {
    private InterruptibleSql() {}

    /** Something that waits for the server. */
    interface SqlCall<T> {
        T run() throws SQLException;
    }

    /** Opens a connection; one that comes when nobody waits for it any longer is closed. */
    static Connection open(SqlCall<Connection> work, String place) throws InterruptedException {
        FutureTask<Connection> task = new FutureTask<>(work::run);
        Thread.ofVirtual().name("database").start(task);
        try {
            return result(task, place);
        } catch (InterruptedException e) {
            Thread.ofVirtual().name("database-abandoned").start(() -> closeWhenThere(task));
            throw e;
        }
    }

    private static void closeWhenThere(FutureTask<Connection> task) {
        try {
            task.get().close();
        } catch (ExecutionException | SQLException e) {
            // It did not come, or was gone by itself: nothing is left open.
            return;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Does work.
     *
     * @param cancel has the server give up
     */
    static <T> T run(SqlCall<T> work, Runnable cancel, String place) throws InterruptedException {
        FutureTask<T> task = new FutureTask<>(work::run);
        Thread.ofVirtual().name("database").start(task);
        try {
            return result(task, place);
        } catch (InterruptedException e) {
            cancel.run();
            throw e;
        }
    }

    private static <T> T result(FutureTask<T> task, String place) throws InterruptedException {
        try {
            return task.get();
        } catch (ExecutionException e) {
            throw switch (e.getCause()) {
                case SQLException sql -> SqlTrouble.of(sql, place);
                case RuntimeException bug -> bug;
                case null, default -> new IllegalStateException(e.getCause());
            };
        }
    }
}
