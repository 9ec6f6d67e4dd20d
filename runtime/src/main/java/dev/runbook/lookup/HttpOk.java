package dev.runbook.lookup;

import dev.runbook.action.Call;
import dev.runbook.port.Web;
import dev.runbook.value.Value;

/** {@code http.ok?(url)}. */
public final class HttpOk implements Lookup {
    @Override
    public String name() {
        return "http.ok?";
    }

    @Override
    public Value read(Call call) throws InterruptedException {
        Web.Response response = HttpGet.ask(call);
        return Value.of(response.status() >= 200 && response.status() <= 299);
    }
}
