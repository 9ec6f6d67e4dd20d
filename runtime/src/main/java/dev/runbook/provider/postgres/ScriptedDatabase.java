package dev.runbook.provider.postgres;

import dev.runbook.language.failure.Failure;
import dev.runbook.language.failure.FailureClass;
import dev.runbook.language.value.SemanticVersion;
import dev.runbook.port.Workspace;
import dev.runbook.provider.RehearsalDouble;
import dev.runbook.provider.ScenarioException;
import dev.runbook.provider.ScenarioFields;
import dev.runbook.provider.World;
import java.util.Map;
import java.util.Optional;

/**
 * What there is in a rehearsal in the place of a database: nothing is asked of it, and nothing is done to it.
 *
 * @param role what makes the user a superuser; empty when nothing does
 * @param problem what goes wrong when it is dumped or restored; empty when nothing does
 * @param away why the server does not answer; empty when it does
 */
record ScriptedDatabase(Optional<String> role, SemanticVersion version, String problem, Optional<String> away)
        implements RehearsalDouble {
    static final String FIELD = "database";

    static ScriptedDatabase read(ScenarioFields scenario) throws ScenarioException {
        ScenarioFields fields = scenario.inner(FIELD, "superuser_role", "version", "problem", "away");
        return new ScriptedDatabase(
                Optional.of(fields.text("superuser_role", "superuser")).filter(role -> !role.equals("none")),
                scenario.version(FIELD, fields.text("version", "15.0")),
                fields.text("problem", ""),
                fields.optional("away"));
    }

    /** What makes a failure of a database again. */
    static Map<String, Object> recorded(String what, Failure failure) {
        if (what.contains(".superuser?") && failure.kind() == FailureClass.AssertionFailed) {
            return Map.of(FIELD, Map.of("superuser_role", "none"));
        }
        if (!what.startsWith("postgres.") && !failure.summary().startsWith("database ")) {
            return Map.of();
        }
        String answer = " does not answer: ";
        int at = failure.summary().indexOf(answer);
        return failure.kind() == FailureClass.Unreachable
                ? Map.of(FIELD, Map.of("away", failure.summary().substring(at < 0 ? 0 : at + answer.length())))
                : Map.of(FIELD, Map.of("problem", failure.summary()));
    }

    @Override
    public World in(World world) {
        return world.with(Postgres.class, new RehearsedPostgres(this, world.client(Workspace.class)));
    }
}
