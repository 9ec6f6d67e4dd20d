package dev.runbook.action;

import java.util.List;

/** The actions on Kubernetes objects. */
public final class ClusterActions {
    private ClusterActions() {}

    public static List<Action> all() {
        return List.of(
                new ResourceDelete(),
                new ResourceAnnotate(),
                new ResourceLabel(),
                new ResourceScale(),
                new ResourceRestart(),
                new ResourceSnapshot());
    }
}
