package dev.runbook.provider.dns;

import dev.runbook.language.eval.ValueText;
import dev.runbook.language.value.ResourceId;
import dev.runbook.language.value.Value;
import dev.runbook.port.Observer;
import dev.runbook.provider.Call;
import dev.runbook.provider.CallArguments;
import dev.runbook.provider.Lookup;
import java.time.Duration;
import java.util.Comparator;
import java.util.Set;

/** {@code dns.points_at?(name, address)}: whether every server that has a say answers so. */
public final class DnsPointsAt implements Lookup {
    @Override
    public String name() {
        return "dns.points_at?";
    }

    @Override
    public Value read(Call call) throws InterruptedException {
        RecordTarget target = DnsCalls.target(call, call.positional().get(1));
        if (target.records().isEmpty()) {
            throw CallArguments.wrong(
                    "dns.points_at? is asked for no address",
                    "Give an address or a host name; a list holds at least one.");
        }
        Set<String> types = DnsCalls.types(call);
        boolean all = true;
        for (Dns.Response answer : call.client(Dns.class).ask(DnsCalls.question(call, types, target))) {
            if (!target.isOf(answer, types)) {
                all = false;
                call.observer().pending(pending(call, answer, types));
            }
        }
        return Value.of(all);
    }

    private static Observer.Pending pending(Call call, Dns.Response answer, Set<String> types) {
        ResourceId place = new ResourceId("", "", "", DnsCalls.name(call) + " at " + answer.server(), "");
        if (!answer.problem().isEmpty()) {
            return new Observer.Pending(place, "no answer", answer.problem());
        }
        RecordTarget seen = RecordTarget.of(answer.records(), types);
        return new Observer.Pending(place, "answers " + seen, seen.records().isEmpty() ? "" : kept(answer));
    }

    /** A server that speaks for the zone says how long others keep what it says; another one how long it does so itself. */
    private static String kept(Dns.Response answer) {
        Duration ttl = answer.records().stream()
                .map(Dns.ResourceRecord::ttl)
                .max(Comparator.naturalOrder())
                .orElse(Duration.ZERO);
        return answer.authoritative() ? "TTL " + ValueText.of(ttl) : "from cache, asked again in " + ValueText.of(ttl);
    }
}
