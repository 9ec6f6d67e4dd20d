package dev.runbook.provider.kube;

import dev.runbook.language.program.ProgramTraversal;
import dev.runbook.language.signature.ArgumentRules;
import dev.runbook.language.signature.Facet;
import dev.runbook.language.signature.Signature;
import dev.runbook.port.Cluster;
import dev.runbook.port.Observer.Pending;
import dev.runbook.provider.Action;
import dev.runbook.provider.Lookup;
import dev.runbook.provider.Provider;
import dev.runbook.provider.World;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Objects of the Kubernetes cluster. */
public final class KubeProvider implements Provider {
    private static final Set<Facet> OF_CLUSTER = EnumSet.of(Facet.RELEASES, Facet.CLUSTER);

    @Override
    public String name() {
        return "the cluster";
    }

    /** Whatever reads or changes the cluster, itself or through helm. */
    @Override
    public boolean isNeededBy(ProgramTraversal.SignatureUse use) {
        return touches(use.signature().reads()) || touches(use.signature().writes());
    }

    private static boolean touches(Set<Facet> facets) {
        return !Collections.disjoint(facets, OF_CLUSTER);
    }

    @Override
    public void reach(World world) throws InterruptedException {
        world.client(Cluster.class).reach();
    }

    @Override
    public ArgumentRules rules() {
        return new KubeRules();
    }

    @Override
    public List<Signature> signatures() {
        return ClusterSignatures.all();
    }

    @Override
    public List<Action> actions() {
        return List.of(
                new ResourceDelete(),
                MetadataChange.ANNOTATE,
                MetadataChange.LABEL,
                new ResourceScale(),
                new ResourceRestart(),
                new ResourceSnapshot(),
                new ResourceApply());
    }

    @Override
    public List<Lookup> lookups() {
        List<Lookup> all = new ArrayList<>(List.of(
                new ObjectsOfKind(ObjectsOfKind.ANY_KIND),
                new FailureObject(),
                new FailureObjects(),
                new FailureWebhook(),
                new ReleaseResources(),
                new ResourcesExist(),
                new ResourcesGone(),
                new ResourcesTerminating(),
                new ResourcesIrreplaceable(),
                new ResourcesReady(),
                new ResourcesReplicas(),
                new ResourcesUndeleted(),
                new ResourcesAddressed(),
                new ResourcesInCondition(),
                new ResourceCondition(),
                new ResourceField()));
        ClusterSignatures.kinds().forEach(kind -> all.add(new ObjectsOfKind(kind)));
        return all;
    }

    @Override
    public List<String> advice(List<Pending> missing) {
        return WaitAdvice.on(missing);
    }
}
