package dev.runbook.run.lease;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.runbook.language.signature.Effect;
import dev.runbook.port.Leases.Lease;
import dev.runbook.provider.Intent;
import dev.runbook.provider.ReleaseName;
import dev.runbook.provider.StateBefore;
import dev.runbook.run.journal.Activity;
import dev.runbook.run.journal.Entry;
import dev.runbook.run.journal.Recorded;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;

/** What becomes of the lock when the program that changes a release goes on without its run. */
class LeftProgramTest {
    private static final ReleaseName CODER = new ReleaseName("coder", "coder");
    private static final Instant TEN = Instant.parse("2026-11-23T22:00:00Z");
    private static final LeaseHolder BEN = new LeaseHolder("ben", "bastion", 7, "2@boot", "run-of-ben", "/srv");

    private final FakeLeases leases = new FakeLeases();
    private final ManualClock clock = new ManualClock();
    private final List<String> said = Collections.synchronizedList(new ArrayList<>());
    private List<String> staying = List.of();
    private final Set<String> gone = ConcurrentHashMap.newKeySet();

    private ClusterLock lock(LeaseHolder who) {
        return new ClusterLock(
                leases,
                clock,
                who,
                process -> process.host().equals(who.host()) && gone.contains(process.started()),
                said::add);
    }

    private LeaseGuard guard(ClusterLock lock, Entry... before) {
        return new LeaseGuard(
                lock,
                "default",
                (pid, _) -> gone.contains(pid + "@boot")
                        ? Optional.empty()
                        : Optional.of(new HostProcess("bastion", pid, pid + "@boot")),
                List.of(before).stream()
                        .map(entry -> new Recorded(1, TEN, entry))
                        .toList());
    }

    private static Entry.TaskIntended upgrade() {
        return new Entry.TaskIntended(
                "Upgrade",
                "body.1",
                new Activity.Performing(
                        "helm.upgrade",
                        Effect.ONCE,
                        new Intent.Command(List.of("helm", "upgrade", "coder", "coder/coder", "--namespace=coder")),
                        Optional.of(CODER),
                        Optional.empty()),
                StateBefore.NOTHING);
    }

    private static Entry.ProgramStarted helm() {
        return new Entry.ProgramStarted("Upgrade", "body.1", 4711, TEN);
    }

    private static Entry.Ended failed() {
        return new Entry.Ended(Entry.RunEnd.FAILED, "", Optional.empty(), "Upgrade", Duration.ZERO);
    }

    private static Entry.Resumed resumed(String host) {
        return new Entry.Resumed(Map.of(), List.of(), "", "", new Entry.OperatorProcess("ben", host, 8, "/srv"));
    }

    private Lease lease() {
        return leases.find("coder", "runbook-coder").orElseThrow();
    }

    /** A run that ends while its helm goes on. */
    private void leave() throws InterruptedException {
        try (ClusterLock lock = lock(BEN)) {
            lock.take(CODER);
            LeaseGuard guard = guard(lock);
            guard.before(Optional.of(CODER));
            guard.started(CODER, 4711, TEN);
            staying = guard.staying();
        }
    }

    private static LeaseHolder carl(String host) {
        return new LeaseHolder("carl", host, 9, "3@boot", "run-of-carl", "/");
    }

    private String refusal(LeaseHolder who) {
        try (ClusterLock second = lock(who)) {
            return String.valueOf(assertThrows(LeaseHeldException.class, () -> second.take(CODER))
                    .getMessage());
        }
    }

    @Test
    void the_lock_of_a_release_that_a_program_still_writes_stays_and_the_run_says_so_before_it_ends() throws Exception {
        leave();
        assertEquals("run-of-ben@bastion/7", lease().holder());
        assertEquals("4711", lease().notes().get("runbook.dev/writer"));
        assertEquals(
                List.of("the lock of release coder in namespace coder stays until process 4711 on bastion has ended,"
                        + " which still writes it"),
                staying);
    }

    @Test
    void whoever_comes_next_from_wherever_is_told_at_once_what_still_writes_and_where() throws Exception {
        leave();
        gone.add("2@boot");
        for (String host : List.of("bastion", "laptop")) {
            String refusal = refusal(carl(host));
            assertTrue(
                    refusal.startsWith("somebody's helm still writes release coder in namespace coder: process 4711 on"
                            + " bastion, left by ben on bastion (process 7, "),
                    refusal);
        }
        assertEquals("run-of-ben@bastion/7", lease().holder());
        assertEquals(List.of(), said);
    }

    @Test
    void it_is_said_how_to_end_that_program_and_how_to_go_on_from_elsewhere() throws Exception {
        leave();
        try (ClusterLock second = lock(carl("laptop"))) {
            assertEquals(
                    "Wait until it has ended; if it does nothing any more, end it on bastion: kill 4711\n  Then try again on"
                            + " bastion, or carry its run on there. From elsewhere nobody can see its end; once it has"
                            + " ended: kubectl --namespace=coder delete lease runbook-coder",
                    assertThrows(LeaseHeldException.class, () -> second.take(CODER))
                            .remedy());
        }
    }

    @Test
    void on_its_own_machine_the_lock_is_taken_over_when_that_program_has_ended() throws Exception {
        leave();
        gone.addAll(Set.of("2@boot", "4711@boot"));
        try (ClusterLock second = lock(carl("bastion"))) {
            second.take(CODER);
            assertEquals("run-of-carl@bastion/9", lease().holder());
            assertTrue(
                    said.getFirst().endsWith(", which has ended; its helm, process 4711 on bastion, has ended, too"),
                    said.toString());
        }
        assertEquals(Set.of(), leases.all.keySet());
    }

    @Test
    void another_machine_does_not_take_it_over_since_it_cannot_see_whether_that_program_has_ended() throws Exception {
        leave();
        gone.addAll(Set.of("2@boot", "4711@boot"));
        assertTrue(refusal(carl("laptop")).startsWith("somebody's helm still writes "));
    }

    @Test
    void the_run_that_is_carried_on_gets_its_lock_back_and_leaves_it_again_while_the_program_goes_on()
            throws Exception {
        leave();
        gone.add("2@boot");
        LeaseHolder again = new LeaseHolder("ben", "bastion", 8, "8@boot", "run-of-ben", "/srv");
        try (ClusterLock lock = lock(again)) {
            lock.take(CODER);
            assertEquals(1, guard(lock, upgrade(), helm(), failed()).staying().size());
        }
        assertEquals("run-of-ben@bastion/8", lease().holder());
        assertEquals("4711", lease().notes().get("runbook.dev/writer"));
        assertEquals(List.of(), said);
    }

    @Test
    void once_the_program_has_ended_the_run_gives_its_lock_back_as_ever() throws Exception {
        leave();
        gone.addAll(Set.of("2@boot", "4711@boot"));
        try (ClusterLock lock = lock(new LeaseHolder("ben", "bastion", 8, "8@boot", "run-of-ben", "/srv"))) {
            lock.take(CODER);
            assertEquals(List.of(), guard(lock, upgrade(), helm(), failed()).staying());
        }
        assertEquals(Set.of(), leases.all.keySet());
    }

    /** A journal from before intents said which release they change. */
    @Test
    void an_older_journal_tells_by_the_command_which_release_its_program_writes() throws Exception {
        Activity older = new Activity.Performing(
                "helm.upgrade",
                Effect.ONCE,
                new Intent.Command(List.of("helm", "upgrade", "coder", "coder/coder", "--namespace=coder")));
        try (ClusterLock lock = lock(BEN)) {
            lock.take(CODER);
            assertEquals(
                    1,
                    guard(lock, new Entry.TaskIntended("Upgrade", "body.1", older, StateBefore.NOTHING), helm())
                            .staying()
                            .size());
        }
        assertEquals("4711", lease().notes().get("runbook.dev/writer"));
        gone.add("2@boot");
        assertTrue(refusal(carl("laptop")).startsWith("somebody's helm still writes release coder"));
    }

    @Test
    void the_number_of_a_program_on_another_machine_says_nothing_here() throws Exception {
        try (ClusterLock lock = lock(BEN)) {
            lock.take(CODER);
            assertEquals(
                    List.of(), guard(lock, resumed("laptop"), upgrade(), helm()).staying());
        }
        assertEquals(Set.of(), leases.all.keySet());
    }

    /** Nobody has renewed it: it is as the run wrote it when its helm began, long before the next renewal. */
    @Test
    void a_run_that_was_killed_has_said_which_program_writes_and_it_is_not_taken_over_beside_that() throws Exception {
        ClusterLock killed = lock(BEN);
        killed.take(CODER);
        LeaseGuard guard = guard(killed);
        guard.before(Optional.of(CODER));
        guard.started(CODER, 4711, TEN);
        clock.pass(Duration.ZERO, 1);
        while (!lease().notes().containsKey("runbook.dev/writer")) {
            clock.pass(Duration.ZERO, 1);
        }
        assertEquals("4711", lease().notes().get("runbook.dev/writer"));
        assertFalse(lease().notes().containsKey("runbook.dev/ended"));
        gone.add("2@boot");
        assertTrue(refusal(carl("bastion")).startsWith("somebody's helm still writes release coder"));
        gone.add("4711@boot");
        try (ClusterLock second = lock(carl("bastion"))) {
            second.take(CODER);
            assertEquals("run-of-carl@bastion/9", lease().holder());
        }
        killed.close();
    }
}
