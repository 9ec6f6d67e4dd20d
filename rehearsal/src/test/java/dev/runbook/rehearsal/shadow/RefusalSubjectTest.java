package dev.runbook.rehearsal.shadow;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.runbook.rehearsal.api.JsonTrees;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whether a refusal may come of what is only in the shadow: a chart gives many objects one name. */
class RefusalSubjectTest {
    private final Overlay overlay = new Overlay();

    RefusalSubjectTest() {
        for (String plural : new String[] {"serviceaccounts", "secrets", "configmaps"}) {
            OverlayKey key = new OverlayKey("", plural, "shop", "web");
            overlay.put(key, JsonTrees.object(), Overlay.Backing.NONE);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\'',
            value = {
                "/apis/apps/v1/namespaces/shop/deployments     | deployments.apps \"web\" is forbidden: policy denied request  | false",
                "/apis/apps/v1/namespaces/shop/deployments/web | deployments.apps \"web\" is forbidden: policy denied request  | false",
                "/api/v1/namespaces/shop/services              | services \"web\" is forbidden: ValidatingAdmissionPolicy      | false",
                "/api/v1/namespaces/shop/pods                  | pods \"web\" is forbidden: serviceaccount \"web\" not found   | true",
                "/apis/apps/v1/namespaces/shop/deployments     | denied the request: secret \"web\" not found                  | true",
                "/apis/apps/v1/namespaces/shop/deployments     | Ingress.networking.k8s.io \"x\": Invalid value: \"web\"        | true",
                "/apis/x.io/v1/namespaces/shop/things/other    | things.x.io \"other\" is forbidden: things.x.io \"web\" is new | true",
                "/api/v1/namespaces/shop/configmaps/web         | configmaps \"web\" is forbidden: policy denied request        | true",
                "/version                                      | \"web\"                                                       | true"
            })
    void what_it_is_about_is_not_what_it_may_come_of(String path, String said, boolean doubtful) {
        assertEquals(doubtful, overlay.namesNew(RefusalSubject.leftOut(said, path, overlay)));
    }
}
