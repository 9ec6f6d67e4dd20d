package dev.runbook.app.rehearse;

import dev.runbook.port.Processes;
import dev.runbook.rehearsal.time.HelmPace;
import dev.runbook.rehearsal.time.SimulatedTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A helm that waits by the machine's clock, and less long than it is told to, while the cluster's time passes beside it.
 *
 * @param longest how long it waits by the machine's clock, at most
 * @param changes counts what it has done that changes its answers
 */
record PacedHelm(Processes programs, HelmPace pace, Duration longest, AtomicLong changes) implements Processes {
    private static final Set<String> WAITING = Set.of("install", "upgrade", "rollback", "uninstall", "test");
    private static final Set<String> READING =
            Set.of("get", "history", "list", "show", "status", "template", "version", "search");
    private static final Pattern TIMEOUT = Pattern.compile("--timeout=(?:(\\d+)h)?(?:(\\d+)m)?(?:(\\d+)s)?");

    /** Helm's own. */
    private static final Duration USUAL = Duration.ofMinutes(5);

    @Override
    public Result run(Request request, Output output) throws InterruptedException {
        List<String> command = request.arguments();
        if (reads(command)) {
            try (SimulatedTime.RealWork _ = pace.beside()) {
                return programs.run(request, output);
            }
        }
        Optional<HelmPace.HelmLimit> limit = limit(command);
        List<String> told = command.stream()
                .map(word -> TIMEOUT.matcher(word).matches()
                        ? "--timeout=" + limit.orElseThrow().machine().toSeconds() + "s"
                        : word)
                .toList();
        try {
            return programs.run(
                    new Request(told, request.environment(), request.limit(), request.stopping(), request.bound()),
                    new PacedOutput(output, pid -> ProcessHandle.of(pid).ifPresent(helm -> pace.started(helm, limit))));
        } finally {
            changes.incrementAndGet();
        }
    }

    private static boolean reads(List<String> command) {
        return command.size() < 2
                || READING.contains(command.get(1))
                || String.join(" ", command.subList(1, Math.min(3, command.size())))
                        .equals("repo list")
                || command.stream().anyMatch(word -> word.startsWith("--dry-run"));
    }

    /** How long a command waits; empty for one that waits for nothing in the cluster. */
    private Optional<HelmPace.HelmLimit> limit(List<String> command) {
        if (!WAITING.contains(command.get(1))) {
            return Optional.empty();
        }
        Duration meant = command.stream()
                .map(TIMEOUT::matcher)
                .filter(Matcher::matches)
                .map(PacedHelm::written)
                .reduce(USUAL, (_, later) -> later);
        return Optional.of(new HelmPace.HelmLimit(meant, meant.compareTo(longest) < 0 ? meant : longest));
    }

    private static Duration written(Matcher timeout) {
        return Duration.ofHours(number(timeout.group(1)))
                .plusMinutes(number(timeout.group(2)))
                .plusSeconds(number(timeout.group(3)));
    }

    private static long number(@Nullable String digits) {
        return digits == null ? 0 : Long.parseLong(digits);
    }

    /** Says when a program has been started. */
    private static final class PacedOutput extends ForwardingOutput {
        private final LongConsumer begun;

        PacedOutput(Output output, LongConsumer begun) {
            super(output);
            this.begun = begun;
        }

        @Override
        public void started(long pid, Instant at) {
            begun.accept(pid);
            super.started(pid, at);
        }
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
        return programs.find(program);
    }
}
