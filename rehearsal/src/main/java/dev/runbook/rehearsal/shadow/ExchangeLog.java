package dev.runbook.rehearsal.shadow;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.runbook.rehearsal.api.JsonTrees;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What was asked and answered, in order. */
final class ExchangeLog {
    /** As webhooks, policies and limits refuse. */
    private static final Pattern ADMISSION =
            Pattern.compile("admission webhook| denied |failed calling webhook| usage per ");

    /** What may have refused, and may not do so by then. */
    private static final Set<String> ADMITTING = Set.of(
            NewWebhooks.GROUP + "/validatingadmissionpolicies",
            NewWebhooks.GROUP + "/validatingadmissionpolicybindings",
            "/limitranges");

    private final List<Exchange> exchanges = new ArrayList<>();
    private final ThreadLocal<List<Remark>> remarks = ThreadLocal.withInitial(ArrayList::new);
    private final ThreadLocal<Optional<Exchange.ObjectChange>> changes = ThreadLocal.withInitial(Optional::empty);

    /** What the shadow adds to the answer that it is about to give. */
    private record Remark(Exchange.Certainty source, String text) {}

    private final ThreadLocal<Boolean> validated = ThreadLocal.withInitial(() -> false);
    private final Overlay overlay;
    private long writes;

    ExchangeLog(Overlay overlay) {
        this.overlay = overlay;
    }

    void emulated(String why) {
        remarks.get().add(new Remark(Exchange.Certainty.EMULATED, why));
    }

    void assumed(String what) {
        remarks.get().add(new Remark(Exchange.Certainty.ASSUMED, what));
    }

    void unknown(String what) {
        remarks.get().add(new Remark(Exchange.Certainty.UNKNOWN, what));
    }

    void podsRefused(String why) {
        remarks.get().add(new Remark(Exchange.Certainty.SERVER, Exchange.PODS_REFUSED + why));
    }

    /** The server has refused what an object says, which is wrong under any name and beside any other object. */
    void invalid() {
        validated.set(true);
    }

    void changed(@Nullable ObjectNode before, @Nullable ObjectNode after) {
        changes.set(Optional.of(new Exchange.ObjectChange(map(before), map(after))));
    }

    private static Map<String, Object> map(@Nullable ObjectNode object) {
        return object == null ? Map.of() : JsonTrees.toMap(object);
    }

    /** Ends one exchange: its source is the least certain of what it rests on. */
    void answered(String method, String path, int code, String said) {
        List<Remark> made = remarks.get();
        Exchange.Certainty source = code == 501
                        // Somebody else was faster: it may go well the next time.
                        || (code == 409 && said.contains("the object has been modified"))
                        || said.contains("does not support dry run")
                        || (!validated.get() && isDoubtful(method, path, code, said, !made.isEmpty()))
                ? Exchange.Certainty.UNKNOWN
                : made.stream()
                        .map(Remark::source)
                        .max(Exchange.Certainty::compareTo)
                        .orElse(Exchange.Certainty.SERVER);
        List<String> notes = new ArrayList<>();
        if (!said.isEmpty()) {
            notes.add(said);
        }
        made.forEach(remark -> notes.add(remark.text()));
        synchronized (exchanges) {
            writes += method.equals("GET") ? 0 : 1;
            exchanges.add(
                    new Exchange(method, path, code, source, String.join("; ", notes), granted(made), changes.get()));
        }
        remarks.remove();
        changes.remove();
        validated.remove();
    }

    private static List<String> granted(List<Remark> made) {
        return made.stream()
                .filter(remark -> remark.source() == Exchange.Certainty.ASSUMED)
                .map(Remark::text)
                .toList();
    }

    /**
     * Whether a refusal may come of what is only here: the server has not seen it, and another object may be in its place there.
     * What is missing when it is deleted is missing.
     */
    private boolean isDoubtful(String method, String path, int code, String said, boolean remarked) {
        boolean refused = code >= 400 && !method.equals("GET") && !(code == 404 && method.equals("DELETE"));
        return refused
                && (remarked
                        || (code != 409 && overlay.namesNew(RefusalSubject.leftOut(said, path, overlay)))
                        || (said.contains("exceeded quota")
                                && (overlay.hasDeletions() || overlay.touches(Set.of("/resourcequotas"))))
                        || (ADMISSION.matcher(said).find()
                                && (overlay.touches(ADMITTING)
                                        || NewWebhooks.CONFIGURATIONS.stream()
                                                .anyMatch(plural -> !overlay.deleted(NewWebhooks.GROUP, plural)
                                                        .isEmpty()))));
    }

    /** How many of them were more than a look. */
    long writes() {
        synchronized (exchanges) {
            return writes;
        }
    }

    List<Exchange> exchanges() {
        synchronized (exchanges) {
            return List.copyOf(exchanges);
        }
    }
}
