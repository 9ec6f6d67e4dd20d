package dev.runbook.provider.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.runbook.port.Processes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RehearsedProgramsTest {
    private final List<Processes.Request> started = new ArrayList<>();
    private final List<String> said = new ArrayList<>();
    private final RehearsedPrograms programs =
            new RehearsedPrograms(new Starting(), List.of(new ScriptedProgram("acme-dns set", 3, "", "no such zone")));

    @Test
    void nothing_is_started() throws Exception {
        assertTrue(run("kubectl", "delete", "namespace", "coder").ok());
        assertEquals(List.of(), started);
        assertEquals(List.of("(not started in a rehearsal; taken as done)"), said);
    }

    @Test
    void a_program_ends_as_the_scenario_says() throws Exception {
        Processes.Result result = run("acme-dns", "set", "coder.acme.example");
        assertEquals(3, result.exitCode());
        assertEquals("no such zone", result.err());
        assertEquals("no such zone", said.getLast());
        assertEquals(List.of(), started);
    }

    private Processes.Result run(String... arguments) throws InterruptedException {
        return programs.run(Processes.Request.of(List.of(arguments)), (stream, line) -> said.add(line));
    }

    private final class Starting implements Processes {
        @Override
        public Result run(Request request, Output output) {
            started.add(request);
            return new Result(End.EXITED, 0, "", "", Duration.ZERO);
        }

        @Override
        public boolean runs(long pid, Instant started) {
            return false;
        }

        @Override
        public List<Running> adopt(long pid) {
            return List.of();
        }

        @Override
        public Optional<String> find(String program) {
            return Optional.of(program);
        }
    }
}
