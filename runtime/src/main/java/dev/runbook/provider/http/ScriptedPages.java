package dev.runbook.provider.http;

import dev.runbook.language.failure.Failure;
import dev.runbook.language.failure.FailureClass;
import dev.runbook.provider.RehearsalDouble;
import dev.runbook.provider.ScenarioException;
import dev.runbook.provider.ScenarioFields;
import dev.runbook.provider.World;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The pages of a rehearsal that fail before they are good.
 *
 * @param status what is answered; 0 where no answer comes
 * @param problem why no answer comes
 * @param times how many requests fail
 */
record ScriptedPages(int status, String problem, int times) implements RehearsalDouble {
    static final String FIELD = "http";

    static ScriptedPages read(ScenarioFields scenario) throws ScenarioException {
        ScenarioFields fields = scenario.inner(FIELD, "status", "problem", "times");
        boolean fails = fields.optional("status").isPresent()
                || fields.optional("problem").isPresent();
        return new ScriptedPages(
                fields.whole("status"),
                fields.text("problem", ""),
                fields.optional("times").isPresent() ? fields.whole("times") : fails ? Integer.MAX_VALUE : 0);
    }

    /** What makes a page fail again. */
    static Map<String, Object> recorded(String what, Failure failure) {
        if (!what.contains("http.")) {
            return Map.of();
        }
        return failure.kind() == FailureClass.Unreachable
                ? Map.of(FIELD, Map.of("problem", failure.summary()))
                : Map.of(FIELD, Map.of("status", 503));
    }

    @Override
    public World in(World world) {
        AtomicInteger left = new AtomicInteger(times);
        RehearsedWeb good = new RehearsedWeb();
        Web web = request -> left.getAndUpdate(now -> Math.max(0, now - 1)) > 0
                ? status == 0 ? Web.PageResponse.none(problem) : Web.PageResponse.of(status, "(as the scenario says)")
                : good.get(request);
        return world.with(Web.class, web);
    }
}
