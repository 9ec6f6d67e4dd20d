package dev.runbook.port;

import dev.runbook.language.value.ResourceId;
import dev.runbook.port.ClusterWriter.Cascade;
import java.util.List;

/** Asks the API server what it would say to objects that are deleted and made again; nothing is changed. */
@FunctionalInterface
public interface ReplacementTrials {
    /** Where nobody can be asked. */
    ReplacementTrials NONE = _ -> new TrialResult.NotAsked("nobody can be asked");

    /** All of them are deleted, and then made, in this order. */
    TrialResult of(List<ReplacedObject> objects) throws InterruptedException;

    /**
     * An object that gives way to another of its name.
     *
     * @param next what comes, as a manifest has it
     */
    record ReplacedObject(
            KubeObject old, ClusterReader.Kind oldKind, Cascade cascade, ClusterReader.Kind kind, KubeObject next) {}

    /** What the server says. */
    sealed interface TrialResult {
        /** It would take all of them. */
        record Accepted() implements TrialResult {}

        /** It would refuse one, which then is gone. */
        record Refused(ResourceId object, int status, String said) implements TrialResult {}

        /** It could not be asked, or does not say it without doing it. */
        record NotAsked(String why) implements TrialResult {}
    }
}
