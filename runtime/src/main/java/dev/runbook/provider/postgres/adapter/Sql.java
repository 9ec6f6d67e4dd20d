package dev.runbook.provider.postgres.adapter;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** Statements of one connection; an interrupt has the server give the statement up. */
final class Sql implements AutoCloseable {
    private final Connection connection;
    private final String place;
    private boolean guarded;

    Sql(Connection connection, String place) {
        this.connection = connection;
        this.place = place;
    }

    /** One row of an answer. */
    interface RowReader<T> {
        T read(ResultSet row) throws SQLException;
    }

    <T> List<T> query(String sql, RowReader<T> reading, String... parameters) throws InterruptedException {
        return prepared(sql, statement -> {
            for (int i = 0; i < parameters.length; i++) {
                statement.setString(i + 1, parameters[i]);
            }
            List<T> rows = new ArrayList<>();
            try (ResultSet answer = statement.executeQuery()) {
                while (answer.next()) {
                    rows.add(reading.read(answer));
                }
            }
            return rows;
        });
    }

    <T> T one(String sql, RowReader<T> reading, String... parameters) throws InterruptedException {
        return query(sql, reading, parameters).getFirst();
    }

    void execute(String sql) throws InterruptedException {
        prepared(sql, PreparedStatement::execute);
    }

    private interface StatementCall<T> {
        T of(PreparedStatement statement) throws SQLException;
    }

    private <T> T prepared(String sql, StatementCall<T> use) throws InterruptedException {
        PreparedStatement statement = InterruptibleSql.run(() -> connection.prepareStatement(sql), () -> {}, place);
        try (statement) {
            return InterruptibleSql.run(() -> guarded(statement, use), () -> cancel(statement), place);
        } catch (SQLException e) {
            throw SqlTrouble.of(e, place);
        }
    }

    private <T> T guarded(PreparedStatement statement, StatementCall<T> use) throws SQLException {
        if (!guarded) {
            return use.of(statement);
        }
        Savepoint before = connection.setSavepoint();
        try {
            T result = use.of(statement);
            connection.releaseSavepoint(before);
            return result;
        } catch (SQLException e) {
            try {
                connection.rollback(before);
            } catch (SQLException lost) {
                e.addSuppressed(lost);
            }
            throw e;
        }
    }

    /** From now on a statement that fails does not end the transaction, whose snapshot others use. */
    void guard() {
        guarded = true;
    }

    private static void cancel(Statement statement) {
        try {
            statement.cancel();
        } catch (SQLException e) {
            // The connection is gone, and the statement with it.
            return;
        }
    }

    /** Begins a transaction that sees one state of the database for as long as the connection lives. */
    void holdStill() throws InterruptedException {
        InterruptibleSql.run(
                () -> {
                    connection.setAutoCommit(false);
                    connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
                    connection.setReadOnly(true);
                    return true;
                },
                () -> {},
                place);
    }

    /** Several statements, all of them or none. */
    void together(List<String> statements) throws InterruptedException {
        InterruptibleSql.run(
                () -> {
                    connection.setAutoCommit(false);
                    return true;
                },
                () -> {},
                place);
        try {
            for (String statement : statements) {
                execute(statement);
            }
            end(true);
        } finally {
            end(false);
        }
    }

    private void end(boolean keep) throws InterruptedException {
        InterruptibleSql.run(
                () -> {
                    if (keep) {
                        connection.commit();
                        connection.setAutoCommit(true);
                    } else if (!connection.isClosed() && !connection.getAutoCommit()) {
                        connection.rollback();
                        connection.setAutoCommit(true);
                    }
                    return true;
                },
                () -> {},
                place);
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            // The server has closed it before us.
            return;
        }
    }
}
