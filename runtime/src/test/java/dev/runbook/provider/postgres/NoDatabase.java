package dev.runbook.provider.postgres;

import dev.runbook.language.value.SemanticVersion;
import dev.runbook.port.Processes;
import dev.runbook.port.Workspace;
import java.util.List;
import java.util.Optional;

/** For tests in which nothing may be asked of a database. */
public final class NoDatabase implements Postgres {
    private static UnsupportedOperationException unwanted() {
        return new UnsupportedOperationException("no database here");
    }

    @Override
    public Databases.Server server(ConnectionSpec database) {
        throw unwanted();
    }

    @Override
    public long bytes(ConnectionSpec database) {
        throw unwanted();
    }

    @Override
    public List<Databases.Client> clients(ConnectionSpec database) {
        throw unwanted();
    }

    @Override
    public String name(ConnectionSpec database) {
        throw unwanted();
    }

    @Override
    public Postgres with(Workspace files) {
        return this;
    }

    @Override
    public String fresh(ConnectionSpec into) {
        throw unwanted();
    }

    @Override
    public Optional<Long> oid(ConnectionSpec server, String database) {
        throw unwanted();
    }

    @Override
    public Optional<String> named(ConnectionSpec server, long oid) {
        throw unwanted();
    }

    @Override
    public boolean exists(ConnectionSpec server, String database) {
        throw unwanted();
    }

    @Override
    public SemanticVersion dumpVersion() {
        throw unwanted();
    }

    @Override
    public void expectWhole(String dump) {
        throw unwanted();
    }

    @Override
    public String dump(Dump what, Processes.Output output) {
        throw unwanted();
    }

    @Override
    public String restore(Restore what, Processes.Output output) {
        throw unwanted();
    }

    @Override
    public String drop(ConnectionSpec server, String database) {
        throw unwanted();
    }
}
