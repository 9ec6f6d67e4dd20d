package dev.runbook.app.cli;

import dev.runbook.provider.helm.Helm;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which cluster and which helm. */
final class ClusterOptions {
    @Option(names = "--kubeconfig", paramLabel = "FILE", description = "Kubeconfig; as kubectl finds it when left out.")
    @Nullable
    String kubeconfig;

    @Option(
            names = "--context",
            paramLabel = "NAME",
            description = "Context of the kubeconfig; the current one when left out.")
    @Nullable
    String context;

    @Option(names = "--helm", paramLabel = "FILE", description = "Helm to use; from the PATH when left out.")
    @Nullable
    String helm;

    Helm.Settings settings() {
        return new Helm.Settings(
                helm == null ? "helm" : helm, Optional.ofNullable(kubeconfig), Optional.ofNullable(context), Map.of());
    }
}
