package dev.runbook.lookup;

import dev.runbook.action.Call;
import dev.runbook.action.DnsCalls;
import dev.runbook.dns.Target;
import dev.runbook.value.Value;

/** {@code dns.record_type(address)}. */
public final class DnsRecordType implements Lookup {
    @Override
    public String name() {
        return "dns.record_type";
    }

    @Override
    public Value read(Call call) {
        Target target = Target.of(DnsCalls.texts(call.positional().getFirst()));
        return Value.of(target.type()
                .orElseThrow(() -> Given.wrong(
                        "no one type of record points at " + target,
                        "Choose the addresses of one family, such as with .first.")));
    }
}
