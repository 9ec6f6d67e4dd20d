package dev.runbook.provider.dns;

import dev.runbook.language.eval.ValueText;
import dev.runbook.language.failure.Failed;
import dev.runbook.language.signature.ArgumentText;
import dev.runbook.language.value.Value;
import dev.runbook.port.Processes;
import dev.runbook.provider.Action;
import dev.runbook.provider.Call;
import dev.runbook.provider.Evidence;
import dev.runbook.provider.Identities;
import dev.runbook.provider.Intent;
import dev.runbook.provider.Outcome;
import dev.runbook.provider.StateBefore;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** {@code dns.update name, address, at: "ns1.example.com", key: dns_key}. */
public final class DnsUpdate implements Action {
    @Override
    public String name() {
        return "dns.update";
    }

    @Override
    public Intent intent(Call call) {
        Value address = call.positional().get(1);
        String to = address instanceof Value.List(List<Value> items) && items.isEmpty()
                ? "remove the records of %s"
                : "point %s at " + ValueText.of(address).replace("%", "%%");
        return new Intent.Description(
                to.formatted(ArgumentText.of(call.positional().getFirst(), "name"))
                        + call.option("at")
                                .map(at -> ", on name server " + ArgumentText.of(at, "at"))
                                .orElse(""));
    }

    @Override
    public Outcome perform(Call call, Processes.Output output) throws InterruptedException {
        try {
            return new NameChange(call, output).make(DnsCalls.key(call));
        } catch (Failed e) {
            return new Outcome.NotDone(e.failure());
        }
    }

    /** A zone whose serial has moved on was changed since, by us or by somebody else. */
    @Override
    public Map<String, Value> meant(Call call) throws InterruptedException {
        try {
            Dns.Primary primary = primary(call);
            return Map.of(subject(call), identity(call, primary));
        } catch (Failed unread) {
            return Map.of();
        }
    }

    @Override
    public Evidence evidence(Call call, StateBefore before) throws InterruptedException {
        Dns.Primary primary = primary(call);
        RecordTarget wanted = DnsCalls.target(call, call.positional().get(1));
        Set<String> types = DnsCalls.types(call);
        if (wanted.isOf(primary.now(), types)) {
            return new Evidence.Present(subject(call) + " is " + wanted);
        }
        Value now = identity(call, primary);
        Value then = before.meant().get(subject(call));
        if (now.equals(then)) {
            return new Evidence.Absent("zone " + primary.zone() + " is as it was before");
        }
        return new Evidence.Another((then == null
                        ? "the journal does not say how " + subject(call) + " was"
                        : subject(call) + " was as it was meant to be changed with " + Identities.words(then))
                + ", and now it has " + Identities.words(now));
    }

    private static Dns.Primary primary(Call call) throws InterruptedException {
        return call.client(Dns.class)
                .primary(DnsCalls.question(
                        call,
                        RecordTarget.TYPES,
                        DnsCalls.target(call, call.positional().get(1))));
    }

    private static String subject(Call call) {
        return DnsCalls.name(call);
    }

    private static Value identity(Call call, Dns.Primary primary) {
        Map<String, Value> fields = new LinkedHashMap<>();
        fields.put("serial_of_" + primary.zone(), Value.of(primary.serial()));
        fields.put(
                "records",
                Value.of(RecordTarget.of(primary.now().records(), DnsCalls.types(call))
                        .toString()));
        return new Value.Map(fields);
    }
}
