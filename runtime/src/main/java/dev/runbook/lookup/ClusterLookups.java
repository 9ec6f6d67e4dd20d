package dev.runbook.lookup;

import dev.runbook.catalogue.ClusterSignatures;
import java.util.ArrayList;
import java.util.List;

/** The lookups of Kubernetes objects, and what can be asked of the resources that they give. */
public final class ClusterLookups {
    private ClusterLookups() {}

    public static List<Lookup> all() {
        List<Lookup> all = new ArrayList<>(List.of(
                new ObjectsOfKind(ObjectsOfKind.ANY_KIND),
                new FailureObject(),
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
}
