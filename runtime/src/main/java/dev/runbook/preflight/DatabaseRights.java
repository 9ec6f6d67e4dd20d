package dev.runbook.preflight;

import dev.runbook.failure.Failed;
import dev.runbook.port.ClusterReader;
import dev.runbook.port.ClusterReader.Kind;
import dev.runbook.port.Right;
import dev.runbook.value.Value;
import java.util.List;
import java.util.Optional;

/** The rights that a database in the cluster needs: to find its pod, and to get into that. */
record DatabaseRights(ClusterReader cluster, Demands demands) {
    private static final String THROUGH = "through";

    /** An action on a database, or the lookup of one; nothing is needed for one that is reached directly. */
    void need(CallRights.Use use) throws InterruptedException {
        if (!use.options().containsKey(THROUGH) || use.options().get(THROUGH) instanceof Value.Nil) {
            return;
        }
        Optional<String> object = use.text(THROUGH);
        Optional<String> namespace = use.namespace();
        if (object.isEmpty() || namespace.isEmpty()) {
            demands.open(use.signature().name(), use.spot());
            return;
        }
        try {
            int slash = object.get().indexOf('/');
            Kind pod = cluster.kind("pod");
            Kind kind = slash < 0 ? pod : cluster.kind(object.get().substring(0, slash));
            need(Right.of("get", kind, namespace.get()), true, use);
            if (!kind.equals(pod)) {
                need(Right.of("list", pod, namespace.get()), true, use);
            }
            into(pod, "portforward", namespace.get(), use);
            if (use.isTrue("in_pod")) {
                into(pod, "exec", namespace.get(), use);
            }
        } catch (Failed unheardOf) {
            demands.open(use.signature().name(), use.spot());
        }
    }

    /** A web socket is opened by a GET; from Kubernetes 1.35 on the right to create is asked for as well. */
    private void into(Kind pod, String subresource, String namespace, CallRights.Use use) {
        need(Right.of("get", pod, namespace).on(subresource), true, use);
        need(Right.of("create", pod, namespace).on(subresource), false, use);
    }

    private void need(Right right, boolean always, CallRights.Use use) {
        demands.need(List.of(right), always, use.spot());
    }
}
