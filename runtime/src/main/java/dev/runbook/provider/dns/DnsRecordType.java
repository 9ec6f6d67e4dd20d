package dev.runbook.provider.dns;

import dev.runbook.language.value.Value;
import dev.runbook.provider.Call;
import dev.runbook.provider.CallArguments;
import dev.runbook.provider.Lookup;

/** {@code dns.record_type(address)}. */
public final class DnsRecordType implements Lookup {
    @Override
    public String name() {
        return "dns.record_type";
    }

    @Override
    public Value read(Call call) {
        RecordTarget target = RecordTarget.of(DnsCalls.texts(call.positional().getFirst()));
        return Value.of(target.type()
                .orElseThrow(() -> CallArguments.wrong(
                        "no one type of record points at " + target,
                        "Choose the addresses of one family, such as with .first.")));
    }
}
