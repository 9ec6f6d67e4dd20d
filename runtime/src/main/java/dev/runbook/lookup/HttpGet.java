package dev.runbook.lookup;

import dev.runbook.action.Call;
import dev.runbook.failure.Failed;
import dev.runbook.failure.Failure;
import dev.runbook.failure.FailureClass;
import dev.runbook.helm.ArgumentText;
import dev.runbook.port.Web;
import dev.runbook.value.Value;
import java.time.Duration;
import java.util.Map;

/** {@code http.get(url)}. */
public final class HttpGet implements Lookup {
    private static final Duration LIMIT = Duration.ofSeconds(10);

    @Override
    public String name() {
        return "http.get";
    }

    @Override
    public Value read(Call call) throws InterruptedException {
        Web.Response response = ask(call);
        if (response.status() == 0) {
            throw new Failed(Failure.of(
                    FailureClass.Unreachable,
                    "%s did not answer: %s".formatted(url(call), response.problem()),
                    "Check the address, the network and the certificates."));
        }
        return new Value.Entity(
                "response", Map.of("status", Value.of(response.status()), "body", Value.of(response.body())));
    }

    static Web.Response ask(Call call) throws InterruptedException {
        String url = url(call);
        if (!url.startsWith("http://") && !url.startsWith("https://")) {
            throw new Failed(Failure.of(
                    FailureClass.CommandFailed,
                    "\"%s\" is not an address to get".formatted(url.length() <= 80 ? url : url.substring(0, 80) + "…"),
                    "It begins with http:// or https://."));
        }
        Duration limit =
                call.option("timeout").orElse(Value.NIL) instanceof Value.Length(Duration given) ? given : LIMIT;
        return call.world().web().get(url, limit);
    }

    private static String url(Call call) {
        return ArgumentText.of(call.positional().getFirst(), "url");
    }
}
