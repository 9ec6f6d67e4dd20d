package dev.runbook.app.rehearse;

import dev.runbook.port.Processes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The programs of a rehearsal. Helm is started, and sees the embedded cluster alone; anything else could reach the
 * world outside, so it is not started: it ends as the scenario says, or else well.
 *
 * @param helm the helm that stands behind the name {@code helm}
 * @param environment what points helm at the embedded cluster
 */
record RehearsedPrograms(
        Processes programs, String helm, Map<String, String> environment, List<Scenario.Program> scripted)
        implements Processes {
    static final String HELM = "helm";

    @Override
    public Result run(Request request, Output output) throws InterruptedException {
        if (!request.arguments().getFirst().equals(HELM)) {
            return notStarted(String.join(" ", request.arguments()), output);
        }
        List<String> arguments = new ArrayList<>(request.arguments());
        arguments.set(0, helm);
        Map<String, String> all = new HashMap<>(request.environment());
        all.putAll(environment);
        return programs.run(new Request(arguments, all, request.limit(), request.stopping(), request.bound()), output);
    }

    private Result notStarted(String command, Output output) {
        Optional<Scenario.Program> known = scripted.stream()
                .filter(program -> command.startsWith(program.command()))
                .findFirst();
        if (known.isEmpty()) {
            output.line(Stream.OUT, "(not started in a rehearsal; taken as done)");
            return new Result(End.EXITED, 0, "", "", Duration.ZERO);
        }
        Scenario.Program program = known.get();
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
        return program.equals(HELM) ? programs.find(helm) : Optional.of(program);
    }
}
