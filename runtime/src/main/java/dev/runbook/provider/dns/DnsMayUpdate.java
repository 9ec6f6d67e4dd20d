package dev.runbook.provider.dns;

import dev.runbook.language.value.Value;
import dev.runbook.port.Processes;
import dev.runbook.provider.Call;
import dev.runbook.provider.Lookup;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/** {@code dns.may_update?(name, key: dns_key)}: asks by an update that takes away what nobody has. */
public final class DnsMayUpdate implements Lookup {
    /** Of each type that {@code dns.update} changes: data that is set aside for documentation and tests. */
    private static final List<Dns.ResourceRecord> NOBODYS = List.of(
            new Dns.ResourceRecord("A", "192.0.2.253", Duration.ZERO),
            new Dns.ResourceRecord("AAAA", "2001:db8:7275:6e62:6f6f:6b00:0:1", Duration.ZERO),
            new Dns.ResourceRecord("CNAME", "runbook-asks-only.invalid.", Duration.ZERO));

    @Override
    public String name() {
        return "dns.may_update?";
    }

    @Override
    public Value read(Call call) throws InterruptedException {
        Dns dns = call.client(Dns.class);
        Dns.Primary primary = dns.primary(DnsCalls.question(call, RecordTarget.TYPES, new RecordTarget(List.of())));
        Dns.UpdateResult verdict = dns.update(
                new Dns.Update(
                        primary.server(),
                        primary.zone(),
                        DnsCalls.name(call),
                        Set.of(),
                        List.of(),
                        Set.of(),
                        false,
                        List.of(),
                        NOBODYS,
                        DnsCalls.key(call),
                        DnsCalls.limit(call)),
                Processes.Output.NONE);
        return Value.of(verdict == Dns.UpdateResult.TAKEN);
    }
}
