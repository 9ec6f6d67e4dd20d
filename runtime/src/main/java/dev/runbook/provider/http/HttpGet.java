package dev.runbook.provider.http;

import dev.runbook.language.failure.Failed;
import dev.runbook.language.failure.Failure;
import dev.runbook.language.failure.FailureClass;
import dev.runbook.language.signature.ArgumentText;
import dev.runbook.language.value.Value;
import dev.runbook.port.Clock;
import dev.runbook.port.Workspace;
import dev.runbook.provider.Call;
import dev.runbook.provider.CallArguments;
import dev.runbook.provider.Lookup;
import dev.runbook.text.FileName;
import dev.runbook.text.Quoted;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** {@code http.get(url)}. */
public final class HttpGet implements Lookup {
    private static final Duration LIMIT = Duration.ofSeconds(10);

    @Override
    public String name() {
        return "http.get";
    }

    @Override
    public Value read(Call call) throws InterruptedException {
        Web.PageResponse response = ask(call);
        if (response.status() == 0) {
            throw new Failed(Failure.of(
                    FailureClass.Unreachable,
                    "%s did not answer: %s".formatted(url(call), response.problem()),
                    "Check the address, the network and the server's certificate."));
        }
        Map<String, Value> fields = new LinkedHashMap<>();
        fields.put("status", Value.of(response.status()));
        fields.put("body", Value.of(response.body()));
        response.certificateEnds()
                .map(end -> Duration.between(call.client(Clock.class).now(), end))
                .ifPresent(left -> fields.put("certificate_left", new Value.Duration(left)));
        return new Value.Entity("response", fields);
    }

    static Web.PageResponse ask(Call call) throws InterruptedException {
        String url = url(call);
        if (!url.startsWith("http://") && !url.startsWith("https://")) {
            throw new Failed(Failure.of(
                    FailureClass.CommandFailed,
                    Quoted.of(url) + " is not an address to get",
                    "It begins with http:// or https://."));
        }
        Duration limit =
                call.option("timeout").orElse(Value.NIL) instanceof Value.Duration(Duration given) ? given : LIMIT;
        return call.client(Web.class).get(new Web.PageRequest(url, limit, authorities(call)));
    }

    private static Optional<String> authorities(Call call) {
        return call.option("ca").map(value -> {
            String path = ArgumentText.of(value, "ca");
            try {
                return new String(call.client(Workspace.class).read(path), StandardCharsets.UTF_8);
            } catch (IOException e) {
                throw CallArguments.wrong(
                        "the CA file %s cannot be read: %s".formatted(FileName.of(path), e.getMessage()),
                        "ca: names a file with the certificate of the issuer, in PEM form.");
            }
        });
    }

    static String url(Call call) {
        return ArgumentText.of(call.positional().getFirst(), "url");
    }
}
