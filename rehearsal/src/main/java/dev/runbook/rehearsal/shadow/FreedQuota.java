package dev.runbook.rehearsal.shadow;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.runbook.rehearsal.admission.Quantity;
import dev.runbook.rehearsal.admission.QuotaUse;
import dev.runbook.rehearsal.api.JsonTrees;
import dev.runbook.rehearsal.api.Meta;
import dev.runbook.rehearsal.live.LiveServer;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A quota that the server holds to be full, while what was deleted here still counts there. */
record FreedQuota(ShadowState state, ExchangeLog record) {
    private static final Pattern FULL =
            Pattern.compile("exceeded quota: [^,]+, requested: (\\S+), used: (\\S+), limited: ([^\\s\"\\\\]+)");

    /** The answer where there will be room; where there will be none, the refusal stands whatever was deleted. */
    Optional<LiveServer.ServerReply> judge(ResourceAddress where, ObjectNode wanted, LiveServer.ServerReply refusal) {
        Matcher full = FULL.matcher(new String(refusal.body(), StandardCharsets.UTF_8));
        if (refusal.code() != 403 || !full.find()) {
            return Optional.empty();
        }
        Map<String, BigDecimal> freed = freed(where);
        Map<String, BigDecimal> requested = amounts(full.group(1));
        if (!QuotaUse.of(where.group(), where.plural(), wanted).keySet().containsAll(requested.keySet())) {
            return Optional.empty();
        }
        Map<String, BigDecimal> used = amounts(full.group(2));
        Map<String, BigDecimal> limited = amounts(full.group(3));
        boolean room = requested.entrySet().stream()
                .allMatch(one -> of(used, one.getKey())
                                .subtract(of(freed, one.getKey()))
                                .add(one.getValue())
                                .compareTo(of(limited, one.getKey()))
                        <= 0);
        if (!room) {
            if (state.overlay().of("", "resourcequotas", where.namespace()).isEmpty()) {
                record.invalid();
            }
            return Optional.empty();
        }
        record.assumed("the quota has room for %s %s when the one before is gone"
                .formatted(JsonTrees.text(wanted, "kind"), where.name()));
        return Optional.of(new LiveServer.ServerReply(
                201, ShadowState.JSON, List.of(), JsonTrees.write(NewObject.of(where, wanted))));
    }

    /** What the server still counts and that is gone here, less what has taken its place. */
    private Map<String, BigDecimal> freed(ResourceAddress where) {
        Map<String, BigDecimal> freed = new TreeMap<>();
        state.overlay().deleted(where.group(), where.plural()).stream()
                .filter(gone -> Meta.namespace(gone).equals(where.namespace()))
                .forEach(gone -> QuotaUse.of(where.group(), where.plural(), gone)
                        .forEach((name, amount) -> freed.merge(name, amount, BigDecimal::add)));
        state.overlay()
                .of(where.group(), where.plural(), where.namespace())
                .values()
                .forEach(entry -> {
                    if (entry instanceof Overlay.ObjectState.StoredObject there
                            && entry.backing() == Overlay.Backing.DELETED) {
                        QuotaUse.of(where.group(), where.plural(), there.object())
                                .forEach((name, amount) -> freed.merge(name, amount.negate(), BigDecimal::add));
                    }
                });
        return freed;
    }

    private static Map<String, BigDecimal> amounts(String list) {
        Map<String, BigDecimal> amounts = new TreeMap<>();
        for (String one : list.split(",", -1)) {
            int sign = one.indexOf('=');
            if (sign > 0) {
                amounts.put(
                        one.substring(0, sign),
                        Quantity.bytes(one.substring(sign + 1)).orElse(BigDecimal.ZERO));
            }
        }
        return amounts;
    }

    private static BigDecimal of(Map<String, BigDecimal> amounts, String name) {
        return amounts.getOrDefault(name, BigDecimal.ZERO);
    }
}
