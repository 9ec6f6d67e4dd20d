package dev.runbook.app.composition;

import dev.runbook.language.failure.Failed;
import dev.runbook.language.failure.Failure;
import dev.runbook.machine.files.PrivateFolder;
import dev.runbook.port.Processes;
import dev.runbook.provider.helm.Helm;
import dev.runbook.provider.helm.HelmVariables;
import dev.runbook.provider.kube.adapter.KubeCluster;
import dev.runbook.provider.kube.adapter.ProgramContext;
import dev.runbook.run.report.ExitCode;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The one context of a command, for its programs: what the operator named must be there, whatever the runbook needs, and
 * nothing in the environment may point helm elsewhere.
 *
 * @param context empty where none is configured, and inside a pod
 * @param missing why there is none although the operator named a kubeconfig, or the one that is there names a context
 * @param folder where the file that programs are told the context by is kept
 */
record RunContext(Optional<ProgramContext> context, Optional<Failure> missing, Optional<PrivateFolder> folder)
        implements AutoCloseable {

    /** Finds it; ends the command when it is not there, or not the only one. */
    static RunContext find(KubeCluster cluster, Helm.Settings settings, Map<String, String> environment) {
        Optional<ProgramContext> context;
        try {
            context = cluster.context();
        } catch (Failed none) {
            if (settings.context().isPresent()) {
                throw CommandExit.cannotServe(List.of(none.failure()));
            }
            // A runbook that asks no cluster runs without, and a plan is drawn without.
            boolean meant = settings.kubeconfig().isPresent() || cluster.namesContext();
            return new RunContext(
                    Optional.empty(), meant ? Optional.of(none.failure()) : Optional.empty(), Optional.empty());
        }
        if (context.isEmpty()) {
            return new RunContext(context, Optional.empty(), Optional.empty());
        }
        if (settings.context().isEmpty() && settings.kubeconfig().isEmpty()) {
            HelmVariables.elsewhere(
                            environment, context.get().name(), context.get().server())
                    .ifPresent(variable -> {
                        throw elsewhere(variable, context.get());
                    });
        }
        context.get().files().stream()
                .map(file -> Path.of(file).toAbsolutePath().toString())
                .filter(file -> file.contains(File.pathSeparator))
                .findFirst()
                .ifPresent(file -> {
                    throw new CommandExit(
                            ExitCode.CANNOT_SERVE,
                            "error: programs cannot be told of the kubeconfig " + file + ": KUBECONFIG takes "
                                    + File.pathSeparator + " for the end of a name.\n  Give the file another name.");
                });
        try {
            return new RunContext(context, Optional.empty(), Optional.of(new PrivateFolder("runbook-context-")));
        } catch (IOException e) {
            throw new CommandExit(
                    ExitCode.CANNOT_SERVE,
                    "error: programs are told the context " + context.get().name()
                            + " by a private file, and no folder could be created for it: " + e.getMessage()
                            + "\n  Make room in " + System.getProperty("java.io.tmpdir") + ".");
        }
    }

    private static CommandExit elsewhere(String variable, ProgramContext context) {
        return new CommandExit(
                ExitCode.CANNOT_SERVE,
                "error: " + variable + " points helm elsewhere than the kubeconfig points the rest of the run (context "
                        + context.name() + ", " + context.server() + ")."
                        + "\n  Name the cluster with --context, which counts for everything, or unset " + variable
                        + ". Nothing has been run.");
    }

    /** What programs inherit. */
    Map<String, String> inherited(Map<String, String> environment) {
        return context.isPresent() ? HelmVariables.without(environment) : environment;
    }

    /** Programs that see it. */
    Processes around(Processes programs) {
        return folder.<Processes>map(kept -> new ContextPrograms(
                        programs,
                        context.orElseThrow(),
                        kept,
                        context.orElseThrow().namespace()))
                .orElse(programs);
    }

    /** How helm is called in it. */
    Helm.Settings settings(Helm.Settings given) {
        return context.map(known -> given.inheriting(known.name())).orElse(given);
    }

    @Override
    public void close() {
        folder.ifPresent(PrivateFolder::close);
    }
}
