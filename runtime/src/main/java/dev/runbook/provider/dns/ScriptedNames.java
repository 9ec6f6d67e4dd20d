package dev.runbook.provider.dns;

import dev.runbook.language.failure.Failed;
import dev.runbook.language.failure.Failure;
import dev.runbook.language.failure.FailureClass;
import dev.runbook.port.Processes;
import dev.runbook.provider.RehearsalDouble;
import dev.runbook.provider.ScenarioException;
import dev.runbook.provider.ScenarioFields;
import dev.runbook.provider.World;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The name servers of a rehearsal: silent, or refusing updates, or else as good as hoped.
 *
 * @param away why no server answers; empty when they do
 * @param refuses what the primary server says to an update; empty when it takes it
 */
record ScriptedNames(Optional<String> away, Optional<String> refuses) implements RehearsalDouble {
    static final String FIELD = "dns";

    static ScriptedNames read(ScenarioFields scenario) throws ScenarioException {
        ScenarioFields fields = scenario.inner(FIELD, "away", "refuses");
        return new ScriptedNames(fields.optional("away"), fields.optional("refuses"));
    }

    /** What makes name servers fail again. */
    static Map<String, Object> recorded(String what, Failure failure) {
        if (!what.contains("dns.")) {
            return Map.of();
        }
        String said = failure.summary().replaceFirst("^name server \\S+( refuses the update)?: ", "");
        return Map.of(FIELD, Map.of(failure.kind() == FailureClass.Forbidden ? "refuses" : "away", said));
    }

    @Override
    public World in(World world) {
        return world.with(Dns.class, new FailingNames(this, new RehearsedDns(Optional.empty())));
    }

    /** What the scenario does not have fail is left to servers that are not asked. */
    private record FailingNames(ScriptedNames scripted, Dns good) implements Dns {
        @Override
        public List<Response> ask(Query question) throws InterruptedException {
            return scripted.away().isPresent()
                    ? List.of(new Response(
                            question.at().orElse("ns1.example.com"),
                            List.of(),
                            List.of(),
                            false,
                            scripted.away().get()))
                    : good.ask(question);
        }

        @Override
        public Primary primary(Query question) throws InterruptedException {
            hold(FailureClass.Unreachable, question.at().orElse("ns1.example.com"), scripted.away(), ": ");
            return good.primary(question);
        }

        @Override
        public UpdateResult update(Update update, Processes.Output output) throws InterruptedException {
            hold(FailureClass.Unreachable, update.server(), scripted.away(), ": ");
            hold(FailureClass.Forbidden, update.server(), scripted.refuses(), " refuses the update: ");
            return good.update(update, output);
        }

        private static void hold(FailureClass kind, String server, Optional<String> problem, String between) {
            if (problem.isPresent()) {
                throw new Failed(Failure.of(kind, "name server " + server + between + problem.get()));
            }
        }
    }
}
