package dev.runbook.provider.kube;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.runbook.language.value.ResourceId;
import java.util.List;
import org.junit.jupiter.api.Test;

class NamedObjectsTest {
    @Test
    void each_object_of_a_message_is_named_once_with_what_is_known_of_it() {
        String message =
                "cannot patch \"db\" with kind StatefulSet: StatefulSet.apps \"db\" is invalid: spec: Forbidden: … && "
                        + "cannot patch \"web\" with kind Service: Service \"web\" is invalid: spec.clusterIPs[0]: … && "
                        + "cannot patch \"odd\" with kind Widget: admission webhook denied it";
        assertEquals(
                List.of(
                        new ResourceId("apps", "StatefulSet", "shop", "db", ""),
                        new ResourceId("", "Service", "shop", "web", ""),
                        new ResourceId("", "Widget", "shop", "odd", "")),
                NamedObjects.all(message, "shop"));
        assertEquals(List.of(), NamedObjects.all("context deadline exceeded", "shop"));
    }

    @Test
    void a_claim_that_only_does_not_shrink_again_is_not_what_went_wrong() {
        String message =
                "an error occurred while rolling back the release. original upgrade error: cannot patch \"db\" with kind StatefulSet:"
                        + " StatefulSet.apps \"db\" is invalid: spec: Forbidden: …: cannot patch \"own\" with kind"
                        + " PersistentVolumeClaim: PersistentVolumeClaim \"own\" is invalid: spec.resources.requests.storage:"
                        + " Forbidden: field can not be less than status.capacity";
        assertEquals(
                List.of(new ResourceId("apps", "StatefulSet", "shop", "db", "")), NamedObjects.all(message, "shop"));
    }
}
