package dev.runbook.run.lease;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.runbook.language.signature.Effect;
import dev.runbook.provider.Intent;
import dev.runbook.provider.ReleaseName;
import dev.runbook.run.journal.Activity;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LegacyLocksTest {
    private static Optional<ReleaseName> of(String action, String... command) {
        return LegacyLocks.of(new Activity.Performing(action, Effect.ONCE, new Intent.Command(List.of(command))));
    }

    @Test
    void each_action_of_helm_that_changes_a_release_has_its_name_behind_the_verb() {
        ReleaseName coder = new ReleaseName("apps", "coder");
        assertEquals(
                Optional.of(coder), of("helm.upgrade", "helm", "upgrade", "coder", "coder/coder", "--namespace=apps"));
        assertEquals(Optional.of(coder), of("helm.rollback", "helm", "rollback", "coder", "3", "--namespace=apps"));
        assertEquals(Optional.of(coder), of("helm.uninstall", "helm", "uninstall", "coder", "--namespace=apps"));
    }

    @Test
    void a_command_without_a_namespace_went_to_that_of_the_cluster_s_configuration() {
        assertEquals(Optional.of(new ReleaseName("", "coder")), of("helm.uninstall", "helm", "uninstall", "coder"));
    }

    @Test
    void other_programs_change_no_release() {
        assertEquals(Optional.empty(), of("run", "helm", "uninstall", "coder"));
        assertEquals(Optional.empty(), of("helm.repo_update", "helm", "repo", "update"));
        assertEquals(Optional.empty(), of("helm.uninstall", "helm", "uninstall", "[secret name]"));
        assertEquals(Optional.empty(), LegacyLocks.of(new Activity.Pausing("2s")));
    }
}
