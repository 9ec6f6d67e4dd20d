package dev.runbook.provider;

import dev.runbook.language.value.ResourceId;
import dev.runbook.port.ClusterReader;
import dev.runbook.port.ClusterWriter;
import dev.runbook.port.KubeObject;
import dev.runbook.port.Permission;
import dev.runbook.port.Right;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The cluster of actions and lookups that reach it through helm alone, or not at all: asking it is a mistake. */
public record NoCluster() implements ClusterReader, ClusterWriter {
    @Override
    public Optional<KubeObject> get(Kind kind, String namespace, String name) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<KubeObject> list(Kind kind, String namespace, String labels) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<String> events(String namespace, String name, String uid) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<Kind> customKinds() {
        throw new UnsupportedOperationException();
    }

    @Override
    public Kind kind(String written) {
        throw new UnsupportedOperationException();
    }

    /** No kind is known, so that no right is asked for. */
    @Override
    public Optional<Kind> kind(String apiVersion, String kind) {
        return Optional.empty();
    }

    @Override
    public void patch(ResourceId object, String subresource, Map<String, Object> patch) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void create(Kind kind, String namespace, Map<String, Object> object) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void apply(Kind kind, String namespace, String name, String manifest) {
        throw new UnsupportedOperationException();
    }

    @Override
    public KubeObject applied(Kind kind, String namespace, String name, String manifest) {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean delete(ResourceId object, Cascade cascade) {
        throw new UnsupportedOperationException();
    }

    /** Nothing is known of any right: what is not a cluster tells nothing. */
    @Override
    public Map<Right, Permission> may(Collection<Right> rights) {
        return Map.of();
    }
}
