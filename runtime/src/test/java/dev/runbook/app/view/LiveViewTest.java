package dev.runbook.app.view;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.runbook.language.signature.Effect;
import dev.runbook.language.value.ResourceId;
import dev.runbook.port.Observer.Pending;
import dev.runbook.port.Processes.Stream;
import dev.runbook.provider.Intent;
import dev.runbook.provider.StateBefore;
import dev.runbook.run.journal.Activity;
import dev.runbook.run.journal.Entry;
import dev.runbook.run.journal.Recorded;
import java.io.IOException;
import java.io.StringWriter;
import java.io.Writer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Reads the live view as a terminal would, at every moment. */
class LiveViewTest {
    private static final ViewSettings SETTING =
            new ViewSettings("journal.jsonl", "runbook report x", "runbook resume x", "", List.of());
    private static final Pending SERVICE =
            pending("Service", "ingress-nginx", "finalizer service.kubernetes.io/load-balancer-cleanup");
    private static final Pending POD = pending("Pod", "cemanager-0", "");

    private final StringWriter written = new StringWriter();
    private final Playback clock = new Playback();
    private int columns = 60;
    private final RunView view =
            new RunView(written, new RunView.Screen(true, new Style(true, true), () -> columns), SETTING, clock);

    @Test
    void while_it_waits_each_resource_has_a_line_and_a_reason_that_does_not_fit_stands_below() {
        wait(1, SERVICE, POD);
        assertEquals("""
                1s of 15m, waiting for:
                  service/ingress-nginx  Terminating 1s
                    finalizer service.kubernetes.io/load-balancer-cleanup
                  pod/cemanager-0        Terminating 1s
                """, seen());
    }

    @Test
    void a_reason_among_many_has_one_line_and_is_cut_to_the_width() {
        columns = 50;
        wait(1, SERVICE, POD, POD, POD);
        assertEquals("""
                1s of 15m, waiting for:
                  service/ingress-nginx  Terminating 1s
                    finalizer service.kubernetes.io/load-balance…
                  pod/cemanager-0        Terminating 1s
                  pod/cemanager-0        Terminating 1s
                  pod/cemanager-0        Terminating 1s
                """, seen());
    }

    @Test
    void what_is_gone_leaves_no_trace() {
        wait(1, SERVICE, POD);
        wait(2, SERVICE);
        assertEquals("""
                2s of 15m, waiting for:
                  service/ingress-nginx  Terminating 2s
                    finalizer service.kubernetes.io/load-balancer-cleanup
                """, seen());
        view.append(new Entry.Noted("", "", "on we go"));
        assertEquals("note: on we go\n", seen());
    }

    @Test
    void a_journal_that_does_not_stay_is_not_named() {
        StringWriter shown = new StringWriter();
        ViewSettings thrownAway = new ViewSettings("", "", "runbook resume x", "", List.of());
        new RunView(shown, RunView.Screen.plain(Style.PLAIN), thrownAway, clock)
                .append(new Entry.Ended(Entry.RunEnd.DONE, "", Optional.empty(), "", Duration.ZERO));
        assertEquals(
                "A run without a beginning: done in 0.0s",
                shown.toString().strip().replaceFirst("^\\W+", ""));
    }

    @Test
    void a_pause_that_is_over_leaves_nothing_to_say() {
        view.append(new Entry.TaskIntended("s", "body.1", new Activity.Pausing("2s"), StateBefore.NOTHING));
        view.append(new Entry.TaskEnded(
                "s", "body.1", Optional.empty(), "", Optional.empty(), List.of(), Duration.ofSeconds(2)));
        assertEquals("wait 2s\n", seen());
    }

    @Test
    void a_run_that_is_carried_on_ends_with_all_the_time_since_it_began() {
        Entry.OperatorProcess operator = new Entry.OperatorProcess("ops", "host", 2, "/");
        view.recall(new Recorded(1, clock.now(), new Entry.Noted("", "", "begun")));
        clock.pass(Duration.ofMinutes(12));
        view.append(new Entry.Resumed(Map.of(), List.of(), "", "1", operator));
        view.append(new Entry.Ended(Entry.RunEnd.DONE, "", Optional.empty(), "", Duration.ofSeconds(1)));
        assertTrue(seen().contains(": done in 12m, carried on once\n"), seen());
    }

    @Test
    void output_stays_above_what_goes_on() {
        view.append(new Entry.TaskIntended(
                "s",
                "body.1",
                new Activity.Performing("run", Effect.ONCE, new Intent.Command(List.of("helm"))),
                StateBefore.NOTHING));
        clock.pass(Duration.ofSeconds(3));
        view.tick();
        view.output("s", Stream.OUT, "first");
        view.output("s", Stream.OUT, "a line that is much longer than the terminal is wide, so that it takes two rows");
        view.tick();
        assertEquals("""
                $ helm
                  first
                  a line that is much longer than the terminal is wide, so
                  that it takes two rows
                running, 3s
                """, seen());
    }

    @Test
    void after_the_terminal_became_narrower_nothing_is_left_over() {
        columns = 100;
        view.append(new Entry.Noted("", "", "before"));
        wait(1, SERVICE);
        VirtualScreen terminal = new VirtualScreen(100);
        terminal.write(written.toString());
        terminal.resize(30);
        columns = 30;
        written.getBuffer().setLength(0);
        wait(2, POD);
        terminal.write(written.toString());
        assertEquals("""
                note: before
                2s of 15m, waiting for:
                  pod/cemanager-0  Terminati…
                """, terminal.text());
    }

    @Test
    void nothing_is_written_when_nothing_has_changed() {
        wait(1, SERVICE);
        int length = written.toString().length();
        wait(1, SERVICE);
        assertEquals(length, written.toString().length());
    }

    @Test
    void of_very_many_resources_the_first_ten_are_shown() {
        List<Pending> many = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            many.add(pending("Pod", "web-" + i, ""));
        }
        wait(1, many.toArray(Pending[]::new));
        assertTrue(seen().endsWith("  … and 290 more\n"), seen());
        assertEquals(12, seen().lines().count());
    }

    @Test
    void each_change_is_one_write_so_that_nothing_flickers() {
        List<String> writes = new ArrayList<>();
        Writer counting = new StringWriter() {
            @Override
            public void write(String text) {
                writes.add(text);
            }
        };
        RunView counted = new RunView(counting, new RunView.Screen(true, Style.PLAIN, () -> 80), SETTING, clock);
        counted.waiting("s", "c", List.of(SERVICE), Duration.ZERO, Duration.ofMinutes(1), Optional.empty());
        counted.waiting("s", "c", List.of(POD), Duration.ZERO, Duration.ofMinutes(1), Optional.empty());
        counted.append(new Entry.Noted("", "", "done"));
        assertEquals(3, writes.size());
    }

    @Test
    void a_reader_that_has_gone_does_not_stop_the_run() {
        Writer broken = new Writer() {
            @Override
            public void write(char[] buffer, int from, int length) throws IOException {
                throw new IOException("Broken pipe");
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        RunView unseen = new RunView(broken, RunView.Screen.plain(Style.PLAIN), SETTING, clock);
        unseen.append(new Entry.Noted("", "", "nobody reads this"));
        assertFalse(Thread.interrupted());
    }

    private void wait(int seconds, Pending... pending) {
        List<Pending> aged = new ArrayList<>();
        for (Pending p : pending) {
            aged.add(new Pending(p.resource(), "Terminating " + seconds + "s", p.detail()));
        }
        view.waiting("s", "old.gone?", aged, Duration.ofSeconds(seconds), Duration.ofMinutes(15), Optional.empty());
    }

    private String seen() {
        VirtualScreen terminal = new VirtualScreen(columns);
        terminal.write(written.toString());
        return terminal.text();
    }

    private static Pending pending(String kind, String name, String detail) {
        return new Pending(new ResourceId("v1", kind, "coder", name, "uid"), "", detail);
    }
}
