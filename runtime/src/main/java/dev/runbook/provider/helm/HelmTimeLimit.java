package dev.runbook.provider.helm;

import dev.runbook.language.failure.Failed;
import dev.runbook.port.Processes;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * How long a helm that writes a release can take: its {@code --timeout} counts for the wait and for each hook, with
 * {@code --atomic} once more for the way back, and a minute for the rest. The hooks are counted only when it takes longer
 * than it could without.
 */
final class HelmTimeLimit implements Processes.Output {
    private static final Duration USUAL = Duration.ofMinutes(5);
    private static final Duration REST = Duration.ofSeconds(60);
    private static final Pattern HOOK = Pattern.compile("(?m)^\\s*[\"']?helm\\.sh/hook[\"']?:\\s*(.*)$");
    private static final Pattern PART = Pattern.compile("(\\d+)(h|ms|m|s)");
    private static final Set<String> TWICE = Set.of("--atomic", "--rollback-on-failure");
    private static final Map<String, Long> MILLIS = Map.of("h", 3_600_000L, "m", 60_000L, "s", 1_000L, "ms", 1L);

    /** One before and one after, where helm itself cannot tell. */
    private static final int HOOKS_UNTOLD = 2;

    private final Helm helm;
    private final List<String> command;
    private final Processes.Output next;
    private boolean counted;

    HelmTimeLimit(Helm helm, List<String> command, Processes.Output next) {
        this.helm = helm;
        this.command = List.copyOf(command);
        this.next = next;
    }

    /** How long it can take when its chart has so many hooks. */
    Duration of(int hooks) {
        int times = command.stream().anyMatch(TWICE::contains) ? 2 : 1;
        return timeout().multipliedBy((hooks + 1L) * times).plus(REST);
    }

    private Duration timeout() {
        Optional<String> given = option("--timeout=");
        if (given.isEmpty()) {
            return USUAL;
        }
        long millis = 0;
        Matcher part = PART.matcher(given.get());
        while (part.find()) {
            millis += Long.parseLong(part.group(1)) * MILLIS.getOrDefault(part.group(2), 0L);
        }
        return Duration.ofMillis(millis);
    }

    private Optional<String> option(String begins) {
        return command.stream()
                .filter(argument -> argument.startsWith(begins))
                .map(argument -> argument.substring(begins.length()))
                .findFirst();
    }

    @Override
    public Optional<Duration> longer(Processes.Awaited program) throws InterruptedException {
        if (!counted) {
            counted = true;
            int hooks = hooks();
            if (hooks > 0) {
                return Optional.of(of(hooks).minus(of(0)));
            }
        }
        return next.longer(program);
    }

    private int hooks() {
        try {
            String written = helm.read(List.of("get", "hooks", command.get(2)), option("--namespace="));
            return (int) HOOK.matcher(written)
                    .results()
                    .filter(hook ->
                            Stream.of(hook.group(1).split("[,\\s\"']+", -1)).anyMatch(events()::contains))
                    .count();
        } catch (Failed untold) {
            return HOOKS_UNTOLD;
        } catch (InterruptedException e) {
            // That is for the wait for helm, which comes next, and not the end of it.
            Thread.currentThread().interrupt();
            return HOOKS_UNTOLD;
        }
    }

    private Set<String> events() {
        return switch (command.get(1)) {
            case "upgrade", "install" -> Set.of("pre-install", "post-install", "pre-upgrade", "post-upgrade");
            case "rollback" -> Set.of("pre-rollback", "post-rollback");
            default -> Set.of("pre-delete", "post-delete");
        };
    }

    @Override
    public void begun(Processes.Stream stream, String part) {
        next.begun(stream, part);
    }

    @Override
    public void line(Processes.Stream stream, String line) {
        next.line(stream, line);
    }

    @Override
    public void started(long pid, Instant at) {
        next.started(pid, at);
    }

    @Override
    public void awaited(Processes.Awaited program) {
        next.awaited(program);
    }
}
