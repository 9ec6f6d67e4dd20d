package dev.runbook.rehearsal.time;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class SimulatedTimeTest {
    private static final Duration HOUR = Duration.ofHours(1);

    private final SimulatedTime time = new SimulatedTime(Instant.parse("2026-01-01T00:00:00Z"));

    @Test
    void the_one_who_leads_waits_for_hours_in_a_moment_and_all_others_wake_in_their_order() throws Exception {
        List<String> woken = new CopyOnWriteArrayList<>();
        Thread last = time.after(HOUR.multipliedBy(3), () -> woken.add("three"));
        Thread first = time.after(HOUR, () -> woken.add("one"));
        Thread second = time.after(HOUR.multipliedBy(2), () -> woken.add("two"));
        time.lead();
        time.sleep(HOUR.multipliedBy(4));
        for (Thread thread : List.of(first, second, last)) {
            thread.join();
        }
        assertEquals(List.of("one", "two", "three"), woken);
        assertTrue(time.instant().isAfter(Instant.parse("2026-01-01T03:59:59Z")), time.instant()::toString);
        assertTrue(time.instant().isBefore(Instant.parse("2026-01-01T04:10:00Z")), time.instant()::toString);
    }

    @Test
    void no_time_passes_at_once_while_a_program_runs() throws Exception {
        time.lead();
        Thread end;
        Duration before = time.elapsed();
        SimulatedTime.RealWork program = time.program();
        Semaphore news = new Semaphore(0);
        end = Thread.ofVirtual().start(() -> {
            program.close();
            news.release();
        });
        assertTrue(time.await(news, () -> Long.MAX_VALUE, HOUR));
        end.join();
        assertTrue(time.elapsed().minus(before).compareTo(HOUR) < 0);
    }

    @Test
    void no_time_passes_at_once_before_those_who_watch_have_heard_of_what_has_happened() throws Exception {
        AtomicLong version = new AtomicLong(7);
        AtomicLong heard = new AtomicLong(6);
        Semaphore news = new Semaphore(0);
        time.of(new ClusterActivity() {
            @Override
            public long version() {
                return version.get();
            }

            @Override
            public boolean isSettled() {
                return true;
            }

            @Override
            public boolean isTroubled() {
                return false;
            }
        });
        time.lead();
        Thread watch = Thread.ofVirtual().start(() -> {
            heard.set(7);
            news.release();
        });
        assertTrue(time.await(news, heard::get, HOUR));
        watch.join();
        assertFalse(time.await(news, heard::get, HOUR));
    }

    @Test
    void who_does_not_lead_waits_as_long_as_the_leader_lets_it() throws Exception {
        Semaphore began = new Semaphore(0);
        Semaphore woken = new Semaphore(0);
        Thread other = Thread.ofVirtual().start(() -> {
            try {
                began.release();
                time.sleep(HOUR);
                woken.release();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        began.acquire();
        while (time.next().isEmpty()) {
            Thread.onSpinWait();
        }
        time.lead();
        assertFalse(time.await(new Semaphore(0), () -> Long.MAX_VALUE, HOUR.multipliedBy(2)));
        other.join();
        assertTrue(woken.tryAcquire());
    }
}
