package dev.runbook.run.engine;

import dev.runbook.port.Processes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Programs that end as a test says, by their whole command line; one that no test speaks of ends well at once. */
public final class ScriptedPrograms implements Processes {
    public final List<String> ran = new ArrayList<>();
    final List<Map<String, String>> environments = new ArrayList<>();
    /** Programs of an earlier process, and until when each still runs. */
    final Map<Long, Duration> alive = new HashMap<>();
    /** What an earlier process has left. */
    final List<Running> left = new ArrayList<>();

    private final FakeTime time;
    private final Map<String, List<Act>> acts = new HashMap<>();

    /** What one run of a program does. */
    interface Act {
        Result play(Output output) throws InterruptedException;
    }

    ScriptedPrograms(FakeTime time) {
        this.time = time;
    }

    /** The next run of the command, of which a star at its end leaves the rest open; the last act is played again for every further run. */
    void on(String command, Act act) {
        acts.computeIfAbsent(command, c -> new ArrayList<>()).add(act);
    }

    void fails(String command, String err) {
        on(command, output -> {
            err.lines().forEach(line -> output.line(Stream.ERR, line));
            return exited(1, "", err);
        });
    }

    /** The next run of the command fails, and each further one ends well. */
    public void failsOnce(String command) {
        fails(command, "not yet");
        on(command, _ -> exited(0, "", ""));
    }

    void prints(String command, String out) {
        on(command, output -> {
            out.lines().forEach(line -> output.line(Stream.OUT, line));
            return exited(0, out, "");
        });
    }

    void takes(String command, Duration duration) {
        on(command, output -> {
            time.sleep(duration);
            return exited(0, "", "");
        });
    }

    static Result exited(int code, String out, String err) {
        return new Result(End.EXITED, code, out, err, Duration.ZERO);
    }

    @Override
    public Result run(Request request, Output output) throws InterruptedException {
        String command = String.join(" ", request.arguments());
        ran.add(command);
        environments.add(request.environment());
        List<Act> script = acts.getOrDefault(
                command,
                acts.entrySet().stream()
                        .filter(act -> act.getKey().endsWith("*"))
                        .filter(act -> command.startsWith(
                                act.getKey().substring(0, act.getKey().length() - 1)))
                        .findFirst()
                        .map(Map.Entry::getValue)
                        .orElse(List.of()));
        if (script.isEmpty()) {
            // There is no release unless a test says so.
            return command.startsWith("helm history ") ? exited(1, "", "Error: release: not found") : exited(0, "", "");
        }
        return (script.size() > 1 ? script.removeFirst() : script.getFirst()).play(output);
    }

    @Override
    public boolean runs(long pid, Instant started) {
        return alive.getOrDefault(pid, Duration.ZERO).compareTo(time.elapsed()) > 0;
    }

    @Override
    public List<Running> adopt(long pid) {
        return left;
    }

    @Override
    public Optional<String> find(String program) {
        return Optional.of("/usr/bin/" + program);
    }
}
