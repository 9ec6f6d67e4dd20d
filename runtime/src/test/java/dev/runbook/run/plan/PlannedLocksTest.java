package dev.runbook.run.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.runbook.language.value.Value;
import dev.runbook.provider.ReleaseName;
import java.util.List;
import org.junit.jupiter.api.Test;

class PlannedLocksTest {
    private static List<ReleaseName> locks(String text) throws InterruptedException {
        return new PlanHarness()
                .answers("helm.upgrade \"coder\", \"coder/coder\"", Value.NIL)
                .planOf(text)
                .locks("default");
    }

    @Test
    void each_release_that_a_plan_changes_is_locked_once_in_rescue_clauses_too() throws Exception {
        assertEquals(List.of(new ReleaseName("apps", "coder"), new ReleaseName("apps", "redis")), locks("""
                in_namespace "apps"
                step "Upgrade" do
                  helm.upgrade "coder", "coder/coder"
                rescue Timeout
                  helm.uninstall "redis"
                  helm.rollback "coder", 1
                end
                """));
    }

    @Test
    void what_only_looks_at_a_release_locks_nothing() throws Exception {
        assertEquals(List.of(), locks("""
                step "Look" do
                  run "helm", "upgrade", "coder", "coder/coder"
                  helm.repo_update
                end
                """));
    }

    @Test
    void what_is_not_done_locks_nothing() throws Exception {
        assertEquals(List.of(), locks("""
                if 1 == 2
                  helm.uninstall "coder"
                end
                """));
    }
}
