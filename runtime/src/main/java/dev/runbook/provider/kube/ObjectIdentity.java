package dev.runbook.provider.kube;

import dev.runbook.language.value.ResourceId;
import dev.runbook.language.value.Resources;
import dev.runbook.language.value.Value;
import dev.runbook.port.ClusterReader;
import dev.runbook.port.KubeObject;
import dev.runbook.provider.Call;
import dev.runbook.provider.Evidence;
import dev.runbook.provider.Identities;
import dev.runbook.provider.StateBefore;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Which objects an action on resources is meant for: an object is its UID, and another one of its name is not it. */
public final class ObjectIdentity {
    private static final String KIND = "kind";
    private static final String UID = "uid";

    private ObjectIdentity() {}

    public static Map<String, Value> of(Call call) {
        Map<String, Value> meant = new LinkedHashMap<>();
        if (call.positional().getFirst() instanceof Resources resources) {
            resources.members().forEach(object -> meant.put(subject(object), identity(object)));
        }
        return meant;
    }

    static String subject(ResourceId object) {
        return object.shortName() + (object.namespace().isEmpty() ? "" : " in namespace " + object.namespace());
    }

    private static Value identity(ResourceId object) {
        return object.uid().isEmpty()
                ? Value.NIL
                : Identities.of(KIND, object.apiVersion() + "/" + object.kind(), UID, object.uid());
    }

    /**
     * What has become of the objects that an action was meant for.
     *
     * @param same those that are still there
     * @param gone those that are not there any more
     * @param others objects of the same name that are there instead, in words
     */
    record Matches(List<KubeObject> same, List<String> gone, List<String> others) {
        /** What is there instead of what was meant, in words. */
        String words() {
            List<String> words = new ArrayList<>(others);
            gone.forEach(one -> words.add(one + " is gone"));
            return String.join("; ", words);
        }
    }

    static Matches find(Call call, StateBefore before) throws InterruptedException {
        Matches found = new Matches(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        for (Map.Entry<String, Value> one : before.meant().entrySet()) {
            if (one.getValue() instanceof Value.Map identity) {
                sort(call, one.getKey(), identity, found);
            }
        }
        return found;
    }

    private static void sort(Call call, String subject, Value identity, Matches found) throws InterruptedException {
        String uid = Identities.text(identity, UID);
        Optional<KubeObject> now = object(call, subject, Identities.text(identity, KIND));
        if (now.isEmpty()) {
            found.gone().add(subject);
        } else if (now.get().uid().equals(uid)) {
            found.same().add(now.get());
        } else {
            found.others()
                    .add(subject + " was the one of UID " + uid + ", and is the one of UID "
                            + now.get().uid() + " now");
        }
    }

    private static Optional<KubeObject> object(Call call, String subject, String written) throws InterruptedException {
        int slash = written.lastIndexOf('/');
        ClusterReader cluster = call.client(ClusterReader.class);
        int in = subject.indexOf(" in namespace ");
        String name = subject.substring(subject.indexOf('/') + 1, in < 0 ? subject.length() : in);
        String namespace = in < 0 ? "" : subject.substring(in + " in namespace ".length());
        Optional<ClusterReader.Kind> kind = cluster.kind(written.substring(0, slash), written.substring(slash + 1));
        return kind.isPresent() ? cluster.get(kind.get(), namespace, name) : Optional.empty();
    }

    /** Of a deletion: those that are gone stay gone; what has the name of one by now was not meant. */
    public static Evidence deleted(Call call, StateBefore before) throws InterruptedException {
        if (before.meant().isEmpty()) {
            return unknown(call);
        }
        Matches found = find(call, before);
        return found.same().isEmpty()
                ? new Evidence.Present(found.words().isEmpty() ? "nothing was to be deleted" : found.words())
                : new Evidence.Absent(
                        found.same().size() + " of the objects are still there, and only these are deleted");
    }

    /** Whether an action that may be repeated is to be, on the objects that it was meant for. */
    static Evidence repeatable(Call call, StateBefore before) throws InterruptedException {
        if (before.meant().isEmpty()) {
            return unknown(call);
        }
        Matches found = find(call, before);
        return found.gone().isEmpty() && found.others().isEmpty()
                ? new Evidence.Absent("it was meant for the objects that are there, and may be done twice")
                : new Evidence.Another(found.words());
    }

    /** The journal of an older version does not say which objects it was. */
    public static Evidence unknown(Call call) {
        Map<String, Value> now = of(call);
        return now.isEmpty()
                ? new Evidence.Absent("there are no such objects")
                : new Evidence.Another("the journal does not say which objects it was meant for; now it would be "
                        + String.join(
                                ", ",
                                now.entrySet().stream()
                                        .map(e -> e.getKey() + " (" + Identities.words(e.getValue()) + ")")
                                        .toList()));
    }

    /** The same call for those of its objects that it was meant for before. */
    public static Call held(Call call, StateBefore before) throws InterruptedException {
        List<Value> positional = new ArrayList<>(call.positional());
        if (before.meant().isEmpty() || !(positional.getFirst() instanceof Resources resources)) {
            return call;
        }
        List<ResourceId> same =
                find(call, before).same().stream().map(KubeObject::id).toList();
        if (same.isEmpty()) {
            return call;
        }
        positional.set(0, new Resources(resources.label(), same, resources.addresses(), resources.single()));
        return new Call(
                call.signature(),
                call.receiver(),
                positional,
                call.options(),
                call.namespace(),
                call.world(),
                call.observer());
    }
}
