package dev.runbook.provider.http;

import dev.runbook.language.eval.ValueText;
import dev.runbook.language.value.ResourceId;
import dev.runbook.language.value.Value;
import dev.runbook.port.Clock;
import dev.runbook.port.Observer;
import dev.runbook.provider.Call;
import dev.runbook.provider.Lookup;
import java.time.Duration;
import java.util.Optional;

/** {@code http.ok?(url)}. */
public final class HttpOk implements Lookup {
    @Override
    public String name() {
        return "http.ok?";
    }

    @Override
    public Value read(Call call) throws InterruptedException {
        Optional<Observer.Pending> wrong = wrong(call, HttpGet.ask(call));
        wrong.ifPresent(call.observer()::pending);
        return Value.of(wrong.isEmpty());
    }

    private static Optional<Observer.Pending> wrong(Call call, Web.PageResponse response) {
        if (response.status() == 0) {
            return pending(call, "no answer", response.problem());
        }
        if (response.status() < 200 || response.status() > 299) {
            return pending(
                    call,
                    "answers " + response.status(),
                    response.location().isEmpty() ? "" : "sends on to " + response.location());
        }
        if (call.option("valid_for").orElse(Value.NIL) instanceof Value.Duration(Duration wanted)
                && response.certificateEnds().isPresent()) {
            Duration left = Duration.between(
                    call.client(Clock.class).now(), response.certificateEnds().get());
            if (left.compareTo(wanted) < 0) {
                return pending(
                        call, "certificate ends in " + ValueText.of(left), "it must last " + ValueText.of(wanted));
            }
        }
        return Optional.empty();
    }

    private static Optional<Observer.Pending> pending(Call call, String state, String detail) {
        return Optional.of(new Observer.Pending(new ResourceId("", "", "", HttpGet.url(call), ""), state, detail));
    }
}
