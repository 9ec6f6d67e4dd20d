package dev.runbook.action;

import dev.runbook.dns.TsigKey;
import dev.runbook.eval.Texts;
import dev.runbook.failure.Failed;
import dev.runbook.helm.ArgumentText;
import dev.runbook.port.Dns;
import dev.runbook.port.Processes;
import dev.runbook.value.Value;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

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
                        .map(at -> ", at " + ArgumentText.of(at, "at"))
                        .orElse(""));
    }

    @Override
    public Outcome perform(Call call, Processes.Output output) throws InterruptedException {
        try {
            return new NameChange(call, output).make(key(call));
        } catch (Failed e) {
            return new Outcome.NotDone(e.failure());
        }
    }

    private static Optional<Dns.Key> key(Call call) {
        if (!(call.option("key").orElse(Value.NIL) instanceof Value.Secret secret)) {
            return Optional.empty();
        }
        Optional<Dns.Key> key = TsigKey.parse(secret.content());
        return Optional.of(key.orElseGet(() -> TsigKey.parse(file(call, secret))
                .orElseThrow(() -> TsigKey.wrong("it is neither a key nor the path of a key file"))));
    }

    private static String file(Call call, Value.Secret secret) {
        try {
            return new String(call.world().files().read(secret.content().strip()), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw TsigKey.wrong("it is neither a key nor the path of a key file that can be read");
        }
    }
}
