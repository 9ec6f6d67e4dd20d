package dev.runbook.provider.kube;

import static dev.runbook.language.signature.SignatureBuilder.action;
import static dev.runbook.language.signature.SignatureBuilder.lookup;
import static dev.runbook.language.signature.SignatureBuilder.member;
import static dev.runbook.language.signature.Type.Basic.ANY;
import static dev.runbook.language.signature.Type.Basic.BOOL;
import static dev.runbook.language.signature.Type.Basic.INT;
import static dev.runbook.language.signature.Type.Basic.MAP;
import static dev.runbook.language.signature.Type.Basic.RESOURCES;
import static dev.runbook.language.signature.Type.Basic.TEXT;

import dev.runbook.language.signature.Effect;
import dev.runbook.language.signature.Facet;
import dev.runbook.language.signature.Signature;
import dev.runbook.language.signature.SignatureBuilder;
import dev.runbook.language.signature.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The signatures of Kubernetes lookups, of what can be asked of the resources they give, and of resource actions. */
public final class ClusterSignatures {
    /** The lookups of one kind, each with an object for its example. */
    private static final Map<String, String> KINDS = Map.of(
            "service", "coderd",
            "ingress", "web-ingress",
            "deployment", "coderd",
            "statefulset", "timescale",
            "daemonset", "fluentd",
            "pod", "coderd-0",
            "job", "migrate",
            "pvc", "data-timescale-0",
            "secret", "coder-tls",
            "configmap", "coder-config");

    private static final String THESE_VERY_OBJECTS =
            " A name bound to resources keeps exactly those objects, by UID; one that was not there is looked for by name.";

    private ClusterSignatures() {}

    /** The lookups of one kind, by the names that runbooks use. */
    public static List<String> kinds() {
        return KINDS.keySet().stream().sorted().toList();
    }

    public static List<Signature> all() {
        List<Signature> all = new ArrayList<>();
        kinds().forEach(kind -> all.add(ofKind(kind, KINDS.getOrDefault(kind, "coder"))));
        all.add(ofAnyKind());
        all.add(ofRelease());
        all.addAll(snapshot());
        all.addAll(questions());
        all.addAll(actions());
        return all;
    }

    private static Signature ofKind(String kind, String example) {
        SignatureBuilder signature = lookup(kind)
                .optional("name", TEXT, "Name of the object.")
                .option("labels", TEXT, "Label selector as kubectl writes it, such as app=coderd.")
                .option("release", TEXT, "Helm release: the objects of this kind that it owns.")
                .option("namespace", TEXT, "Namespace to look in; the default is that of in_namespace.")
                .gives(RESOURCES)
                .reads(Facet.CLUSTER, Facet.RELEASES)
                .about("The " + kind + " with this name, or every " + kind
                        + " with these labels or of this Helm release:"
                        + " give one of the three. One that is not there is not a failure: ask exists? of it."
                        + ("secret".equals(kind)
                                ? " Its data is never shown: field(\"data.KEY\") gives a secret value, decoded."
                                : ""));
        return signature
                .example("wait up_to: 5.minutes until " + kind + "(\"" + example + "\").exists?")
                .sign();
    }

    private static Signature ofAnyKind() {
        return lookup("resource")
                .argument(
                        "kind",
                        TEXT,
                        "group/version/Kind such as cert-manager.io/v1/Certificate, version/Kind such as v1/Service,"
                                + " plural.group such as certificates.cert-manager.io, a built-in name such as svc, or a"
                                + " Kind alone, which means the first group that has it.")
                .optional("name", TEXT, "Name of the object.")
                .option("labels", TEXT, "Label selector as kubectl writes it, such as app=coderd.")
                .option("release", TEXT, "Helm release: the objects of this kind that it owns.")
                .option(
                        "namespace",
                        TEXT,
                        "Namespace to look in; the default is that of in_namespace."
                                + " Ignored for kinds that no namespace holds.")
                .gives(RESOURCES)
                .reads(Facet.CLUSTER, Facet.RELEASES)
                .about("Objects of any kind that the API server has, by name, by labels or by Helm release:"
                        + " give one of the three. A kind that the server does not have is a failure.")
                .example("wait up_to: 5.minutes until resource(\"cert-manager.io/v1/Certificate\", \"coder\").ready?")
                .sign();
    }

    private static Signature ofRelease() {
        return lookup("release_resources")
                .argument("release", TEXT, "Name of the Helm release.")
                .option("namespace", TEXT, "Namespace of the release; the default is that of in_namespace.")
                .gives(RESOURCES)
                .reads(Facet.CLUSTER, Facet.RELEASES)
                .about(
                        "What the manifest of the release lists, and the ReplicaSets, Jobs and Pods that those objects own."
                                + " Hooks, user workspaces and volume claims that a StatefulSet made from its templates are not in it."
                                + " An object of the manifest that is not in the cluster stays in the set as missing."
                                + " When there is no such release, it is what still carries the release's name as its"
                                + " owner: what an uninstall is deleting or has kept.")
                .example("old = release_resources(release)\nwait up_to: 15.minutes until old.gone?")
                .sign();
    }

    private static List<Signature> snapshot() {
        return List.of(
                member(RESOURCES, "address")
                        .gives(TEXT)
                        .about(
                                "The first of addresses, as it was when the resources were looked up; nil when there was none.")
                        .example("note \"Coder answers at #{service(\"coderd\").address}\"")
                        .sign(),
                member(RESOURCES, "addresses")
                        .gives(new Type.ListOf(TEXT))
                        .about(
                                "IPs and host names that load balancers had given to the services, ingresses and gateways"
                                        + " of the set when it was looked up, sorted.")
                        .example("assert release_resources(release).addresses == old.addresses")
                        .sign(),
                member(RESOURCES, "count")
                        .gives(INT)
                        .about("How many objects were there when the resources were looked up.")
                        .example("assert pod(labels: \"app=coderd\").count >= 2")
                        .sign(),
                member(RESOURCES, "names")
                        .gives(new Type.ListOf(TEXT))
                        .about("The names of the objects that were there when the resources were looked up, in order.")
                        .example("note \"Claims that stay: #{pvc(labels: \"app=timescale\").names}\"")
                        .sign(),
                member(RESOURCES, "names_with_kind")
                        .gives(new Type.ListOf(TEXT))
                        .about("The same with their kinds, as kubectl writes them: service/web.")
                        .example("note release_resources(\"coder\").names_with_kind.join")
                        .sign(),
                member(RESOURCES, "name")
                        .gives(TEXT)
                        .about("The name of the one object; fails when the set holds none or several.")
                        .example("note deployment(labels: \"app=coderd\").name")
                        .sign(),
                member(RESOURCES, "uid")
                        .gives(TEXT)
                        .about("The UID of the one object when it was looked up; nil when it was not there;"
                                + " fails when the set holds several.")
                        .example("note \"The old service was #{service(\"coderd\").uid}\"")
                        .sign());
    }

    private static List<Signature> questions() {
        return List.of(
                question("exists?")
                        .about(
                                "Whether every object is there now, one that is being deleted included; an empty set is not."
                                        + THESE_VERY_OBJECTS)
                        .example("assert secret(\"coder-tls\").exists?, \"make the certificate first\"")
                        .sign(),
                question("gone?")
                        .about(
                                "Whether none of the objects is there any more. Not found is success, and a new object with the"
                                        + " same name is not the old one. Objects that Helm was told to keep"
                                        + " (helm.sh/resource-policy: keep) are left out; an empty set is gone.")
                        .example("wait up_to: 15.minutes until old.gone?")
                        .sign(),
                question("terminating?")
                        .about("Whether any of the objects is being deleted now. An install that meets such an object"
                                + " takes it over, and it is gone a moment later: wait until nothing is."
                                + THESE_VERY_OBJECTS)
                        .example("wait up_to: 15.minutes until !release_resources(release).terminating?")
                        .sign(),
                question("irreplaceable")
                        .gives(new Type.ListOf(TEXT))
                        .about(
                                "What no install brings back once these objects are deleted, because data goes with it: volume"
                                        + " claims with their volumes, also those that the objects own, custom resource definitions"
                                        + " with every object of their kind, and what others have put into a namespace."
                                        + THESE_VERY_OBJECTS)
                        .example("confirm \"Is there a copy of #{old.irreplaceable.join}?\"")
                        .sign(),
                question("undeleted")
                        .gives(RESOURCES)
                        .about(
                                "What an uninstall of the release should have deleted and has left, such as what helm 4 could"
                                        + " not ask for while the API server was away: it is there, nobody has deleted it, it"
                                        + " carries the marks of a release, and no other object of the set owns it. Objects that"
                                        + " Helm was told to keep (helm.sh/resource-policy: keep) are left out."
                                        + THESE_VERY_OBJECTS)
                        .example("note \"left: #{old.undeleted.names.join}\" if old.undeleted.exists?")
                        .sign(),
                question("replicas")
                        .gives(INT)
                        .about(
                                "How many pods the deployments, statefulsets and replicasets of the set are to have now, all"
                                        + " together: 0 when they are stopped, whether or not their pods have gone."
                                        + THESE_VERY_OBJECTS)
                        .example("assert deployment(release: release).replicas == 0, \"it still runs\"")
                        .sign(),
                question("ready?")
                        .option(
                                "before",
                                RESOURCES,
                                "What was there before a change: of these, one that has no condition at all had none then either, and is"
                                        + " ready by being there")
                        .about(
                                "Whether every object is there now, is not being deleted, and is ready: rollouts are complete,"
                                        + " pods ready, jobs complete, claims bound, load balancers have an address; other kinds by"
                                        + " their conditions: not while Stalled or Reconciling holds or the newest change is not"
                                        + " seen, then by Ready or Available. A Node, and a kind whose CRD has conditions in its"
                                        + " schema, is not ready before it has some; everything else is ready by being there, and a wait"
                                        + " says so: ready (no conditions: it exists)."
                                        + " A pod that another object of"
                                        + " the set owns is not asked: its owner is. An empty set is not ready."
                                        + THESE_VERY_OBJECTS)
                        .example("wait up_to: 5.minutes until release_resources(release).ready?")
                        .sign(),
                question("addresses?")
                        .about(
                                "Whether every LoadBalancer service and gateway of the set has an address now and is not being"
                                        + " deleted. A service that is missing has no address. An ingress counts only in a set of"
                                        + " ingresses: it has an address only where a controller serves it and reports one. A set"
                                        + " that is owed no address has nothing to wait for."
                                        + THESE_VERY_OBJECTS)
                        .example("wait up_to: 5.minutes until release_resources(release).addresses?")
                        .sign(),
                question("condition?")
                        .argument("condition", TEXT, "Type of the condition, such as :Available.")
                        .about("Whether every object is there now and has this condition with the status True."
                                + THESE_VERY_OBJECTS)
                        .example("wait up_to: 2.minutes until deployment(\"coderd\").condition?(:Available)")
                        .sign(),
                question("condition")
                        .argument("condition", TEXT, "Type of the condition, such as :Available.")
                        .gives(TEXT)
                        .about(
                                "The status of this condition of the one object now: True, False or Unknown; nil when it has no"
                                        + " such condition or is not there. Fails when the set holds several objects.")
                        .example("note \"available: #{deployment(\"coderd\").condition(:Available)}\"")
                        .sign(),
                question("field")
                        .argument(
                                "path",
                                TEXT,
                                "Path of keys, such as spec.replicas, spec.ports[0].port or"
                                        + " metadata.annotations['helm.sh/chart'].")
                        .gives(ANY)
                        .about(
                                "What is at a path of the one object now; nil when nothing does or the object is not there."
                                        + " A path into a Secret's data gives a secret value, decoded; the whole data of a Secret is"
                                        + " refused. Fails when the set holds several objects.")
                        .example("assert deployment(\"coderd\").field(\"spec.replicas\") == 2")
                        .sign());
    }

    private static SignatureBuilder question(String name) {
        return lookup(RESOURCES, name).gives(BOOL).reads(Facet.CLUSTER);
    }

    private static List<Signature> actions() {
        return List.of(
                change("resource.delete")
                        .choice(
                                "cascade",
                                "How what they own goes; background when left out. With orphan it stays",
                                "background",
                                "foreground",
                                "orphan")
                        .effect(Effect.DESTRUCTIVE)
                        .about("Deletes exactly these objects, by UID, with what they own. One that is gone"
                                + " already is done. It does not wait: write a wait with gone? for that.")
                        .example("resource.delete job(\"migrate\")")
                        .sign(),
                change("resource.annotate")
                        .argument("annotations", MAP, "Annotations to set; nil removes one.")
                        .about("Sets annotations on every object of the set.")
                        .example("resource.annotate service(\"coderd\"), { \"acme.example/owner\" => \"platform\" }")
                        .sign(),
                change("resource.label")
                        .argument("labels", MAP, "Labels to set; nil removes one.")
                        .about("Sets labels on every object of the set.")
                        .example("resource.label service(\"coderd\"), { team: \"platform\" }")
                        .sign(),
                change("resource.scale")
                        .argument("replicas", INT, "How many pods there are to be.")
                        .between(0, Integer.MAX_VALUE)
                        .about("Sets the number of replicas of each deployment, statefulset or replicaset of the set."
                                + " It does not wait: write a wait with ready? for that.")
                        .example("resource.scale deployment(\"coderd\"), 0")
                        .sign(),
                change("resource.snapshot")
                        .argument("name", TEXT, "Name of the VolumeSnapshot; one that already exists is a failure.")
                        .option(
                                "snapshot_class",
                                TEXT,
                                "VolumeSnapshotClass of the storage; the cluster's default when left out.")
                        .effect(Effect.ONCE)
                        .about("Has the storage make a VolumeSnapshot of the volume of one claim, where the cluster has"
                                + " that API. It does not wait: write a wait with ready? for that. A database that is"
                                + " running meanwhile finds in it what a crash would have left.")
                        .example("resource.snapshot pvc(\"data-timescale-0\"), \"before-update\"\n"
                                + "wait up_to: 15.minutes until"
                                + " resource(\"snapshot.storage.k8s.io/v1/VolumeSnapshot\", \"before-update\").ready?")
                        .sign(),
                action("resource.apply")
                        .argument(
                                "manifests",
                                new Type.ListOf(TEXT),
                                "Manifests, each the YAML of one object or of several")
                        .reads(Facet.CLUSTER)
                        .writes(Facet.CLUSTER)
                        .about(
                                "Applies manifests as kubectl apply --server-side does, with the field manager runbook. Fields that"
                                        + " helm has set are taken over; what another tool has set is an ApplyConflict that names it.")
                        .example("resource.apply helm.crds(\"coder/coder\")")
                        .sign(),
                change("resource.restart")
                        .effect(Effect.ONCE)
                        .about(
                                "Replaces the pods of each deployment, statefulset or daemonset of the set, a few at a time, as"
                                        + " kubectl rollout restart does. It does not wait: write a wait with ready? for that.")
                        .example("resource.restart deployment(\"coderd\")")
                        .sign());
    }

    private static SignatureBuilder change(String name) {
        return action(name)
                .argument(
                        "resources",
                        RESOURCES,
                        "What to change; an object that is not there is a failure," + " but for delete.")
                .reads(Facet.CLUSTER)
                .writes(Facet.CLUSTER);
    }
}
