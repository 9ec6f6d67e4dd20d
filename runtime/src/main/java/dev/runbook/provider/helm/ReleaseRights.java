package dev.runbook.provider.helm;

import dev.runbook.port.ClusterReader.Kind;
import dev.runbook.port.NamespacedKind;
import dev.runbook.port.Right;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The rights that helm needs for each thing that it does with a release: on its own storage, and on the objects. */
public enum ReleaseRights {
    READ("list", "", "", ""),
    READ_REVISION("list get", "", "", ""),
    /** Unchanged objects are only read, and old revisions are deleted only when there are too many. */
    CHANGE("list create update", "get delete", "get", "create patch delete"),
    REPLACE("list create update", "get delete", "get", "create update patch delete"),
    UNINSTALL("list update delete", "get", "delete", "get");

    private static final Kind SECRETS = new Kind("v1", "Secret", "secrets", true);

    private static final Kind REPLICA_SETS = new Kind("apps/v1", "ReplicaSet", "replicasets", true);

    private final String storage;
    private final String storagePerhaps;
    private final String objects;
    private final String objectsPerhaps;

    /** Each a list of verbs with spaces between them. */
    ReleaseRights(String storage, String storagePerhaps, String objects, String objectsPerhaps) {
        this.storage = storage;
        this.storagePerhaps = storagePerhaps;
        this.objects = objects;
        this.objectsPerhaps = objectsPerhaps;
    }

    /** What helm needs surely on the secrets that hold the revisions of a release in this namespace. */
    public Set<Right> onStorage(String namespace) {
        return rights(storage, List.of(new NamespacedKind(SECRETS, namespace)));
    }

    /** What helm needs there only in some cases. */
    public Set<Right> onStoragePerhaps(String namespace) {
        return rights(storagePerhaps, List.of(new NamespacedKind(SECRETS, namespace)));
    }

    /** What helm needs surely on the objects of the release. */
    public Set<Right> onObjects(Collection<NamespacedKind> kinds) {
        return rights(objects, kinds);
    }

    /** What helm needs on an object only when it has changed, or on the way back. */
    public Set<Right> onObjectsPerhaps(Collection<NamespacedKind> kinds) {
        return rights(objectsPerhaps, kinds);
    }

    /**
     * What helm needs to wait until the objects are ready.
     *
     * @param watches whether it watches them, as helm 4 does, and does not only ask now and then
     */
    public static Set<Right> toWait(Collection<NamespacedKind> kinds, boolean watches) {
        Set<Right> rights = new TreeSet<>(rights(watches ? "get list watch" : "get", kinds));
        for (NamespacedKind homed : kinds) {
            if (homed.kind().name().equals("Deployment")) {
                rights.addAll(rights("list", List.of(new NamespacedKind(REPLICA_SETS, homed.namespace()))));
            }
        }
        return rights;
    }

    private static Set<Right> rights(String verbs, Collection<NamespacedKind> kinds) {
        Set<Right> rights = new TreeSet<>();
        for (NamespacedKind homed : kinds) {
            for (String verb : verbs.split(" ", -1)) {
                if (!verb.isEmpty()) {
                    rights.add(Right.of(verb, homed.kind(), homed.namespace()));
                }
            }
        }
        return rights;
    }
}
