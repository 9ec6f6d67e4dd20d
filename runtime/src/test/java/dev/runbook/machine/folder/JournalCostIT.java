package dev.runbook.machine.folder;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.runbook.golden.Golden;
import dev.runbook.machine.time.SystemClock;
import dev.runbook.run.journal.Entry;
import dev.runbook.run.journal.Journal;
import dev.runbook.run.journal.JournalEnd;
import dev.runbook.run.journal.JournalText;
import dev.runbook.run.journal.JournalWriting;
import dev.runbook.run.journal.Masking;
import dev.runbook.run.journal.Recorded;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a journal costs, with the facts of a real run: time for each, and memory for a long one. */
class JournalCostIT {
    private static final int TIMES = 20;

    @TempDir
    private Path folder = Path.of("");

    private final SystemClock clock = new SystemClock();

    private final List<Entry> facts = JournalText.read(Golden.of("golden/journal/schema1")
                    .read("recovered", "journal.jsonl")
                    .lines()
                    .toList())
            .records()
            .stream()
            .map(Recorded::entry)
            .toList();

    @Test
    void a_record_costs_at_most_a_millisecond() throws IOException {
        List<Duration> each = new ArrayList<>();
        RunFolders folders = new RunFolders(folder, folder, clock, new Random(1));
        try (DiskRun run = folders.begin(new RunFolders.Beginning("x.rb", Map.of()))) {
            Journal with = Masking.of(Map.of("key", "correct-horse-battery")).before(run.journal());
            AtomicLong counted = new AtomicLong();
            Journal without = fact -> counted.incrementAndGet();
            for (int i = 0; i < TIMES; i++) {
                Duration written = took(with);
                Duration thrownAway = took(without);
                each.add(written.minus(thrownAway).dividedBy(facts.size()));
            }
        }
        each.sort(null);
        // What else the machine does counts for as little as possible: the better quarter.
        Duration quarter = each.get(TIMES / 4);
        System.out.println(
                "A record of the journal costs " + quarter.toNanos() / 1000 + " µs (the better quarter of " + TIMES
                        + " times " + facts.size() + " facts; fastest "
                        + each.getFirst().toNanos() / 1000 + ", slowest "
                        + each.getLast().toNanos() / 1000 + ")");
        assertTrue(quarter.compareTo(Duration.ofMillis(1)) <= 0, quarter.toString());
    }

    private Duration took(Journal journal) {
        Duration start = clock.elapsed();
        facts.forEach(journal::append);
        return clock.elapsed().minus(start);
    }

    @Test
    void a_journal_of_100_megabytes_is_read_without_holding_it() throws IOException {
        String run = "20261126-000000-big-0000";
        Path file = Files.createDirectories(folder.resolve(run)).resolve("journal.jsonl");
        JournalWriting lines = new JournalWriting(JournalEnd.NOTHING);
        long written = 0;
        try (var out = Files.newOutputStream(file);
                var buffered = new BufferedOutputStream(out, 1 << 20)) {
            Entry big = new Entry.Noted("Step", "body.1", "x".repeat(10_000));
            while (written < 100_000_000) {
                byte[] line = lines.next(clock.now(), big);
                buffered.write(line);
                written += line.length;
            }
        }
        RunFolders folders = new RunFolders(folder, folder, clock, new Random(1));
        AtomicLong count = new AtomicLong();
        AtomicLong most = new AtomicLong();
        System.gc();
        long before = used();
        Duration start = clock.elapsed();
        folders.read(
                run,
                fact -> {
                    if (count.incrementAndGet() % 1000 == 0) {
                        System.gc();
                        most.set(Math.max(most.get(), used() - before));
                    }
                },
                flaw -> {
                    throw new AssertionError(flaw.text());
                });
        System.out.println("A journal of " + written / 1_000_000 + " MB was read and checked in "
                + clock.elapsed().minus(start).toMillis() + " ms, holding " + most.get() / 1_000_000 + " MB");
        assertEquals(lines.sequence(), count.get());
        assertTrue(most.get() < 32_000_000, most + " bytes held");
    }

    private static long used() {
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }
}
