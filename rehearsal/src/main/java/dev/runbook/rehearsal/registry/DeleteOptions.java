package dev.runbook.rehearsal.registry;

import com.fasterxml.jackson.databind.JsonNode;
import dev.runbook.rehearsal.api.ApiError;
import dev.runbook.rehearsal.api.JsonTrees;
import java.util.OptionalLong;

/** How an object is to be deleted: what becomes of its dependents, how long it may take, and which object is meant. */
public record DeleteOptions(
        Propagation propagation, OptionalLong graceSeconds, String uid, String resourceVersion, boolean dryRun) {

    /** What becomes of the objects that the deleted one owns. */
    public enum Propagation {
        /** What the type does when the client does not say: jobs leave their pods behind, all others take them along. */
        OF_THE_TYPE,
        BACKGROUND,
        FOREGROUND,
        ORPHAN
    }

    public static final DeleteOptions BACKGROUND =
            new DeleteOptions(Propagation.BACKGROUND, OptionalLong.empty(), "", "", false);

    /** Reads a DeleteOptions body. */
    public static DeleteOptions of(JsonNode body) {
        JsonNode preconditions = body.path("preconditions");
        return new DeleteOptions(
                propagation(JsonTrees.text(body, "propagationPolicy"), body.path("orphanDependents")),
                body.hasNonNull("gracePeriodSeconds")
                        ? OptionalLong.of(body.path("gracePeriodSeconds").asLong())
                        : OptionalLong.empty(),
                JsonTrees.text(preconditions, "uid"),
                JsonTrees.text(preconditions, "resourceVersion"),
                JsonTrees.texts(body.path("dryRun")).contains("All"));
    }

    private static Propagation propagation(String policy, JsonNode orphan) {
        return switch (policy) {
            case "" -> orphan.asBoolean() ? Propagation.ORPHAN : Propagation.OF_THE_TYPE;
            case "Background" -> Propagation.BACKGROUND;
            case "Foreground" -> Propagation.FOREGROUND;
            case "Orphan" -> Propagation.ORPHAN;
            default ->
                throw ApiError.unprocessable("DeleteOptions.meta.k8s.io \"\" is invalid: propagationPolicy: "
                        + "Unsupported value: \"" + policy
                        + "\": supported values: \"Background\", \"Foreground\", \"Orphan\", \"nil\"");
        };
    }
}
