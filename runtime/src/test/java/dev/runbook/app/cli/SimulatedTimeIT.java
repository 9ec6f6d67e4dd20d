package dev.runbook.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.runbook.Prerequisite;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** In a rehearsal minutes pass in seconds, and what is later than a time limit comes too late. */
class SimulatedTimeIT {
    private static final Pattern AT = Pattern.compile("\"time\":\"([^\"]+)\"");

    private static final String RUNBOOK = """
            runbook "Slow"
            param :limit, "Of helm.", default: 20.minutes
            in_namespace "coder"
            step "Uninstall" do
              helm.uninstall "coder"
            end
            step "Wait" do
              wait up_to: 20.minutes until service("ingress-nginx").gone?
            end
            step "Install" do
              helm.repo_add "coder", "https://charts.example.com"
              helm.upgrade "coder", "coder/coder", version: "1.16.0", install: true, wait: true, timeout: limit
            end
            """;

    private static final String SCENARIOS = """
            scenarios:
              - name: slow
                about: x
                charts: [1.15.0, 1.16.0]
                installed: {version: 1.15.0}
                helm_timeout: 8s
            """;

    @TempDir
    private Path folder = Path.of("");

    private Path runbook = Path.of("");

    @BeforeEach
    void write() throws IOException {
        Prerequisite.BUNDLED_HELM.orSkip();
        runbook = Files.writeString(folder.resolve("slow.rb"), RUNBOOK);
        Files.writeString(folder.resolve("slow.rehearsals.yaml"), SCENARIOS);
    }

    @Test
    void a_load_balancer_of_12_minutes_is_waited_for_in_the_time_of_the_run() throws IOException {
        CommandResult played = rehearse("limit=20m");
        assertEquals(0, played.code(), () -> played.out() + played.err());
        assertTrue(played.out().contains("  it is true after 12m"), played::out);
        // The wait, and then helm, which waits for the address as long.
        assertTrue(played.out().matches("(?s).*✓ Rehearsal of Slow: done in 2[4-9]m.*"), played::out);
        assertTrue(played.out().contains("--timeout=20m"), played::out);
        assertTrue(played.out().contains("\n  played in "), played::out);
        hasSteadyJournal(Duration.ofMinutes(24));
    }

    @Test
    void helm_gives_up_before_an_address_that_comes_later_than_its_time_limit() throws IOException {
        CommandResult played = rehearse("limit=10m");
        assertEquals(1, played.code(), () -> played.out() + played.err());
        assertTrue(played.out().contains("✗ helm upgrade failed after 10m"), played::out);
        hasSteadyJournal(Duration.ofMinutes(22));
    }

    private CommandResult rehearse(String limit) {
        return CommandResult.run(
                "rehearse", "--slow-load-balancer=12m", "--runs=" + folder.resolve("runs"), runbook.toString(), limit);
    }

    /** No fact is older than the one before it, and all together they last as long as is shown. */
    private void hasSteadyJournal(Duration least) throws IOException {
        List<Instant> times;
        try (var journals = Files.find(folder.resolve("runs"), 2, (path, _) -> path.endsWith("journal.jsonl"))) {
            times = Files.readAllLines(journals.findFirst().orElseThrow()).stream()
                    .map(AT::matcher)
                    .filter(Matcher::find)
                    .map(found -> Instant.parse(found.group(1)))
                    .toList();
        }
        assertEquals(times.stream().sorted().toList(), times);
        Duration whole = Duration.between(times.getFirst(), times.getLast());
        assertTrue(whole.compareTo(least) >= 0 && whole.compareTo(least.plusMinutes(5)) < 0, whole::toString);
    }
}
