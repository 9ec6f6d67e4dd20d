package dev.runbook.provider.process;

import dev.runbook.port.Processes;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The programs of a rehearsal. They could reach the world outside, so none is started: each ends as the scenario says, or
 * else well.
 *
 * @param programs those of the machine, of which some may be running
 */
record RehearsedPrograms(Processes programs, List<ScriptedProgram> scripted) implements Processes {
    @Override
    public Result run(Request request, Output output) {
        String command = String.join(" ", request.arguments());
        Optional<ScriptedProgram> known = scripted.stream()
                .filter(program -> command.startsWith(program.command()))
                .findFirst();
        if (known.isEmpty()) {
            output.line(Stream.OUT, "(not started in a rehearsal; taken as done)");
            return new Result(End.EXITED, 0, "", "", Duration.ZERO);
        }
        ScriptedProgram program = known.get();
        output.line(Stream.OUT, "(not started in a rehearsal; its scenario says how it ends)");
        program.out().lines().forEach(line -> output.line(Stream.OUT, line));
        program.err().lines().forEach(line -> output.line(Stream.ERR, line));
        return new Result(End.EXITED, program.exit(), program.out(), program.err(), Duration.ZERO);
    }

    @Override
    public boolean runs(long pid, Instant started) {
        return programs.runs(pid, started);
    }

    @Override
    public List<Running> adopt(long pid) {
        return programs.adopt(pid);
    }

    @Override
    public List<Background> background() {
        return programs.background();
    }

    @Override
    public Optional<String> find(String program) {
        return Optional.of(program);
    }
}
