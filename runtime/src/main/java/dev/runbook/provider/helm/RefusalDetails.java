package dev.runbook.provider.helm;

import dev.runbook.language.failure.Failed;
import dev.runbook.language.failure.Failure;
import dev.runbook.port.ClusterReader;
import dev.runbook.port.KubeObject;
import dev.runbook.port.Workspace;
import dev.runbook.provider.Call;
import dev.runbook.provider.kube.NamespaceState;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What the cluster and the chart say of a failure beyond what helm says: who holds a port, what still runs, what is large. */
final class RefusalDetails {
    private static final Set<String> RUNNING = Set.of("Pending", "Running");
    private static final int FILES = 3;
    private static final int KILOBYTE = 1024;

    private RefusalDetails() {}

    /** The failure with what can be found out; as it is where nothing can. */
    static Failure of(Call call, Failure failure) throws InterruptedException {
        try {
            return switch (failure.kind()) {
                case PortTaken -> TakenPort.held(call, failure);
                case RecordTooLarge -> largest(call, failure);
                case NamespaceTerminating -> holding(call, failure);
                case HookFailed -> running(call, failure);
                case ReleaseNotFound -> leaving(call, failure);
                case ImmutableField,
                        StorageRefused,
                        ForeignOwner,
                        OperationInProgress,
                        ApplyConflict,
                        RollbackFailed,
                        WebhookFailed,
                        KindMissing,
                        RemovedApi,
                        CrdsBehind,
                        NotReady,
                        RecordLost,
                        ValuesInvalid,
                        ChartNotFound,
                        Unreachable,
                        Unauthenticated,
                        Forbidden,
                        NamespaceMissing,
                        Timeout,
                        CommandFailed,
                        AssertionFailed,
                        Declined,
                        InDoubt,
                        Cancelled -> failure;
            };
        } catch (Failed mayNotLook) {
            return failure;
        }
    }

    private static Failure largest(Call call, Failure failure) {
        String chart = HelmCalls.argument(call, 1, HelmNames::chart);
        try {
            String files = call.client(Workspace.class).largest(chart, FILES).entrySet().stream()
                    .filter(file -> file.getValue() >= KILOBYTE)
                    .map(file -> file.getKey() + " (" + file.getValue() / KILOBYTE + " KiB)")
                    .collect(Collectors.joining(", "));
            return files.isEmpty() ? failure : failure.advising("The largest files of " + chart + ": " + files + ".");
        } catch (IOException unread) {
            return failure;
        }
    }

    private static Failure holding(Call call, Failure failure) throws InterruptedException {
        ClusterReader cluster = call.client(ClusterReader.class);
        Optional<KubeObject> namespace = cluster.get(cluster.kind("v1/Namespace"), "", HelmCalls.namespace(call));
        List<String> held = namespace.isPresent() ? NamespaceState.holding(cluster, namespace.get()) : List.of();
        return held.isEmpty() ? failure : failure.advising("What holds it: " + String.join(" ", held));
    }

    /** Helm does not end a hook that it no longer waits for. */
    private static Failure running(Call call, Failure failure) throws InterruptedException {
        ClusterReader cluster = call.client(ClusterReader.class);
        String namespace = HelmCalls.namespace(call);
        List<String> running = new ArrayList<>();
        for (String kind : List.of("batch/v1/Job", "v1/Pod")) {
            cluster.list(cluster.kind(kind), namespace, "").stream()
                    .filter(object -> object.text("metadata", "annotations", "helm.sh/hook")
                            .isPresent())
                    .filter(RefusalDetails::atWork)
                    .map(object -> object.id().shortName())
                    .forEach(running::add);
        }
        return running.isEmpty()
                ? failure
                : failure.advising("Still at work: %s, which helm leaves. To end it: kubectl delete %s%s"
                        .formatted(
                                String.join(", ", running),
                                String.join(" ", running),
                                namespace.isEmpty() ? "" : " --namespace=" + namespace));
    }

    private static boolean atWork(KubeObject hook) {
        return hook.kind().equals("Pod")
                ? hook.text("status", "phase").filter(RUNNING::contains).isPresent()
                : hook.text("status", "active").filter(n -> !n.equals("0")).isPresent();
    }

    /** A release that is half uninstalled has no revision that helm would upgrade. */
    private static Failure leaving(Call call, Failure failure) throws InterruptedException {
        if (!failure.output().contains("has no deployed releases")) {
            return failure;
        }
        Optional<Helm.Revision> newest =
                HelmRelease.historyOrNone(call).stream().reduce((earlier, later) -> later);
        return newest.filter(revision -> revision.status().equals("uninstalling"))
                .map(revision -> failure.saying("an uninstall of it was begun and did not end: revision "
                                + revision.number() + " is uninstalling")
                        .advisingOnly("Bring it back with helm.rollback to revision " + revision.number()
                                + ", or uninstall it once more; where a hook keeps failing, with no_hooks: true."))
                .orElse(failure);
    }
}
