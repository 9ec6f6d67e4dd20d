package dev.runbook.provider.helm;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.runbook.port.Processes;
import dev.runbook.provider.Calls;
import dev.runbook.provider.helm.ReleaseOperation.Verb;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Helm's time limit counts for each of its operations. */
class HelmTimeLimitTest {
    private static final String HOOKS = """
            ---
            # Source: c/templates/a.yaml
            kind: Job
            metadata:
              annotations:
                "helm.sh/hook": pre-upgrade,pre-install
            ---
            kind: Job
            metadata:
              annotations:
                helm.sh/hook: post-upgrade
                helm.sh/hook-weight: "1"
            ---
            kind: Job
            metadata:
              annotations:
                'helm.sh/hook': "pre-delete"
            """;

    private Optional<String> hooks = Optional.of(HOOKS);

    private static ReleaseOperation operation(Verb verb, Duration timeout, boolean comesBack) {
        return new ReleaseOperation(verb, "coder", Optional.of("coder"), timeout, comesBack);
    }

    private HelmTimeLimit limit(Verb verb, Duration timeout) {
        Processes programs = new Processes() {
            @Override
            public Result run(Request request, Output output) {
                boolean version = request.arguments().contains("version");
                return version || hooks.isPresent()
                        ? new Result(End.EXITED, 0, version ? "v3.22.0" : hooks.get(), "", Duration.ZERO)
                        : new Result(End.TIMED_OUT, -1, "", "", Duration.ZERO);
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
        };
        Helm helm = new Helm(programs, new Helm.Settings("helm", Optional.empty(), Optional.empty(), Map.of()));
        return new HelmTimeLimit(helm, operation(verb, timeout, false), Processes.Output.NONE);
    }

    private static Optional<Duration> longer(HelmTimeLimit bound) throws InterruptedException {
        return bound.longer(new Processes.Awaited(1, Duration.ofHours(1), Duration.ofHours(1), false));
    }

    @Test
    void a_wait_and_a_minute_where_there_are_no_hooks() {
        assertEquals(
                Duration.ofMinutes(11),
                operation(Verb.UPGRADE, Duration.ofMinutes(10), false).longest(0));
        assertEquals(
                Duration.ofSeconds(60 + 3690),
                operation(Verb.ROLLBACK, Duration.ofSeconds(3690), false).longest(0));
    }

    @Test
    void what_a_call_leaves_out_is_as_helm_has_it() {
        Calls calls = new Calls("v3.22.0");
        assertEquals(
                operation(Verb.UNINSTALL, Duration.ofMinutes(5), false),
                ReleaseOperation.of(Verb.UNINSTALL, calls.call("helm.uninstall", Calls.texts("coder"))));
        assertEquals(
                operation(Verb.UPGRADE, Duration.ofMinutes(10), true),
                ReleaseOperation.of(
                        Verb.UPGRADE,
                        calls.call(
                                "helm.upgrade",
                                Calls.texts("coder", "coder/coder"),
                                "atomic",
                                true,
                                "timeout",
                                Duration.ofMinutes(10))));
    }

    @Test
    void the_way_back_counts_once_more() {
        ReleaseOperation upgrade = operation(Verb.UPGRADE, Duration.ofMinutes(10), true);
        assertEquals(Duration.ofMinutes(21), upgrade.longest(0));
        assertEquals(Duration.ofMinutes(41), upgrade.longest(1));
    }

    @Test
    void each_hook_of_the_operation_counts_once_it_takes_longer() throws Exception {
        HelmTimeLimit upgrade = limit(Verb.UPGRADE, Duration.ofMinutes(10));
        assertEquals(Optional.of(Duration.ofMinutes(20)), longer(upgrade));
        assertEquals(Optional.empty(), longer(upgrade));
        assertEquals(Optional.of(Duration.ofMinutes(5)), longer(limit(Verb.UNINSTALL, Duration.ofMinutes(5))));
        assertEquals(Optional.empty(), longer(limit(Verb.ROLLBACK, Duration.ofMinutes(5))));
    }

    @Test
    void where_helm_cannot_tell_its_hooks_there_may_be_one_before_and_one_after() throws Exception {
        hooks = Optional.empty();
        assertEquals(Optional.of(Duration.ofMinutes(10)), longer(limit(Verb.ROLLBACK, Duration.ofMinutes(5))));
    }
}
