package dev.runbook.provider.helm;

import dev.runbook.language.failure.Failed;
import dev.runbook.language.signature.ArgumentText;
import dev.runbook.language.value.Value;
import dev.runbook.port.KubeObject;
import dev.runbook.port.TemporaryFolders;
import dev.runbook.provider.Call;
import dev.runbook.provider.helm.UpgradeRendering.Rendered;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What helm makes of values: the manifest of the upgrade that a check is for, and of others that are compared with it. */
final class ValuesRendering {
    private final Call call;
    private final String release;
    private final TemporaryFolders folders;

    ValuesRendering(Call call) {
        this.call = call;
        this.release = HelmNames.release(ArgumentText.of(call.option("release").orElseThrow(), "release"));
        this.folders = call.client(TemporaryFolders.class);
    }

    /** Of the chart and the file that the call names; empty where helm refuses them, which the upgrade tells. */
    Optional<Rendered> target() throws InterruptedException {
        return rendered(
                call.option("chart").orElseThrow(),
                call.option("version"),
                List.of(call.positional().getFirst()));
    }

    /** The same of another text of the file. */
    Optional<Rendered> target(String text) throws InterruptedException {
        try (TemporaryFolders.Folder folder =
                folders.holding(Map.of("values.yaml", text.getBytes(StandardCharsets.UTF_8)))) {
            return rendered(
                    call.option("chart").orElseThrow(),
                    call.option("version"),
                    List.of(Value.of(folder.path() + "/values.yaml")));
        } catch (IOException noRoom) {
            return Optional.empty();
        }
    }

    /** The same where these values take the place of the chart's defaults, but not of what the file says. */
    Optional<Rendered> target(Map<String, Object> defaults) throws InterruptedException {
        try (TemporaryFolders.Folder folder = folders.holding(Map.of("defaults.yaml", StoredChart.json(defaults)))) {
            return rendered(
                    call.option("chart").orElseThrow(),
                    call.option("version"),
                    List.of(
                            Value.of(folder.path() + "/defaults.yaml"),
                            call.positional().getFirst()));
        } catch (IOException noRoom) {
            return Optional.empty();
        }
    }

    /**
     * Of the installed chart with the values that it was installed with; empty where not all of it is kept.
     *
     * @param install whether as a first install, for which helm asks the cluster nothing
     */
    Optional<List<KubeObject>> installed(StoredRelease stored, boolean install) throws InterruptedException {
        if (!stored.chart().whole()) {
            return Optional.empty();
        }
        Map<String, byte[]> files = new HashMap<>();
        stored.chart().files().forEach((name, content) -> files.put("chart/" + name, content));
        files.put("config.yaml", StoredChart.json(stored.config().fields()));
        try (TemporaryFolders.Folder folder = folders.holding(files)) {
            String chart = folder.path() + "/chart";
            String config = folder.path() + "/config.yaml";
            return install
                    ? Optional.of(asInstall(chart, config))
                    : rendered(Value.of(chart), Optional.empty(), List.of(Value.of(config)))
                            .map(made -> ManifestObjects.of(made.manifest()));
        } catch (IOException | Failed noRendering) {
            return Optional.empty();
        }
    }

    private List<KubeObject> asInstall(String chart, String config) throws InterruptedException {
        return ManifestObjects.of(call.client(Helm.class)
                .rendering(
                        List.of("template", release, chart, "--values=" + config, "--no-hooks"),
                        Optional.of(HelmCalls.namespace(call)).filter(home -> !home.isEmpty())));
    }

    private Optional<Rendered> rendered(Value chart, Optional<Value> version, List<Value> files)
            throws InterruptedException {
        Map<String, Value> options = new HashMap<>();
        options.put("values", new Value.List(files));
        options.put("install", Value.TRUE);
        call.option("namespace").ifPresent(namespace -> options.put("namespace", namespace));
        version.ifPresent(v -> options.put("version", v));
        Call upgrade = new Call(
                HelmSignatures.UPGRADE,
                Optional.empty(),
                List.of(Value.of(release), chart),
                options,
                call.namespace(),
                call.world(),
                call.observer());
        try {
            return Optional.of(UpgradeRendering.rendered(upgrade));
        } catch (Failed refused) {
            return Optional.empty();
        }
    }
}
