package dev.runbook.app.composition;

import dev.runbook.language.signature.Facet;
import dev.runbook.machine.files.PrivateFolder;
import dev.runbook.port.Processes;
import dev.runbook.provider.Call;
import dev.runbook.provider.Outcome;
import dev.runbook.provider.helm.Helm;
import dev.runbook.provider.helm.HelmHome;
import dev.runbook.provider.helm.HelmProvider;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A helm for one plan, with a private copy of what the user's helm knows of chart repositories. There a plan can add
 * and refresh repositories as the run will, and read what the run will read; the user's own home stays as it is.
 */
public final class ScratchHelm implements AutoCloseable {
    private static final Set<Facet> PRIVATE = Set.of(Facet.REPOSITORIES);
    private static final Duration LIMIT = Duration.ofSeconds(5);

    private final PrivateFolder folder;
    private final Helm helm;

    private ScratchHelm(PrivateFolder folder, Helm helm) {
        this.folder = folder;
        this.helm = helm;
    }

    /** Copies the user's home. Where there is no helm, there is nothing to copy, and its absence is found out later. */
    public static ScratchHelm open(Processes processes, Helm.Settings settings)
            throws IOException, InterruptedException {
        PrivateFolder folder = new PrivateFolder("runbook-plan-");
        try {
            HelmHome scratch = HelmHome.in(folder.path().toString());
            Optional<HelmHome> home = home(processes, settings);
            if (home.isPresent()) {
                copy(home.get(), folder);
            }
            Files.createDirectories(Path.of(scratch.cache()));
            Map<String, String> environment = new HashMap<>(settings.environment());
            environment.putAll(scratch.environment());
            Helm helm = new Helm(processes, settings.with(environment));
            return new ScratchHelm(folder, helm.ofOnePlan());
        } catch (IOException | InterruptedException | RuntimeException e) {
            folder.close();
            throw e;
        }
    }

    private static Optional<HelmHome> home(Processes processes, Helm.Settings settings) throws InterruptedException {
        Processes.Result env = processes.run(
                new Processes.Request(
                        List.of(settings.executable(), "env"), settings.environment(), Optional.of(LIMIT)),
                Processes.Output.NONE);
        return env.ok() ? HelmHome.of(env.out()) : Optional.empty();
    }

    private static void copy(HelmHome home, PrivateFolder folder) throws IOException {
        HelmHome scratch = HelmHome.in("");
        folder.copy(Path.of(home.repositories()), inside(scratch.repositories()));
        Path cache = Path.of(home.cache());
        if (!Files.isDirectory(cache)) {
            return;
        }
        try (DirectoryStream<Path> files = Files.newDirectoryStream(
                cache, file -> HelmHome.isIndex(file.getFileName().toString()))) {
            for (Path file : files) {
                folder.copy(file, inside(scratch.cache()).resolve(file.getFileName()));
            }
        }
    }

    private static Path inside(String path) {
        return Path.of(path.substring(1));
    }

    public Helm helm() {
        return helm;
    }

    /** Does an action here, if it changes nothing but what helm knows of repositories. */
    public Optional<Outcome> preview(Call call) throws InterruptedException {
        if (!call.signature().writes().equals(PRIVATE)) {
            return Optional.empty();
        }
        Call here = new Call(
                call.signature(),
                call.receiver(),
                call.positional(),
                call.options(),
                call.namespace(),
                HelmProvider.with(call.world(), helm),
                call.observer());
        return Optional.of(call.world().action(call.signature()).perform(here, Processes.Output.NONE));
    }

    @Override
    public void close() {
        folder.close();
    }
}
