package dev.runbook.provider.helm;

import dev.runbook.json.JsonMap;
import dev.runbook.language.failure.Failed;
import dev.runbook.language.failure.Failure;
import dev.runbook.language.failure.FailureClass;
import dev.runbook.language.value.SemanticVersion;
import dev.runbook.language.value.Value;
import dev.runbook.port.KubeObject;
import dev.runbook.port.TemporaryFolders;
import dev.runbook.port.Workspace;
import dev.runbook.provider.Call;
import dev.runbook.provider.Impact;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What helm itself renders for an upgrade, with the same values and flags, and with what the cluster answers to its templates. */
final class UpgradeRendering {
    /** What says how long to wait, or writes beside the chart: nothing that a rendering depends on. */
    private static final Set<String> LEFT_OUT = Set.of(
            "wait", "wait_strategy", "wait_for_jobs", "timeout", "atomic", "cleanup_on_fail", "dependency_update");

    private UpgradeRendering() {}

    /** The upgrade that a call is about which is given its release and its chart from a place on. */
    static Call upgrade(Call call, int first) {
        return new Call(
                HelmSignatures.UPGRADE,
                call.receiver(),
                call.positional().subList(first, first + 2),
                call.options(),
                call.namespace(),
                call.world(),
                call.observer());
    }

    static List<KubeObject> of(Call call) throws InterruptedException {
        return dryRun(call).objects();
    }

    static Rendered withHooks(Call call) throws InterruptedException {
        return dryRun(call);
    }

    /** The same once more: what differs between the two, the chart makes up. */
    static Rendered again(Call call) throws InterruptedException {
        return dryRun(call, call.client(Helm.class)::rendering);
    }

    /** What an upgrade makes that finds no release, hooks included. */
    static List<KubeObject> first(Call call) throws InterruptedException {
        return template(call, call.client(Helm.class).version());
    }

    /**
     * What helm tells of an upgrade that it does not do.
     *
     * @param hooks what it would make by hooks, which the manifest does not have
     * @param chart the chart as it was rendered
     */
    record Rendered(String manifest, String hooks, StoredChart chart) {
        /** What hooks make and what the manifest has. */
        List<KubeObject> whole() {
            return Stream.concat(objects().stream(), ManifestObjects.of(hooks).stream())
                    .toList();
        }

        List<KubeObject> objects() {
            return ManifestObjects.of(manifest);
        }
    }

    /** The same with the chart, whoever owns what it would make: helm renders the same, adopting or not. */
    static Rendered rendered(Call call) throws InterruptedException {
        try {
            return dryRun(call);
        } catch (Failed foreign) {
            if (foreign.failure().kind() != FailureClass.ForeignOwner
                    || !adopts(call.client(Helm.class).version())) {
                throw foreign;
            }
            return dryRun(call.with("take_ownership", Value.TRUE));
        }
    }

    private static boolean adopts(SemanticVersion version) {
        return version.major() > 3 || version.minor() >= 17;
    }

    /** Also where objects of the chart are there that belong to nobody, or to another release. */
    static List<KubeObject> whoeverOwns(Call call) throws InterruptedException {
        SemanticVersion version = call.client(Helm.class).version();
        if (adopts(version)) {
            try {
                return rendered(call).objects();
            } catch (Failed failed) {
                // A first install that was refused leaves a record that helm does not upgrade.
                if (failed.failure().kind() != FailureClass.ReleaseNotFound) {
                    throw failed;
                }
            }
        }
        // An older helm refuses, too, and renders without asking the cluster anything.
        return template(call, version);
    }

    /** What an install would make on a cluster that has nothing of it; the chart is an option of the call. */
    static List<KubeObject> install(Call call) throws InterruptedException {
        Map<String, Value> options = new HashMap<>();
        for (String option : List.of("version", "values", "namespace")) {
            call.option(option).ifPresent(value -> options.put(option, value));
        }
        Call upgrade = new Call(
                HelmSignatures.UPGRADE,
                call.receiver(),
                List.of(call.positional().getFirst(), call.option("chart").orElseThrow()),
                options,
                call.namespace(),
                call.world(),
                call.observer());
        return template(upgrade, call.client(Helm.class).version());
    }

    /** What an upgrade would make if nothing of it were there that its templates can look up. */
    static List<KubeObject> withoutLookup(Call upgrade) throws InterruptedException {
        return template(upgrade, upgrade.client(Helm.class).version());
    }

    private static List<KubeObject> template(Call call, SemanticVersion version) throws InterruptedException {
        // Each rendering is asked for by itself: two of one chart tell what it makes up.
        return ManifestObjects.of(readable(call, readable -> {
            List<String> arguments = new ArrayList<>(List.of("template"));
            arguments.addAll(HelmUpgrade.rendered(
                    readable.without(LEFT_OUT).without(Set.of("install", "reuse_values")), version));
            return call.client(Helm.class).rendering(arguments, namespace(call));
        }));
    }

    private static Rendered dryRun(Call call) throws InterruptedException {
        return dryRun(call, call.client(Helm.class)::lastRendering);
    }

    /** Asks helm to render. */
    @FunctionalInterface
    private interface Renderer {
        String of(List<String> arguments, Optional<String> namespace) throws InterruptedException;
    }

    private static Rendered dryRun(Call call, Renderer renderer) throws InterruptedException {
        Helm helm = call.client(Helm.class);
        SemanticVersion version = helm.version();
        String told = readable(call, readable -> {
            List<String> arguments = new ArrayList<>(HelmUpgrade.arguments(readable.without(LEFT_OUT), version));
            boolean asksServer = version.major() > 3 || version.minor() >= 13;
            arguments.add(asksServer ? "--dry-run=server" : "--dry-run");
            arguments.add("--output=json");
            return renderer.of(arguments, namespace(call));
        });
        try {
            JsonMap release = JsonMap.of(told);
            if (release.fields().get("manifest") instanceof String manifest) {
                return new Rendered(
                        manifest,
                        release.objects("hooks").stream()
                                .map(hook -> hook.text("manifest"))
                                .collect(Collectors.joining("\n---\n")),
                        new StoredChart(release.object("chart")));
            }
        } catch (IOException e) {
            // Told below.
        }
        throw new Failed(Failure.of(
                FailureClass.CommandFailed,
                "helm was asked what the upgrade would make, and printed something else than JSON",
                "Check that --helm names helm itself and not a wrapper that prints more."));
    }

    @FunctionalInterface
    private interface Printing {
        String of(Call readable) throws InterruptedException;
    }

    /**
     * A plan stands before the export of the values, which are those of the release. They are given as a file, so that the
     * defaults are those of the chart that comes.
     */
    private static String readable(Call call, Printing printing) throws InterruptedException {
        Workspace files = call.client(Workspace.class);
        List<Value> paths = HelmValues.paths(call.option("values").orElse(Value.NIL));
        if (paths.stream().noneMatch(path -> missing(path, files))) {
            return printing.of(call);
        }
        try (TemporaryFolders.Folder folder = call.client(TemporaryFolders.class)
                .holding(Map.of("values.yaml", installed(call).getBytes(StandardCharsets.UTF_8)))) {
            Value exported = Value.of(folder.path() + "/values.yaml");
            return printing.of(call.with(
                    "values",
                    new Value.List(paths.stream()
                            .map(path -> missing(path, files) ? exported : path)
                            .toList())));
        } catch (IOException noRoom) {
            throw new Failed(Failure.of(
                    FailureClass.CommandFailed,
                    "the values of the release cannot be kept for a moment: " + noRoom.getMessage(),
                    "Make room in the folder for temporary files."));
        }
    }

    /** What is known of a change whose rendering was refused. */
    static Impact unknown(Failed refused) {
        return Impact.unknown(
                "since it cannot be rendered: " + refused.failure().summary());
    }

    private static boolean missing(Value path, Workspace files) {
        return path instanceof Value.Text(String text) && !files.exists(text);
    }

    /** The values that the release was given, as an export writes them. */
    private static String installed(Call call) throws InterruptedException {
        OptionalInt revision = Helm.lastDeployed(HelmRelease.historyOrNone(call));
        return revision.isEmpty()
                ? "{}"
                : call.client(Helm.class)
                        .values(HelmCalls.argument(call, 0, HelmNames::release), HelmCalls.namespace(call), revision);
    }

    private static Optional<String> namespace(Call call) {
        return Optional.of(HelmCalls.namespace(call)).filter(name -> !name.isEmpty());
    }
}
