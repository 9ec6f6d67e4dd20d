package dev.runbook.provider.kube;

import dev.runbook.language.failure.Failed;
import dev.runbook.language.failure.Failure;
import dev.runbook.language.failure.FailureClass;
import dev.runbook.language.signature.ArgumentText;
import dev.runbook.language.value.Value;
import dev.runbook.port.Clock;
import dev.runbook.port.ClusterReader;
import dev.runbook.port.ClusterReader.Kind;
import dev.runbook.port.ClusterWriter;
import dev.runbook.port.KubeObject;
import dev.runbook.port.Processes;
import dev.runbook.provider.Action;
import dev.runbook.provider.Call;
import dev.runbook.provider.Evidence;
import dev.runbook.provider.Intent;
import dev.runbook.provider.Outcome;
import dev.runbook.provider.StateBefore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** {@code resource.apply manifests}: server-side apply, which can be done twice. */
public final class ResourceApply implements Action {
    private static final Duration SERVED_WITHIN = Duration.ofSeconds(30);

    @Override
    public String name() {
        return "resource.apply";
    }

    @Override
    public Intent intent(Call call) {
        if (call.positional().getFirst() instanceof Value.Unknown) {
            return new Intent.Description("apply manifests");
        }
        List<String> names = new ArrayList<>();
        for (String manifest : manifests(call)) {
            objects(manifest).forEach(object -> names.add(object.id().shortName()));
        }
        return new Intent.Description("apply " + String.join(", ", names));
    }

    @Override
    public List<String> differences(Call call) throws InterruptedException {
        List<String> lines = new ArrayList<>();
        for (String manifest : manifests(call)) {
            for (String one : documents(manifest)) {
                for (KubeObject object : objects(one)) {
                    lines.addAll(DryApply.differences(call, object, namespace(call, object), one));
                }
            }
        }
        return lines;
    }

    @Override
    public Outcome perform(Call call, Processes.Output output) throws InterruptedException {
        List<String> done = new ArrayList<>();
        try {
            for (String manifest : manifests(call)) {
                for (String one : documents(manifest)) {
                    for (KubeObject object : objects(one)) {
                        apply(call, object, one);
                        done.add(object.id().shortName());
                    }
                }
            }
            for (String manifest : manifests(call)) {
                for (KubeObject object : objects(manifest)) {
                    awaitServed(call, object);
                }
            }
            return Outcome.done("applied " + String.join(", ", done));
        } catch (Failed failed) {
            return new Outcome.NotDone(failed.failure());
        }
    }

    private static void apply(Call call, KubeObject object, String manifest) throws InterruptedException {
        Optional<Kind> kind = call.client(ClusterReader.class).kind(object.apiVersion(), object.kind());
        if (kind.isEmpty()) {
            throw new Failed(Failure.of(
                    FailureClass.CommandFailed,
                    "the cluster has no kind %s in %s".formatted(object.kind(), object.apiVersion()),
                    "Apply the definition of that kind first."));
        }
        call.client(ClusterWriter.class).apply(kind.get(), namespace(call, object), object.name(), manifest);
    }

    private static String namespace(Call call, KubeObject object) {
        return object.namespace().isEmpty() ? call.knownNamespace().orElse("") : object.namespace();
    }

    private static String[] documents(String manifest) {
        return manifest.split("(?m)^---.*$", -1);
    }

    /** Objects of a kind are refused, or lose fields, until the server serves what its definition says. */
    private static void awaitServed(Call call, KubeObject object) throws InterruptedException {
        if (!object.kind().equals("CustomResourceDefinition")) {
            return;
        }
        ClusterReader cluster = call.client(ClusterReader.class);
        Clock clock = call.client(Clock.class);
        Optional<Kind> definitions = cluster.kind(object.apiVersion(), object.kind());
        Duration end = clock.elapsed().plus(SERVED_WITHIN);
        while (definitions.isPresent()) {
            Optional<KubeObject> now = cluster.get(definitions.get(), "", object.name());
            if (now.isEmpty()
                    || ObjectConditions.of(now.get(), "Established")
                            .filter(ObjectConditions.Condition::holds)
                            .isPresent()) {
                return;
            }
            if (clock.elapsed().compareTo(end) > 0) {
                throw new Failed(Failure.of(
                        FailureClass.Timeout,
                        "%s was applied, and the server does not serve it after %d s"
                                .formatted(object.id().shortName(), SERVED_WITHIN.toSeconds()),
                        "See its conditions: kubectl describe crd " + object.name() + "."));
            }
            clock.sleep(Duration.ofMillis(200));
        }
    }

    private static List<KubeObject> objects(String manifest) {
        try {
            return ReleaseManifest.objects(manifest);
        } catch (ReleaseManifest.ManifestException broken) {
            throw new Failed(Failure.of(FailureClass.CommandFailed, String.valueOf(broken.getMessage())));
        }
    }

    private static List<String> manifests(Call call) {
        return call.positional().getFirst() instanceof Value.List(List<Value> items)
                ? items.stream().map(text -> ArgumentText.of(text, "manifests")).toList()
                : List.of(ArgumentText.of(call.positional().getFirst(), "manifests"));
    }

    @Override
    public Evidence evidence(Call call, StateBefore before) {
        return new Evidence.Absent("it may be applied twice");
    }
}
