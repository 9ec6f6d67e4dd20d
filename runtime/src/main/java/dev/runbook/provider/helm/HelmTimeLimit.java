package dev.runbook.provider.helm;

import dev.runbook.language.failure.Failed;
import dev.runbook.port.Processes;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Gives a helm that writes a release the time of its hooks: they are counted only when it takes longer than it could without. */
final class HelmTimeLimit extends Processes.ForwardingOutput {
    private static final Pattern HOOK = Pattern.compile("(?m)^\\s*[\"']?helm\\.sh/hook[\"']?:\\s*(.*)$");

    /** One before and one after, where helm itself cannot tell. */
    private static final int HOOKS_UNTOLD = 2;

    private final Helm helm;
    private final ReleaseOperation operation;
    private boolean counted;

    HelmTimeLimit(Helm helm, ReleaseOperation operation, Processes.Output next) {
        super(next);
        this.helm = helm;
        this.operation = operation;
    }

    @Override
    public Optional<Duration> longer(Processes.Awaited program) throws InterruptedException {
        if (!counted) {
            counted = true;
            int hooks = hooks();
            if (hooks > 0) {
                return Optional.of(operation.longest(hooks).minus(operation.longest(0)));
            }
        }
        return super.longer(program);
    }

    private int hooks() {
        try {
            String written = helm.read(List.of("get", "hooks", operation.release()), operation.namespace());
            return (int) HOOK.matcher(written)
                    .results()
                    .filter(hook -> Stream.of(hook.group(1).split("[,\\s\"']+", -1))
                            .anyMatch(operation.verb().hooks()::contains))
                    .count();
        } catch (Failed untold) {
            return HOOKS_UNTOLD;
        } catch (InterruptedException e) {
            // That is for the wait for helm, which comes next, and not the end of it.
            Thread.currentThread().interrupt();
            return HOOKS_UNTOLD;
        }
    }
}
