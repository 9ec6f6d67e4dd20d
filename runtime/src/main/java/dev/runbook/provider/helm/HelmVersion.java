package dev.runbook.provider.helm;

import dev.runbook.language.failure.Failed;
import dev.runbook.language.failure.Failure;
import dev.runbook.language.failure.FailureClass;
import dev.runbook.language.value.SemanticVersion;
import dev.runbook.port.Processes;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds out once which version the helm of a run has. */
final class HelmVersion {
    static final SemanticVersion OLDEST = SemanticVersion.parse("3.2.0").orElseThrow();

    /** What a plan assumes when there is no helm to ask: the flags of the helm that most people have. */
    static final SemanticVersion ASSUMED = SemanticVersion.parse("3.22.0").orElseThrow();

    private static final String INSTALL = "Install helm 3.2 or newer: https://helm.sh/docs/intro/install";
    private static final Duration LIMIT = Duration.ofSeconds(6);

    private final Processes processes;
    private final Helm.Settings settings;
    private @Nullable SemanticVersion known;

    HelmVersion(Processes processes, Helm.Settings settings) {
        this.processes = processes;
        this.settings = settings;
    }

    synchronized SemanticVersion get() throws InterruptedException {
        SemanticVersion answer = known;
        if (answer == null) {
            answer = ask();
            known = answer;
        }
        return answer;
    }

    private SemanticVersion ask() throws InterruptedException {
        String executable = settings.executable();
        if (processes.find(executable).isEmpty()) {
            throw new Failed(Failure.of(
                    FailureClass.CommandFailed,
                    executable.contains("/")
                            ? "there is no helm at " + executable + ", or it may not be executed"
                            : executable + " was not found on the PATH",
                    INSTALL,
                    "Or say where it is with --helm."));
        }
        List<String> command = List.of(executable, "version", "--template={{.Version}}");
        Processes.Result result = processes.run(
                new Processes.Request(command, settings.environment(), Optional.of(LIMIT)), Processes.Output.NONE);
        if (!result.ok()) {
            throw new Failed(Failure.of(
                    FailureClass.CommandFailed,
                    "%s does not say its version: %s"
                            .formatted(
                                    executable,
                                    result.end() == Processes.End.TIMED_OUT
                                            ? "no answer within %d s".formatted(LIMIT.toSeconds())
                                            : HelmTexts.RECOGNITION
                                                    .recognise(command, result)
                                                    .summary()),
                    "This must answer: " + executable + " version",
                    INSTALL));
        }
        SemanticVersion version = SemanticVersion.parse(result.out().strip())
                .orElseThrow(() -> new Failed(Failure.of(
                        FailureClass.CommandFailed,
                        "%s says that its version is \"%s\", which is not a version of helm"
                                .formatted(executable, shortened(result.out().strip())),
                        INSTALL)));
        if (version.compareTo(OLDEST) < 0) {
            throw new Failed(Failure.of(
                    FailureClass.CommandFailed,
                    "helm %s is too old: 3.2 or newer is needed".formatted(plain(version)),
                    INSTALL));
        }
        return version;
    }

    /** {@code 3.8.2}, without a leading v and without the build. */
    static String plain(SemanticVersion version) {
        String numbers = version.major() + "." + version.minor() + "." + version.patch();
        return version.preRelease().isEmpty() ? numbers : numbers + "-" + String.join(".", version.preRelease());
    }

    private static String shortened(String text) {
        return text.length() <= 60 ? text : text.substring(0, 60) + "…";
    }
}
