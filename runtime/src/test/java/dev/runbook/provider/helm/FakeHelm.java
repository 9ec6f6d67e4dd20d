package dev.runbook.provider.helm;

import dev.runbook.port.Processes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Processes that answer for helm from a table, by the beginning of its arguments; it keeps what it was asked. */
public final class FakeHelm implements Processes {
    private final Map<String, Result> answers = new LinkedHashMap<>();
    private final Map<String, String> others = new LinkedHashMap<>();
    public final List<Request> asked = new ArrayList<>();
    private boolean installed = true;

    public FakeHelm(String version) {
        prints("version", version);
    }

    public static FakeHelm missing() {
        FakeHelm none = new FakeHelm("");
        none.installed = false;
        return none;
    }

    public FakeHelm prints(String arguments, String out) {
        answers.put(arguments, new Result(End.EXITED, 0, out, "", Duration.ofMillis(5)));
        return this;
    }

    /** Answers with one text and then with the other, again and again. */
    FakeHelm alternates(String arguments, String first, String second) {
        prints(arguments, first);
        others.put(arguments, second);
        return this;
    }

    public FakeHelm fails(String arguments, String err) {
        answers.put(arguments, new Result(End.EXITED, 1, "", err, Duration.ofMillis(5)));
        return this;
    }

    public FakeHelm hangs(String arguments) {
        answers.put(arguments, new Result(End.TIMED_OUT, -1, "", "", Duration.ofSeconds(10)));
        return this;
    }

    public Helm helm() {
        return new Helm(this, new Helm.Settings("helm", Optional.empty(), Optional.empty(), Map.of()));
    }

    /** The commands but for the question for the version, each on one line. */
    public List<String> commands() {
        return asked.stream()
                .map(r -> String.join(" ", r.arguments()))
                .filter(c -> !c.startsWith("helm version"))
                .toList();
    }

    @Override
    public Result run(Request request, Output output) {
        asked.add(request);
        String arguments = String.join(
                " ", request.arguments().subList(1, request.arguments().size()));
        Result result = answers.entrySet().stream()
                .filter(a -> arguments.startsWith(a.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElseGet(() -> new Result(End.EXITED, 0, "", "", Duration.ofMillis(5)));
        others.entrySet().stream()
                .filter(other -> arguments.startsWith(other.getKey()))
                .findFirst()
                .ifPresent(other -> alternates(other.getKey(), other.getValue(), result.out()));
        result.out().lines().forEach(l -> output.line(Stream.OUT, l));
        result.err().lines().forEach(l -> output.line(Stream.ERR, l));
        return result;
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
        return installed ? Optional.of("/usr/bin/" + program) : Optional.empty();
    }
}
