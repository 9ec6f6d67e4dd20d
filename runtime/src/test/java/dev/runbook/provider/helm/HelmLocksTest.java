package dev.runbook.provider.helm;

import static dev.runbook.provider.Calls.texts;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.runbook.language.value.Value;
import dev.runbook.provider.Call;
import dev.runbook.provider.Calls;
import dev.runbook.provider.ReleaseName;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HelmLocksTest {
    private static final ReleaseName CODER = new ReleaseName("apps", "coder");

    private final Calls calls = new Calls("v3.22.0");

    private static Optional<ReleaseName> locks(Call call) {
        return call.world().action(call.signature()).locks(call);
    }

    @Test
    void what_changes_a_release_locks_it_whatever_else_it_is_given() {
        assertEquals(
                Optional.of(CODER),
                locks(calls.call("helm.upgrade", texts("coder", "coder/coder"), "namespace", "apps", "atomic", true)));
        assertEquals(Optional.of(CODER), locks(calls.call("helm.rollback", texts("coder"), "namespace", "apps")));
        assertEquals(Optional.of(CODER), locks(calls.call("helm.uninstall", texts("coder"), "namespace", "apps")));
    }

    @Test
    void what_replaces_objects_of_a_release_locks_that_release() {
        Value objects = new Value.Unknown("failure.objects", "later");
        assertEquals(
                Optional.of(CODER),
                locks(calls.call(
                        "helm.replace",
                        List.of(objects, Value.of("coder"), Value.of("coder/coder")),
                        "namespace",
                        "apps")));
    }

    @Test
    void without_a_namespace_it_is_the_one_where_the_call_stands() {
        Call call = calls.call("helm.uninstall", texts("coder"));
        assertEquals(Optional.of(new ReleaseName(HelmCalls.namespace(call), "coder")), locks(call));
    }

    @Test
    void a_release_that_is_known_only_during_the_run_is_locked_then() {
        Value later = new Value.Unknown("name", "later");
        assertEquals(Optional.empty(), locks(calls.call("helm.uninstall", List.of(later), "namespace", "apps")));
        assertEquals(Optional.empty(), locks(calls.call("helm.uninstall", texts("coder"), "namespace", later)));
        assertEquals(
                Optional.of(CODER),
                locks(calls.call("helm.upgrade", List.of(Value.of("coder"), later), "namespace", "apps")));
    }

    @Test
    void a_name_that_helm_refuses_locks_nothing() {
        assertEquals(Optional.empty(), locks(calls.call("helm.uninstall", texts("--all"), "namespace", "apps")));
        assertEquals(Optional.empty(), locks(calls.call("helm.uninstall", texts("coder"), "namespace", "a b")));
    }

    @Test
    void repositories_are_no_releases() {
        assertEquals(Optional.empty(), locks(calls.call("helm.repo_update", texts("coder"))));
        assertEquals(Optional.empty(), locks(calls.call("helm.repo_add", texts("coder", "https://helm.coder.com"))));
    }
}
