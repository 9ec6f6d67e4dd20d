package dev.runbook.app.rehearse;

import dev.runbook.app.composition.CommandExit;
import dev.runbook.app.composition.Execution;
import dev.runbook.app.composition.ShadowTrials;
import dev.runbook.app.composition.Terminal;
import dev.runbook.language.failure.Failure;
import dev.runbook.language.failure.FailureClass;
import dev.runbook.language.program.CheckedRunbook;
import dev.runbook.language.value.Value;
import dev.runbook.machine.files.FolderWorkspace;
import dev.runbook.machine.signal.Signals;
import dev.runbook.machine.time.SystemClock;
import dev.runbook.port.Processes;
import dev.runbook.rehearsal.live.ClusterCopier;
import dev.runbook.run.preflight.Rights;
import dev.runbook.run.report.ExitCode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/** Copies what a runbook is about from the operator's cluster: only reads there, and keeps what was read in memory. */
record ClusterCopying(Terminal terminal, ClusterSource source) {

    /** Copies, or ends the command where that cannot be; a person may stop it. */
    CopiedCluster copy(CheckedRunbook runbook, Map<String, Value> inputs) throws InterruptedException {
        Path folder = Path.of("").toAbsolutePath();
        try (Signals signals = Signals.listen(() -> System.exit(ExitCode.INTERRUPTED.number()));
                Execution here = new Execution(
                        terminal,
                        source.settings(),
                        folder,
                        new FolderWorkspace(folder),
                        UnaryOperator.identity(),
                        terminal.inherited(),
                        new SystemClock(),
                        signals)) {
            here.holdToKubeconfig();
            return here.stoppable(() -> {
                here.cluster().reach();
                return copy(here, runbook, inputs);
            });
        }
    }

    /** Where helm keeps its records: in objects of this kind. */
    private String records() {
        String driver = terminal.environment().getOrDefault("HELM_DRIVER", "");
        return driver.isEmpty() || driver.equals("secrets") ? "secret" : driver;
    }

    private CopiedCluster copy(Execution here, CheckedRunbook runbook, Map<String, Value> inputs)
            throws InterruptedException {
        RunbookNames names = RunbookNames.in(runbook, inputs, here.namespace());
        Set<String> namespaces = new LinkedHashSet<>(List.of(names.namespace()));
        namespaces.addAll(Rights.namespaces(here.plan(runbook, inputs), Value.of(here.namespace()), here.world()));
        try (ClusterCopier copier = new ClusterCopier(ShadowTrials.server(here.cluster()), source.secrets())) {
            copier.copyClusterScoped();
            copier.copyNamespaces(namespaces);
            if (copier.lacks("secrets", names.namespace()) && records().equals("secret")) {
                throw CommandExit.cannotServe(List.of(Failure.of(
                        FailureClass.Forbidden,
                        "this account may not list secrets in namespace " + names.namespace(),
                        "Helm keeps its releases in them: a rehearsal would find none.",
                        "Ask for a role that allows it, or use another --context: kubectl auth can-i list secrets"
                                + " --namespace=" + names.namespace() + " must say yes.")));
            }
            new CopiedReleases(copier).complete();
            return new CopiedCluster(
                    copier.copy(),
                    here.target(),
                    here.namespace(),
                    List.copyOf(namespaces),
                    here.world().client(Processes.class).find(source.settings().executable()),
                    source.secrets());
        } catch (IOException e) {
            throw new CommandExit(ExitCode.CANNOT_SERVE, "error: the cluster cannot be copied: " + e.getMessage());
        }
    }
}
