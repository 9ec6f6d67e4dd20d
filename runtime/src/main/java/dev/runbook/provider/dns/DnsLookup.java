package dev.runbook.provider.dns;

import dev.runbook.language.failure.Failed;
import dev.runbook.language.failure.Failure;
import dev.runbook.language.failure.FailureClass;
import dev.runbook.language.signature.ArgumentText;
import dev.runbook.language.value.Value;
import dev.runbook.provider.Call;
import dev.runbook.provider.Lookup;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** {@code dns.lookup(name, type)}. */
public final class DnsLookup implements Lookup {
    @Override
    public String name() {
        return "dns.lookup";
    }

    @Override
    public Value read(Call call) throws InterruptedException {
        if (call.option("if").filter(Value.FALSE::equals).isPresent()) {
            return Value.NIL;
        }
        Set<String> types = call.positional().size() > 1 ? Set.of(type(call)) : RecordTarget.TYPES;
        List<Dns.Response> answers =
                call.client(Dns.class).ask(DnsCalls.question(call, types, new RecordTarget(List.of())));
        Dns.Response answer = answers.stream()
                .filter(a -> a.problem().isEmpty())
                .findFirst()
                .orElseThrow(() -> silent(DnsCalls.name(call), answers));
        return new Value.List(answer.records().stream()
                .filter(r -> types.contains(r.type()))
                .map(Dns.ResourceRecord::data)
                .distinct()
                .sorted()
                .map(Value::of)
                .toList());
    }

    private static String type(Call call) {
        return RecordTypes.of(ArgumentText.of(call.positional().get(1), "type"));
    }

    /** No server that has a say answers. */
    static Failed silent(String name, List<Dns.Response> answers) {
        return new Failed(
                Failure.of(
                        FailureClass.Unreachable,
                        "no name server answers for %s: %s"
                                .formatted(
                                        name,
                                        answers.stream()
                                                .map(a -> a.server() + ": " + a.problem())
                                                .collect(Collectors.joining("; "))),
                        "Check the servers, and that firewalls let DNS through. Other servers are asked with at: \"host:port\"."));
    }
}
