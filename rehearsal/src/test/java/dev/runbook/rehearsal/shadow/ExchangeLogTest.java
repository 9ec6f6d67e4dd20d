package dev.runbook.rehearsal.shadow;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.runbook.rehearsal.api.JsonTrees;
import dev.runbook.rehearsal.shadow.Exchange.Certainty;
import dev.runbook.rehearsal.shadow.Overlay.Backing;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A refusal is not the server's last word where a step before has changed what refuses. */
class ExchangeLogTest {
    private final Overlay overlay = new Overlay();
    private final ExchangeLog record = new ExchangeLog(overlay);

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "none", textBlock = """
            exceeded quota: q, requested: pods=1             | /resourcequotas   | UNKNOWN
            exceeded quota: q, requested: pods=1             | /limitranges      | SERVER
            ValidatingAdmissionPolicy 'p' denied request: no | admissionregistration.k8s.io/validatingadmissionpolicies | UNKNOWN
            ValidatingAdmissionPolicy 'p' denied request: no | /resourcequotas   | SERVER
            maximum cpu usage per Container is 1             | /limitranges      | UNKNOWN
            spec.replicas: Invalid value                     | /limitranges      | SERVER
            """)
    void what_was_changed_before_may_not_refuse_any_more(String said, String changed, Certainty wanted) {
        int slash = changed.indexOf('/');
        overlay.put(
                new OverlayKey(changed.substring(0, slash), changed.substring(slash + 1), "shop", "it"),
                JsonTrees.object(),
                Backing.SAME);
        assertEquals(wanted, refused(said));
    }

    @ParameterizedTest
    @CsvSource({"500, failed calling webhook \"w\": no endpoints", "403, admission webhook \"w\" denied the request: no"
    })
    void a_webhook_that_was_deleted_is_not_asked_any_more(int code, String said) {
        OverlayKey hooks = new OverlayKey("admissionregistration.k8s.io", "validatingwebhookconfigurations", "", "w");
        record.answered("PATCH", "/api/v1/namespaces/shop/configmaps/a", code, said);
        overlay.delete(hooks, JsonTrees.object(), Backing.SAME, false);
        record.answered("PATCH", "/api/v1/namespaces/shop/configmaps/a", code, said);
        assertEquals(Certainty.SERVER, record.exchanges().getFirst().source());
        assertEquals(Certainty.UNKNOWN, record.exchanges().getLast().source());
    }

    private Certainty refused(String said) {
        record.answered("PATCH", "/api/v1/namespaces/shop/configmaps/a", 403, said);
        return record.exchanges().getLast().source();
    }
}
