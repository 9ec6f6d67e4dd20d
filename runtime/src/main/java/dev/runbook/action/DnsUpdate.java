package dev.runbook.action;

import dev.runbook.eval.Texts;
import dev.runbook.failure.Failed;
import dev.runbook.helm.ArgumentText;
import dev.runbook.port.Processes;
import dev.runbook.value.Value;
import java.util.List;

/** {@code dns.update name, address, at: "ns1.example.com", key: dns_key}. */
public final class DnsUpdate implements Action {
    @Override
    public String name() {
        return "dns.update";
    }

    @Override
    public Intent intent(Call call) {
        Value address = call.positional().get(1);
        String to = address instanceof Value.Items(List<Value> items) && items.isEmpty()
                ? "take away where %s points"
                : "point %s at " + Texts.of(address).replace("%", "%%");
        return new Intent.Deed(to.formatted(ArgumentText.of(call.positional().getFirst(), "name"))
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
}
