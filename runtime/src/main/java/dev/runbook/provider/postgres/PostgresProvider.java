package dev.runbook.provider.postgres;

import dev.runbook.language.signature.ArgumentRules;
import dev.runbook.language.signature.Signature;
import dev.runbook.port.Workspace;
import dev.runbook.provider.Action;
import dev.runbook.provider.KnownFailures;
import dev.runbook.provider.Lookup;
import dev.runbook.provider.Provider;
import dev.runbook.provider.ScenarioReader;
import dev.runbook.provider.World;
import java.util.List;
import java.util.Optional;

/** PostgreSQL databases, reached directly or through the cluster. */
public final class PostgresProvider implements Provider {
    @Override
    public String name() {
        return "PostgreSQL";
    }

    @Override
    public ArgumentRules rules() {
        return new PostgresRules();
    }

    @Override
    public List<Signature> signatures() {
        return PostgresSignatures.all();
    }

    @Override
    public Optional<KnownFailures> knownFailures() {
        return Optional.of(DatabaseTexts.KNOWN);
    }

    @Override
    public List<Action> actions() {
        return List.of(new PostgresDump(), new PostgresRestore(), new PostgresDrop());
    }

    @Override
    public List<Lookup> lookups() {
        return List.of(
                new PostgresDatabase(),
                new PostgresDumpVersion(),
                new PostgresWholeDump(),
                new PostgresReachable(),
                new PostgresSuperuser(),
                new PostgresSuperuserRole(),
                new PostgresVersion(),
                new PostgresSize(),
                new PostgresConnections(),
                new PostgresHasDatabase());
    }

    @Override
    public Optional<ScenarioReader> scenarioReader() {
        return Optional.of(new ScenarioReader(
                List.of(ScriptedDatabase.FIELD), ScriptedDatabase::read, ScriptedDatabase::recorded));
    }

    /** The same world with other files, of which dumps are some, such as those that a plan may read. */
    public static World with(World world, Workspace files) {
        return world.with(Workspace.class, files)
                .with(Postgres.class, world.client(Postgres.class).with(files));
    }
}
