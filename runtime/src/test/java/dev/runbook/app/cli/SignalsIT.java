package dev.runbook.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.runbook.DefaultSignals;
import dev.runbook.KillCommand;
import dev.runbook.Prerequisite;
import dev.runbook.machine.folder.RunFolders;
import dev.runbook.machine.time.SystemClock;
import dev.runbook.port.StopRequests.StopRequest;
import dev.runbook.run.journal.Activity;
import dev.runbook.run.journal.Entry;
import dev.runbook.run.journal.JournalText;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the signals of the system do to a run, in a process of its own, and to the program that it has started. */
class SignalsIT {
    private static final Duration LONG = Duration.ofMinutes(3);

    /** As helm does, it hears of each signal, needs a while to clean up, and then ends with an error. */
    private static final String WORKER = """
            trap 'echo INT >> signals' INT
            trap 'echo TERM >> signals' TERM
            trap 'echo HUP >> signals' HUP
            echo $$ > worker.new
            mv worker.new worker
            while [ ! -s signals ]; do sleep 0.1; done
            while [ -e slow ]; do sleep 0.1; done
            sleep 0.3
            echo clean >> signals
            exit 1
            """;

    @TempDir
    private Path folder = Path.of("");

    private final List<Process> started = new ArrayList<>();

    @BeforeEach
    void runbooks() throws IOException {
        Files.writeString(folder.resolve("worker.sh"), WORKER);
        Files.writeString(folder.resolve("work.rb"), """
                runbook "Work"

                step "Work" do
                  run "sh", "worker.sh"
                ensure
                  run "touch", "ensured"
                end

                step "Go on" do
                  run "touch", "gone-on"
                end
                """);
        Files.writeString(folder.resolve("wait.rb"), """
                runbook "Wait"

                step "Wait" do
                  run "touch", "worker"
                  wait up_to: 4.seconds until file.exists?("go")
                end
                """);
        Files.writeString(folder.resolve("ask.rb"), """
                runbook "Ask"

                step "Ask" do
                  run "touch", "worker"
                  confirm "Go on?"
                end
                """);
    }

    @AfterEach
    void endAll() {
        started.forEach(process -> {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"INT", "TERM", "HUP"})
    void the_first_signal_lets_the_program_clean_up_and_the_ensure_clause_has_its_turn(String name) throws Exception {
        Process run = working("work.rb");
        signal(name, run.pid());
        ended(run, 130);
        assertEquals(List.of("INT", "clean"), Files.readAllLines(folder.resolve("signals")));
        assertTrue(Files.exists(folder.resolve("ensured")));
        assertFalse(Files.exists(folder.resolve("gone-on")));
        assertEquals(Optional.of(Entry.RunEnd.INTERRUPTED), end());
        assertTrue(facts().stream().anyMatch(fact -> fact.equals(new Entry.Interrupted(StopRequest.CLEANLY))));
    }

    @Test
    void the_second_signal_ends_the_program_at_once() throws Exception {
        Files.createFile(folder.resolve("slow"));
        Process run = working("work.rb");
        long worker = Long.parseLong(Files.readString(folder.resolve("worker")).strip());
        signal("TERM", run.pid());
        eventually("the program has heard of the first", () -> text("signals").equals("INT\n"));
        assertTrue(ProcessHandle.of(worker).isPresent(), "a first signal must not kill it");
        signal("TERM", run.pid());
        ended(run, 130);
        assertEquals(List.of("INT"), Files.readAllLines(folder.resolve("signals")));
        eventually("the program is gone", () -> ProcessHandle.of(worker).isEmpty());
        assertEquals(Optional.of(Entry.RunEnd.INTERRUPTED), end());
    }

    @Test
    void a_terminal_that_is_closed_or_a_lost_connection_is_a_first_signal() throws Exception {
        Process terminal = terminal("work.rb");
        // The end of whoever holds the other side of the terminal, as when sshd ends: the kernel hangs up.
        terminal.destroyForcibly().waitFor();
        eventually("the run has ended", () -> end().isPresent());
        assertEquals(Optional.of(Entry.RunEnd.INTERRUPTED), end());
        assertEquals(List.of("INT", "clean"), Files.readAllLines(folder.resolve("signals")));
        assertTrue(Files.exists(folder.resolve("ensured")));
        eventually("nothing is left", () -> leftovers().isEmpty());
    }

    @Test
    void a_terminal_that_is_closed_at_a_question_leaves_it_without_an_answer() throws Exception {
        Process terminal = terminal("ask.rb");
        eventually("the question is asked", () -> facts().stream().anyMatch(Entry.Asked.class::isInstance));
        terminal.destroyForcibly().waitFor();
        eventually("the run has ended", () -> end().isPresent());
        assertEquals(Optional.of(Entry.RunEnd.INTERRUPTED), end());
        assertFalse(facts().stream().anyMatch(Entry.Answered.class::isInstance));
    }

    @Test
    void time_in_which_the_process_was_stopped_does_not_count_as_waiting() throws Exception {
        Process run = working("wait.rb");
        eventually(
                "it waits",
                () -> facts().stream()
                        .anyMatch(fact -> fact instanceof Entry.TaskIntended task
                                && task.activity() instanceof Activity.WaitingUntil));
        signal("STOP", run.pid());
        // Longer than the wait has.
        assertFalse(run.waitFor(10, TimeUnit.SECONDS));
        signal("CONT", run.pid());
        Files.createFile(folder.resolve("go"));
        ended(run, 0);
    }

    private Process working(String runbook) throws Exception {
        Process run = start(new ProcessBuilder(command(runbook)));
        awaitWorker(run);
        return run;
    }

    /** The run in a terminal of its own. */
    private Process terminal(String runbook) throws Exception {
        Prerequisite.TERMINAL.orSkip();
        String line = command(runbook).stream().map(a -> "'" + a + "'").collect(Collectors.joining(" "));
        Process terminal = start(new ProcessBuilder("script", "-qfec", "exec " + line, "/dev/null"));
        awaitWorker(terminal);
        return terminal;
    }

    private void awaitWorker(Process process) throws InterruptedException {
        eventually("the program runs", () -> Files.exists(folder.resolve("worker")) || !process.isAlive());
        assertTrue(process.isAlive(), this::said);
    }

    private List<String> command(String runbook) {
        List<String> command = new ArrayList<>(DefaultSignals.before());
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                "dev.runbook.app.cli.Main",
                "exec",
                runbook));
        return command;
    }

    private Process start(ProcessBuilder builder) throws IOException {
        Process process = builder.directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectInput(new File("/dev/null"))
                .redirectOutput(folder.resolve("said").toFile())
                .start();
        started.add(process);
        return process;
    }

    private void ended(Process run, int code) throws InterruptedException {
        assertTrue(run.waitFor(LONG.toSeconds(), TimeUnit.SECONDS), this::said);
        assertEquals(code, run.exitValue(), this::said);
        assertEquals(List.of(), leftovers());
    }

    private List<String> leftovers() {
        return ProcessHandle.allProcesses()
                .filter(process -> process.info().commandLine().orElse("").contains("worker.sh"))
                .map(process -> process.info().commandLine().orElse(""))
                .toList();
    }

    private String said() {
        return text("said");
    }

    private String text(String file) {
        try {
            return Files.readString(folder.resolve(file));
        } catch (IOException e) {
            return e.toString();
        }
    }

    private List<Entry> facts() {
        RunFolders folders = new RunFolders(
                folder.resolve(".runbook/runs"), folder, new SystemClock(), RandomGenerator.getDefault());
        List<String> names = folders.names();
        if (names.isEmpty()) {
            return List.of();
        }
        JournalText text = folders.read(names.getLast());
        return text.records().stream().map(recorded -> recorded.entry()).toList();
    }

    private Optional<Entry.RunEnd> end() {
        return facts().stream()
                .filter(Entry.Ended.class::isInstance)
                .map(fact -> ((Entry.Ended) fact).end())
                .findFirst();
    }

    private static void signal(String name, long pid) throws IOException, InterruptedException {
        KillCommand.send(name, pid);
    }

    private static void eventually(String what, BooleanSupplier condition) throws InterruptedException {
        SystemClock clock = new SystemClock();
        Duration end = clock.elapsed().plus(LONG);
        while (!condition.getAsBoolean()) {
            assertTrue(clock.elapsed().compareTo(end) < 0, "not within " + LONG + ": " + what);
            clock.sleep(Duration.ofMillis(20));
        }
    }
}
