package dev.runbook.rehearsal.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.stream.Collectors;

/** A request that the API refuses: carries the Status object that the client gets. */
public final class ApiError extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int code;
    private final String reason;
    private final transient ObjectNode details;

    private ApiError(int code, String reason, String message, ObjectNode details) {
        super(message, null, false, false);
        this.code = code;
        this.reason = reason;
        this.details = details;
    }

    public int code() {
        return code;
    }

    public String reason() {
        return reason;
    }

    public ObjectNode status() {
        ObjectNode status = JsonTrees.object();
        status.put("kind", "Status").put("apiVersion", "v1").putObject("metadata");
        status.put("status", "Failure").put("message", getMessage()).put("reason", reason);
        status.set("details", details);
        return status.put("code", code);
    }

    public static ApiError notFound(ObjectKey key) {
        return new ApiError(
                404,
                "NotFound",
                "%s \"%s\" not found".formatted(key.type().qualifiedPlural(), key.name()),
                details(key, key.type().plural()));
    }

    public static ApiError unknownPath() {
        return new ApiError(404, "NotFound", "the server could not find the requested resource", JsonTrees.object());
    }

    public static ApiError alreadyExists(ObjectKey key, boolean deleting) {
        return new ApiError(
                409,
                "AlreadyExists",
                (deleting ? "object is being deleted: " : "")
                        + "%s \"%s\" already exists".formatted(key.type().qualifiedPlural(), key.name()),
                details(key, key.type().plural()));
    }

    public static ApiError modified(ObjectKey key) {
        return conflict(
                key, "the object has been modified; please apply your changes to the latest version and try again");
    }

    public static ApiError conflict(ObjectKey key, String why) {
        return new ApiError(
                409,
                "Conflict",
                "Operation cannot be fulfilled on %s \"%s\": %s"
                        .formatted(key.type().qualifiedPlural(), key.name(), why),
                details(key, key.type().plural()));
    }

    /** The conflict of server-side apply: one cause for each field that another manager owns. */
    public static ApiError applyConflict(String message, List<FieldError> causes) {
        ObjectNode details = JsonTrees.object();
        causes(details.putArray("causes"), causes);
        return new ApiError(409, "Conflict", message, details);
    }

    public static ApiError invalid(ObjectKey key, List<FieldError> errors) {
        String all = errors.size() == 1
                ? errors.getFirst().toString()
                : errors.stream().map(FieldError::toString).collect(Collectors.joining(", ", "[", "]"));
        ObjectNode details = details(key, key.type().kind());
        causes(details.putArray("causes"), errors);
        return new ApiError(
                422,
                "Invalid",
                "%s \"%s\" is invalid: %s".formatted(key.type().qualifiedKind(), key.name(), all),
                details);
    }

    public static ApiError forbidden(ObjectKey key, String why) {
        return new ApiError(
                403,
                "Forbidden",
                "%s \"%s\" is forbidden: %s".formatted(key.type().qualifiedPlural(), key.name(), why),
                details(key, key.type().plural()));
    }

    /** What would disturb more than a budget allows. */
    public static ApiError disruption(String budget, String why) {
        ObjectNode details = JsonTrees.object();
        details.putArray("causes")
                .addObject()
                .put("reason", "DisruptionBudget")
                .put("message", "The disruption budget " + budget + " " + why);
        return new ApiError(
                429, "TooManyRequests", "Cannot evict pod as it would violate the pod's disruption budget.", details);
    }

    public static ApiError badRequest(String message) {
        return new ApiError(400, "BadRequest", message, JsonTrees.object());
    }

    /** What a server in trouble says with a status, whatever it was asked for. */
    public static ApiError ofStatus(int status) {
        return switch (status) {
            case 401 -> unauthorized();
            case 403 ->
                new ApiError(403, "Forbidden", "forbidden: User \"rehearsal\" cannot do this now", JsonTrees.object());
            case 429 ->
                new ApiError(
                        429,
                        "TooManyRequests",
                        "Too many requests, please try again later.",
                        JsonTrees.object().put("retryAfterSeconds", 1));
            case 503 ->
                new ApiError(
                        503,
                        "ServiceUnavailable",
                        "the server is currently unable to handle the request",
                        JsonTrees.object());
            case 504 ->
                new ApiError(
                        504,
                        "Timeout",
                        "the server was unable to return a response in the time allotted",
                        JsonTrees.object());
            default -> new ApiError(status, "InternalError", "etcdserver: request timed out", JsonTrees.object());
        };
    }

    public static ApiError unauthorized() {
        return new ApiError(401, "Unauthorized", "Unauthorized", JsonTrees.object());
    }

    public static ApiError methodNotAllowed() {
        return new ApiError(
                405,
                "MethodNotAllowed",
                "the server does not allow this method on the requested resource",
                JsonTrees.object());
    }

    public static ApiError unsupportedMedia(String accepted) {
        return new ApiError(
                415,
                "UnsupportedMediaType",
                "the body of the request was in an unknown format - accepted media types include: " + accepted,
                JsonTrees.object());
    }

    public static ApiError unprocessable(String message) {
        return new ApiError(422, "Invalid", message, JsonTrees.object());
    }

    public static ApiError expired(long asked, long oldest) {
        return new ApiError(
                410, "Expired", "too old resource version: %d (%d)".formatted(asked, oldest), JsonTrees.object());
    }

    /** What a preview cannot answer without doing it. */
    public static ApiError cannotPreview(String message) {
        return new ApiError(501, "NotImplemented", message, JsonTrees.object());
    }

    /** What another server has refused, in its own words. */
    public static ApiError forwarded(int code, ObjectNode status) {
        ObjectNode details = status.get("details") instanceof ObjectNode given ? given : JsonTrees.object();
        return new ApiError(code, JsonTrees.text(status, "reason"), JsonTrees.text(status, "message"), details);
    }

    public static ApiError unavailable(String message) {
        return new ApiError(503, "ServiceUnavailable", message, JsonTrees.object());
    }

    /** An apply of fields that a schema does not have. */
    public static ApiError untyped(String message) {
        return new ApiError(500, "", message, JsonTrees.object());
    }

    public static ApiError internal(String message) {
        return new ApiError(500, "InternalError", "Internal error occurred: " + message, JsonTrees.object());
    }

    private static ObjectNode details(ObjectKey key, String kind) {
        ObjectNode details = JsonTrees.object().put("name", key.name());
        if (!key.type().group().isEmpty()) {
            details.put("group", key.type().group());
        }
        return details.put("kind", kind);
    }

    private static void causes(ArrayNode list, List<FieldError> errors) {
        for (FieldError error : errors) {
            list.addObject()
                    .put("reason", error.reason())
                    .put("message", error.body())
                    .put("field", error.field());
        }
    }
}
