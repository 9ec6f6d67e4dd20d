package dev.runbook.provider.http;

import dev.runbook.language.signature.ArgumentRules;
import dev.runbook.language.signature.Signature;
import dev.runbook.provider.Lookup;
import dev.runbook.provider.Provider;
import dev.runbook.provider.ScenarioReader;
import dev.runbook.provider.World;
import java.util.List;
import java.util.Optional;

/** Pages of the web. */
public final class HttpProvider implements Provider {
    @Override
    public String name() {
        return "the web";
    }

    @Override
    public ArgumentRules rules() {
        return new HttpRules();
    }

    @Override
    public List<Signature> signatures() {
        return HttpSignatures.all();
    }

    @Override
    public List<Lookup> lookups() {
        return List.of(new HttpGet(), new HttpOk());
    }

    @Override
    public Optional<ScenarioReader> scenarioReader() {
        return Optional.of(
                new ScenarioReader(List.of(ScriptedPages.FIELD), ScriptedPages::read, ScriptedPages::recorded));
    }

    @Override
    public World caching(World world) {
        return world.with(Web.class, new CachingWeb(world.client(Web.class)));
    }

    @Override
    public boolean hasCachedAnswers(World world) {
        return world.client(Web.class) instanceof CachingWeb web && web.remembers();
    }
}
