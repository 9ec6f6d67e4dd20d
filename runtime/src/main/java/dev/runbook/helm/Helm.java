package dev.runbook.helm;

import dev.runbook.port.Processes;
import java.util.Map;
import java.util.Optional;

/** The helm that a run uses: where it is, and which cluster it is pointed at. */
public final class Helm {
    private final Processes processes;
    private final Settings settings;

    public Helm(Processes processes, Settings settings) {
        this.processes = processes;
        this.settings = settings;
    }

    public Settings settings() {
        return settings;
    }

    public Processes processes() {
        return processes;
    }

    /**
     * How helm is to be called.
     *
     * @param executable as given with {@code --helm}, or {@code helm} to find it on the path
     * @param kubeconfig as given with {@code --kubeconfig}
     * @param context as given with {@code --context}
     * @param environment what is added to helm's environment
     */
    public record Settings(
            String executable, Optional<String> kubeconfig, Optional<String> context, Map<String, String> environment) {
        public Settings {
            environment = Map.copyOf(environment);
        }
    }
}
