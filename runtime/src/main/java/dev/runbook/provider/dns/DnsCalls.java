package dev.runbook.provider.dns;

import dev.runbook.language.signature.ArgumentText;
import dev.runbook.language.value.Value;
import dev.runbook.port.Workspace;
import dev.runbook.provider.Call;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What calls of DNS have in common: how their arguments are read. */
public final class DnsCalls {
    private static final Duration LIMIT = Duration.ofSeconds(5);
    /** What others may remember a record for where neither the runbook nor an older record says it. */
    private static final Duration USUAL = Duration.ofMinutes(5);

    private DnsCalls() {}

    /** The name that a call is about. */
    public static String name(Call call) {
        return HostName.of(ArgumentText.of(call.positional().getFirst(), "name"), "the name");
    }

    /** Where a call wants the name to point. */
    public static RecordTarget target(Call call, Value value) {
        return RecordTarget.of(texts(value))
                .only(call.option("type")
                        .map(type -> ArgumentText.of(type, "type"))
                        .orElse(""));
    }

    /** One text, or a list of them. */
    public static List<String> texts(Value value) {
        return value instanceof Value.List(List<Value> items)
                ? items.stream().map(item -> ArgumentText.of(item, "address")).toList()
                : List.of(ArgumentText.of(value, "address"));
    }

    /** The types of records that a call looks at. */
    public static Set<String> types(Call call) {
        return call.option("type")
                .map(type -> Set.of(ArgumentText.of(type, "type")))
                .orElse(RecordTarget.TYPES);
    }

    /** A question about where a name points. */
    public static Dns.Query question(Call call, Set<String> types, RecordTarget hoped) {
        return new Dns.Query(name(call), at(call), types, limit(call), hoped.records(USUAL), whole(call));
    }

    /** Whether the servers of the zone are asked beside those that the call names. */
    private static boolean whole(Call call) {
        return call.isTrue("all_servers");
    }

    static Optional<String> at(Call call) {
        return call.option("at").map(at -> ArgumentText.of(at, "at"));
    }

    public static Duration limit(Call call) {
        return call.option("timeout").orElse(Value.NIL) instanceof Value.Duration(Duration given) ? given : LIMIT;
    }

    /** How long others may remember a new record: as the runbook says, or as they did before. */
    static Duration ttl(Call call, List<Dns.ResourceRecord> before) {
        if (call.option("ttl").orElse(Value.NIL) instanceof Value.Duration(Duration given)) {
            return given;
        }
        return before.stream().map(Dns.ResourceRecord::ttl).findFirst().orElse(USUAL);
    }

    /** The key that a call signs with; empty for a server that asks for none. */
    public static Optional<Dns.UpdateKey> key(Call call) {
        if (!(call.option("key").orElse(Value.NIL) instanceof Value.Secret secret)) {
            return Optional.empty();
        }
        Optional<Dns.UpdateKey> key = TsigKey.parse(secret.content());
        return Optional.of(key.orElseGet(() -> TsigKey.parse(file(call, secret))
                .orElseThrow(() -> TsigKey.wrong("it is neither a key nor the path of a key file"))));
    }

    private static String file(Call call, Value.Secret secret) {
        try {
            return new String(call.client(Workspace.class).read(secret.content().strip()), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw TsigKey.wrong("it is neither a key nor the path of a key file that can be read");
        }
    }
}
