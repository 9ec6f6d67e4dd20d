package dev.runbook.provider.dns;

import dev.runbook.language.signature.ArgumentRules;
import dev.runbook.language.signature.Signature;
import dev.runbook.port.Clock;
import dev.runbook.provider.Action;
import dev.runbook.provider.Lookup;
import dev.runbook.provider.Provider;
import dev.runbook.provider.ScenarioReader;
import dev.runbook.provider.World;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Records of names, by the servers of their zones. */
public final class DnsProvider implements Provider {
    @Override
    public String name() {
        return "DNS";
    }

    @Override
    public ArgumentRules rules() {
        return new DnsRules();
    }

    @Override
    public List<Signature> signatures() {
        return DnsSignatures.all();
    }

    @Override
    public List<Action> actions() {
        return List.of(new DnsUpdate());
    }

    @Override
    public List<Lookup> lookups() {
        return List.of(new DnsLookup(), new DnsPointsAt(), new DnsRecordType(), new DnsMayUpdate());
    }

    @Override
    public Optional<ScenarioReader> scenarioReader() {
        return Optional.of(
                new ScenarioReader(List.of(ScriptedNames.FIELD), ScriptedNames::read, ScriptedNames::recorded));
    }

    @Override
    public World polledEvery(World world, Duration every) {
        return world.with(Dns.class, new CachingDns(world.client(Dns.class), world.client(Clock.class), every));
    }

    /** The world as it is, of which it is known later what its name servers were asked for. */
    public static World remembering(World live) {
        RememberingDns servers = new RememberingDns(live.client(Dns.class));
        return live.with(Dns.class, servers).with(RememberingDns.class, servers);
    }

    /**
     * The world of a plan: name servers are sent nothing, and what they have of a name is the beginning of what they would have.
     *
     * @param live one that remembers; of a name that it was not asked for, it is not asked now
     */
    public static World unchanged(World plan, World live) {
        return plan.with(Dns.class, new RehearsedDns(Optional.of(live.client(RememberingDns.class))));
    }
}
