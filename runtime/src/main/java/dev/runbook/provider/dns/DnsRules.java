package dev.runbook.provider.dns;

import dev.runbook.language.signature.ArgumentRules;
import dev.runbook.language.signature.Signature;
import dev.runbook.language.value.Value;
import java.util.List;
import java.util.Map;

/** Which texts can be names, addresses and servers, and which of them go together. */
final class DnsRules implements ArgumentRules {
    @Override
    public void text(Signature signature, String parameter, String text) {
        switch (parameter) {
            case "name" -> HostName.of(text, "the name");
            case "at" -> NameServer.list(text);
            case "address", "expect" -> RecordTarget.of(List.of(text));
            case "type" -> {
                // Elsewhere it is one of a few, which the signature says.
                if (signature.name().equals("dns.lookup")) {
                    RecordTypes.of(text);
                }
            }
            default -> {}
        }
    }

    @Override
    public void together(
            Signature signature, List<Value> positional, Map<String, Value> options, List<Boolean> written) {
        if (signature.name().equals("dns.update")
                && positional.size() == 2
                && positional.get(1).equals(new Value.List(List.of()))) {
            RecordTarget.of(List.of())
                    .given(
                            positional.getFirst() instanceof Value.Text(String name) ? name : "the name",
                            !Value.FALSE.equals(options.getOrDefault("remove", Value.FALSE)));
        }
        if (!signature.name().equals("dns.lookup")) {
            target(positional, options);
        }
    }

    /** The addresses of a name: one type for all, if one is named. */
    private static void target(List<Value> positional, Map<String, Value> options) {
        Value address = positional.isEmpty() ? Value.NIL : positional.getLast();
        boolean texts = address instanceof Value.Text
                || (address instanceof Value.List(List<Value> items)
                        && items.stream().allMatch(Value.Text.class::isInstance));
        if (texts) {
            RecordTarget.of(DnsCalls.texts(address))
                    .only(options.get("type") instanceof Value.Text(String type) ? type : "");
        }
    }
}
