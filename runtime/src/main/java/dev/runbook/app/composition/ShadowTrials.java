package dev.runbook.app.composition;

import dev.runbook.port.ClusterReader.Kind;
import dev.runbook.port.KubeObject;
import dev.runbook.port.ReplacementTrials;
import dev.runbook.provider.kube.adapter.KubeCluster;
import dev.runbook.provider.kube.adapter.RawRequests;
import dev.runbook.rehearsal.live.LiveServer;
import dev.runbook.rehearsal.shadow.ReplacementTrial;
import dev.runbook.rehearsal.shadow.ReplacementTrial.ObjectPlace;
import dev.runbook.rehearsal.shadow.ReplacementTrial.TrialAnswer;
import dev.runbook.rehearsal.shadow.ReplacementTrial.TrialOutcome;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Trials in a shadow of the cluster, where the server is asked by dry runs alone. */
public record ShadowTrials(TrialSource source) implements ReplacementTrials {
    /** Begins a trial; fails where dry runs do not reach the server as such. */
    @FunctionalInterface
    public interface TrialSource {
        ReplacementTrial begin() throws IOException, InterruptedException;
    }

    /** The live cluster's server, with the operator's credentials. */
    public static LiveServer server(KubeCluster cluster) {
        RawRequests live = cluster.raw();
        return request -> {
            RawRequests.RawReply reply =
                    live.send(request.method(), request.target(), request.headers(), request.body());
            return new LiveServer.ServerReply(reply.status(), reply.contentType(), reply.warnings(), reply.body());
        };
    }

    @Override
    public TrialResult of(List<ReplacedObject> objects) throws InterruptedException {
        try {
            return of(source.begin(), objects);
        } catch (IOException unsuited) {
            return new TrialResult.NotAsked(String.valueOf(unsuited.getMessage()));
        }
    }

    private static TrialResult of(ReplacementTrial trial, List<ReplacedObject> objects) throws InterruptedException {
        Optional<String> unknown = Optional.empty();
        for (ReplacedObject one : objects) {
            TrialAnswer gone = trial.delete(
                    place(one.oldKind(), one.old()),
                    one.old().uid(),
                    one.cascade().policy());
            if (gone.outcome() != TrialOutcome.TAKEN) {
                unknown = Optional.of(gone.said());
            }
        }
        for (ReplacedObject one : objects) {
            TrialAnswer made =
                    trial.create(place(one.kind(), one.next()), one.next().content());
            switch (made.outcome()) {
                case TAKEN -> {
                    // The next may be refused.
                }
                case REFUSED -> {
                    return new TrialResult.Refused(one.old().id(), made.code(), made.said());
                }
                case UNKNOWN -> unknown = Optional.of(made.said());
            }
        }
        return unknown.<TrialResult>map(TrialResult.NotAsked::new).orElseGet(TrialResult.Accepted::new);
    }

    private static ObjectPlace place(Kind kind, KubeObject object) {
        return new ObjectPlace(
                kind.apiVersion(), kind.plural(), kind.namespaced() ? object.namespace() : "", object.name());
    }
}
