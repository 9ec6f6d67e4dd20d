package dev.runbook.provider.helm;

import dev.runbook.language.failure.Failed;
import dev.runbook.language.value.Value;
import dev.runbook.port.ClusterReader;
import dev.runbook.port.KubeObject;
import dev.runbook.provider.Call;
import dev.runbook.provider.Identities;
import java.util.List;
import java.util.Optional;

/**
 * Which release it is: a release that is installed again under the same name was first deployed at another time, and its
 * records are other objects.
 */
final class ReleaseIdentity {
    private static final String FIRST_DEPLOYED = "first_deployed";
    private static final String RECORD = "record";
    private static final String UID = "uid";

    /** How a release that is there now stands to the one that was there. */
    enum Likeness {
        SAME,
        ANOTHER,
        /** It claims to be the same, and its record is another object. */
        UNCLEAR
    }

    private ReleaseIdentity() {}

    static String subject(Call call) {
        return "release " + HelmCalls.argument(call, 0, HelmNames::release) + " in namespace "
                + HelmCalls.namespace(call);
    }

    /** The release at its newest revision; nil when there is none; empty where its record cannot be read. */
    static Optional<Value> of(Call call, Optional<List<Helm.Revision>> history) throws InterruptedException {
        if (history.isEmpty() || history.get().getLast().uninstalled()) {
            return Optional.of(Value.NIL);
        }
        String release = HelmCalls.argument(call, 0, HelmNames::release);
        return record(call, ReleaseRecord.name(release, history.get().getLast().number()))
                .map(record ->
                        Identities.of(FIRST_DEPLOYED, firstDeployed(record), RECORD, record.name(), UID, record.uid()));
    }

    static Likeness likeness(Call call, Value before, Value now) throws InterruptedException {
        if (!text(before, FIRST_DEPLOYED).equals(text(now, FIRST_DEPLOYED))) {
            return Likeness.ANOTHER;
        }
        // The record of that time may be gone by now: helm keeps only so many.
        return text(now, RECORD).equals(text(before, RECORD))
                ? like(text(now, UID).equals(text(before, UID)))
                : like(record(call, text(before, RECORD))
                        .map(KubeObject::uid)
                        .filter(uid -> !uid.equals(text(before, UID)))
                        .isEmpty());
    }

    private static Likeness like(boolean same) {
        return same ? Likeness.SAME : Likeness.UNCLEAR;
    }

    static String words(Value identity) {
        return identity instanceof Value.Map
                ? "the release that was first deployed at " + text(identity, FIRST_DEPLOYED) + " (record "
                        + text(identity, RECORD) + ", UID " + text(identity, UID) + ")"
                : "no release";
    }

    private static Optional<KubeObject> record(Call call, String name) throws InterruptedException {
        for (String kind : List.of("v1/Secret", "v1/ConfigMap")) {
            try {
                ClusterReader cluster = call.client(ClusterReader.class);
                Optional<KubeObject> record = cluster.get(cluster.kind(kind), HelmCalls.namespace(call), name);
                if (record.isPresent()) {
                    return record;
                }
            } catch (Failed unread) {
                return Optional.empty();
            }
        }
        return Optional.empty();
    }

    private static String firstDeployed(KubeObject record) {
        return record.text("data", "release")
                .flatMap(data -> ReleaseRecord.firstDeployed(
                        record.kind().equals("Secret") ? ReleaseRecord.ofSecret(data) : data))
                .orElse("");
    }

    private static String text(Value identity, String field) {
        return Identities.text(identity, field);
    }
}
