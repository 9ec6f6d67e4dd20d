package dev.runbook.app.rehearse;

import dev.runbook.port.Processes;
import dev.runbook.provider.helm.HelmVariables;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The only program that a rehearsal starts: helm, which sees the embedded cluster alone.
 *
 * @param helm what stands behind the name {@code helm}
 * @param environment what points it at the embedded cluster
 * @param others what stands in the place of all other programs: they could reach the world outside
 * @param files how it is told of files, which it sees as the run does
 */
record RehearsalHelm(
        Processes programs, String helm, Map<String, String> environment, Processes others, ProgramFiles files)
        implements Processes {
    static final String HELM = "helm";

    @Override
    public Result run(Request request, Output output) throws InterruptedException {
        if (!request.arguments().getFirst().equals(HELM)) {
            return others.run(request, output);
        }
        Optional<String> registry = MissingChart.registry(request.arguments());
        if (registry.isPresent()) {
            return new Result(End.EXITED, 1, "", registry.get(), Duration.ZERO);
        }
        Optional<String> outside = HelmReach.outside(request.arguments());
        if (outside.isPresent()) {
            return new Result(End.EXITED, 1, "", outside.get() + "\n", Duration.ZERO);
        }
        List<String> arguments = HelmReach.withFiles(request.arguments(), files);
        arguments.set(0, helm);
        Map<String, String> all = new HashMap<>(HelmVariables.withoutAny(request.environment()));
        all.putAll(environment);
        return MissingChart.told(
                request.arguments(),
                programs.run(
                        new Request(arguments, all, request.limit(), request.stopping(), request.bound()), output));
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
        return program.equals(HELM) ? programs.find(helm) : others.find(program);
    }
}
