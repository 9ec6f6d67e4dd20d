package dev.runbook.run.engine;

import dev.runbook.language.value.ResourceId;
import dev.runbook.port.ClusterReader;
import dev.runbook.port.ClusterWriter;
import dev.runbook.port.KubeObject;
import dev.runbook.port.Permission;
import dev.runbook.port.Right;
import dev.runbook.provider.FakeCluster;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A cluster whose answers take their time, as those of an API that hangs. */
final class SlowCluster implements ClusterReader, ClusterWriter {
    private final FakeCluster objects;
    private final FakeTime time;

    Duration reading = Duration.ZERO;
    Duration writing = Duration.ZERO;

    SlowCluster(FakeCluster objects, FakeTime time) {
        this.objects = objects;
        this.time = time;
    }

    private void take(Duration duration) throws InterruptedException {
        if (!duration.isZero()) {
            time.sleep(duration);
        }
    }

    @Override
    public Optional<KubeObject> get(Kind kind, String namespace, String name) throws InterruptedException {
        take(reading);
        return objects.get(kind, namespace, name);
    }

    @Override
    public List<KubeObject> list(Kind kind, String namespace, String labels) throws InterruptedException {
        take(reading);
        return objects.list(kind, namespace, labels);
    }

    @Override
    public List<String> events(String namespace, String name, String uid) throws InterruptedException {
        take(reading);
        return objects.events(namespace, name, uid);
    }

    @Override
    public List<Kind> customKinds() {
        return objects.customKinds();
    }

    @Override
    public Kind kind(String written) {
        return objects.kind(written);
    }

    @Override
    public Optional<Kind> kind(String apiVersion, String kind) {
        return objects.kind(apiVersion, kind);
    }

    @Override
    public void patch(ResourceId object, String subresource, Map<String, Object> patch) throws InterruptedException {
        take(writing);
        objects.patch(object, subresource, patch);
    }

    @Override
    public void create(Kind kind, String namespace, Map<String, Object> object) throws InterruptedException {
        take(writing);
        objects.create(kind, namespace, object);
    }

    @Override
    public void apply(Kind kind, String namespace, String name, String manifest) throws InterruptedException {
        take(writing);
        objects.apply(kind, namespace, name, manifest);
    }

    @Override
    public KubeObject applied(Kind kind, String namespace, String name, String manifest) throws InterruptedException {
        take(reading);
        return objects.applied(kind, namespace, name, manifest);
    }

    @Override
    public boolean delete(ResourceId object, Cascade cascade) throws InterruptedException {
        take(writing);
        return objects.delete(object, cascade);
    }

    @Override
    public Map<Right, Permission> may(Collection<Right> rights) {
        return objects.may(rights);
    }
}
