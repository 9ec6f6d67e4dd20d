package dev.runbook.run.lease;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.runbook.provider.ReleaseName;
import dev.runbook.run.engine.EffectRefusedException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClusterLockTest {
    private static final ReleaseName CODER = new ReleaseName("coder", "coder");
    private static final String PLACE = "coder/runbook-coder";
    private static final String STAND_IN = "default/runbook-coder.coder";
    private static final Duration MOMENT = Duration.ofSeconds(1);

    private final FakeLeases leases = new FakeLeases();
    private final ManualClock clock = new ManualClock();
    private final List<String> said = Collections.synchronizedList(new ArrayList<>());
    private final LeaseHolder ben = new LeaseHolder("ben", "bastion", 7, "2@boot", "run-of-ben", "/srv");
    private final ClusterLock lock = new ClusterLock(leases, clock, ben, holder -> false, said::add);

    @AfterEach
    void giveBack() {
        lock.close();
    }

    @Test
    void a_free_release_gets_a_lease_that_says_who_where_and_which_run_and_it_goes_with_the_run() throws Exception {
        lock.take(CODER);
        var lease = leases.find("coder", "runbook-coder").orElseThrow();
        assertEquals("run-of-ben@bastion/7", lease.holder());
        assertEquals("run-of-ben", lease.notes().get("runbook.dev/run"));
        assertEquals("ben", lease.notes().get("runbook.dev/user"));
        lock.close();
        assertEquals(Set.of(), leases.all.keySet());
    }

    @Test
    void a_run_that_was_stopped_gives_its_lease_back_too() throws Exception {
        lock.take(CODER);
        Thread.currentThread().interrupt();
        lock.close();
        assertTrue(Thread.interrupted());
        assertEquals(Set.of(), leases.all.keySet());
    }

    @Test
    void it_is_renewed_in_the_background_with_the_step_that_the_run_is_at() throws Exception {
        lock.take(CODER);
        lock.at("3 Upgrade Coder");
        String before = leases.find("coder", "runbook-coder").orElseThrow().version();
        clock.pass(Duration.ofSeconds(5), 1);
        clock.pass(Duration.ZERO, 1);
        var after = leases.find("coder", "runbook-coder").orElseThrow();
        assertTrue(!before.equals(after.version()));
        assertEquals("3 Upgrade Coder", after.notes().get("runbook.dev/step"));
    }

    @Test
    void of_a_lease_that_is_renewed_the_second_operator_is_told_who_where_since_when_and_at_which_step()
            throws Exception {
        leases.ofAnna("coder", "runbook-coder");
        FutureTask<Void> taking = taking();
        clock.pass(MOMENT, 1);
        clock.pass(Duration.ZERO, 1);
        leases.ofAnna("coder", "runbook-coder");
        clock.passUntil(taking, 1);
        var held = assertThrows(ExecutionException.class, taking::get);
        assertEquals(
                "another run works on release coder in namespace coder: anna on laptop (process 42, folder /home/anna, run"
                        + " run-of-anna) since 2026-11-23 20:00:00 UTC, at step 7 Upgrade Coder",
                why(held));
    }

    @Test
    void a_lease_that_nobody_renews_is_taken_over_after_its_time_with_a_line_that_says_so() throws Exception {
        leases.ofAnna("coder", "runbook-coder");
        FutureTask<Void> taking = taking();
        clock.pass(Duration.ofSeconds(29), 1);
        clock.pass(Duration.ZERO, 1);
        assertEquals("run-of-anna@laptop/42", holder(PLACE));
        clock.passUntil(taking, 1);
        taking.get();
        assertEquals("run-of-ben@bastion/7", holder(PLACE));
        assertTrue(said.getLast().endsWith(", which does not renew it any longer"), said.toString());
        assertEquals(1, leases.find("coder", "runbook-coder").orElseThrow().transitions());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 30, 2_000_000_000})
    void whatever_somebody_has_written_into_a_lease_it_is_looked_at_for_thirty_seconds(int seconds) throws Exception {
        leases.ofAnna("coder", "runbook-coder", Duration.ofSeconds(seconds));
        FutureTask<Void> taking = taking();
        clock.pass(Duration.ofSeconds(29), 1);
        clock.pass(Duration.ZERO, 1);
        assertEquals("run-of-anna@laptop/42", holder(PLACE));
        clock.passUntil(taking, 1);
        taking.get();
        assertEquals("run-of-ben@bastion/7", holder(PLACE));
        assertTrue(said.getFirst().endsWith("looking for 30 s whether it is still renewed"), said.toString());
    }

    @Test
    void a_holder_that_is_known_to_have_died_here_is_not_waited_for() throws Exception {
        leases.ofAnna("coder", "runbook-coder");
        try (ClusterLock same =
                new ClusterLock(leases, clock, ben, holder -> holder.started().equals("1@boot"), said::add)) {
            same.take(CODER);
            assertEquals("run-of-ben@bastion/7", holder(PLACE));
            assertEquals(1, said.size());
        }
    }

    @Test
    void while_the_namespace_is_not_there_the_lease_stands_where_everybody_looks() throws Exception {
        leases.namespaces.remove("coder");
        lock.take(CODER);
        assertEquals(Set.of(STAND_IN), leases.all.keySet());
        leases.namespaces.add("coder");
        LeaseHolder carl = new LeaseHolder("carl", "desk", 9, "3@boot", "run-of-carl", "/");
        try (ClusterLock second = new ClusterLock(leases, clock, carl, holder -> false, said::add)) {
            FutureTask<Void> taking = taking(second);
            clock.passUntil(taking, 2);
            var held = assertThrows(ExecutionException.class, taking::get);
            assertTrue(why(held).contains("ben on bastion"));
        }
        assertEquals(Set.of(STAND_IN), leases.all.keySet());
    }

    @Test
    void a_lease_that_another_has_taken_stops_the_run_before_its_next_effect() throws Exception {
        LeaseGuard guard = new LeaseGuard(lock, "default", (_, _) -> Optional.empty(), List.of());
        lock.take(CODER);
        leases.ofAnna("coder", "runbook-coder");
        clock.setBy(Duration.ofHours(1));
        var lost = assertThrows(EffectRefusedException.class, () -> guard.before(Optional.of(CODER)));
        assertTrue(String.valueOf(lost.getMessage())
                .startsWith("the lock of release coder in namespace coder was lost: another"));
        lock.close();
        assertEquals("run-of-anna@laptop/42", holder(PLACE));
    }

    @Test
    void after_a_sleep_of_the_machine_that_nobody_used_the_run_goes_on() throws Exception {
        lock.take(CODER);
        clock.setBy(Duration.ofHours(8));
        lock.check();
        clock.setBy(Duration.ofHours(-9));
        lock.check();
        assertEquals("run-of-ben@bastion/7", holder(PLACE));
    }

    @Test
    void a_lease_that_somebody_deleted_is_made_again() throws Exception {
        lock.take(CODER);
        leases.all.clear();
        clock.setBy(Duration.ofSeconds(10));
        lock.check();
        assertEquals("run-of-ben@bastion/7", holder(PLACE));
    }

    /** As after a long stop of the process: nothing was renewed, and another run came and went. */
    @Test
    void a_lease_that_another_may_have_had_and_given_back_stops_the_run() throws Exception {
        lock.take(CODER);
        leases.all.clear();
        clock.setBy(Duration.ofSeconds(31));
        var lost = assertThrows(LeaseLostException.class, lock::check);
        assertTrue(String.valueOf(lost.getMessage()).contains("another run may have had it meanwhile"));
    }

    @Test
    void an_answer_that_was_lost_on_the_way_does_not_lose_the_lease() throws Exception {
        lock.take(CODER);
        leases.losesAnswers = true;
        clock.setBy(Duration.ofSeconds(3));
        lock.check();
        leases.losesAnswers = false;
        lock.check();
        assertEquals("run-of-ben@bastion/7", holder(PLACE));
    }

    @Test
    void a_server_that_is_silent_for_long_stops_the_run_before_its_next_effect() throws Exception {
        lock.take(CODER);
        leases.silent = true;
        clock.pass(Duration.ofSeconds(15), 1);
        lock.check();
        clock.pass(Duration.ofSeconds(30), 1);
        FutureTask<Void> checking = started(new FutureTask<>(() -> {
            lock.check();
            return null;
        }));
        clock.passUntil(checking, 2);
        var lost = assertThrows(ExecutionException.class, checking::get);
        assertTrue(why(lost).endsWith(" s: the API server does not answer"), lost.toString());
    }

    @Test
    void who_may_not_delete_a_lease_leaves_one_that_nobody_has() throws Exception {
        leases.deletionForbidden = true;
        lock.take(CODER);
        lock.close();
        assertEquals("", holder(PLACE));
        try (ClusterLock next = new ClusterLock(leases, clock, ben, holder -> false, said::add)) {
            next.take(CODER);
            assertEquals(List.of(), said);
        }
    }

    @Test
    void a_release_without_a_namespace_is_locked_in_that_of_the_cluster_s_configuration() throws Exception {
        leases.namespaces.add("apps");
        new LeaseGuard(lock, "apps", (_, _) -> Optional.empty(), List.of())
                .before(Optional.of(new ReleaseName("", "other")));
        assertEquals(Set.of("apps/runbook-other"), leases.all.keySet());
    }

    @Test
    void what_changes_no_release_needs_only_that_no_lease_is_lost() throws Exception {
        LeaseGuard guard = new LeaseGuard(lock, "default", (_, _) -> Optional.empty(), List.of());
        guard.before(Optional.empty());
        assertEquals(Set.of(), leases.all.keySet());
        lock.take(CODER);
        leases.ofAnna("coder", "runbook-coder");
        clock.setBy(Duration.ofHours(1));
        assertThrows(EffectRefusedException.class, () -> guard.before(Optional.empty()));
    }

    @Test
    void a_release_whose_name_only_the_run_knows_is_locked_before_its_first_change() throws Exception {
        LeaseGuard guard = new LeaseGuard(lock, "default", (_, _) -> Optional.empty(), List.of());
        guard.at("2 Upgrade");
        guard.before(Optional.of(new ReleaseName("coder", "other")));
        assertEquals(Set.of("coder/runbook-other"), leases.all.keySet());
        assertEquals(
                "2 Upgrade",
                leases.find("coder", "runbook-other").orElseThrow().notes().get("runbook.dev/step"));
    }

    private static String why(ExecutionException e) {
        return String.valueOf(Optional.ofNullable(e.getCause()).orElse(e).getMessage());
    }

    private String holder(String place) {
        return Optional.ofNullable(leases.all.get(place)).orElseThrow().holder();
    }

    private FutureTask<Void> taking() {
        return taking(lock);
    }

    private static FutureTask<Void> taking(ClusterLock lock) {
        return started(new FutureTask<>(() -> {
            lock.take(CODER);
            return null;
        }));
    }

    private static FutureTask<Void> started(FutureTask<Void> task) {
        Thread.ofVirtual().start(task);
        return task;
    }
}
