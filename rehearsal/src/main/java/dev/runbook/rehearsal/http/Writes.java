package dev.runbook.rehearsal.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.runbook.rehearsal.api.ApiError;
import dev.runbook.rehearsal.api.JsonTrees;
import dev.runbook.rehearsal.api.Meta;
import dev.runbook.rehearsal.api.ObjectKey;
import dev.runbook.rehearsal.api.ResourceType;
import dev.runbook.rehearsal.patch.Patch;
import dev.runbook.rehearsal.patch.PatchKind;
import dev.runbook.rehearsal.registry.DeleteOptions;
import dev.runbook.rehearsal.registry.Deletion;
import dev.runbook.rehearsal.registry.Registry;
import dev.runbook.rehearsal.registry.Registry.Part;
import dev.runbook.rehearsal.registry.WriteOptions;
import dev.runbook.rehearsal.schema.CustomSchemas;
import dev.runbook.rehearsal.schema.DeclaredFields;
import dev.runbook.rehearsal.store.ListSnapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Answers POST, PUT, PATCH and DELETE on objects. */
final class Writes {
    private static final Set<String> BUILT_IN_SUFFIXES = Set.of("", "apps", "batch", "autoscaling", "policy");

    private final Registry registry;
    private final DeclaredFields declared;

    Writes(Registry registry) {
        this.registry = registry;
        this.declared = new DeclaredFields(new CustomSchemas(registry.store(), registry.types()));
    }

    ApiResponse create(ResourcePath path, ApiRequest request) {
        ObjectNode body = ofType(path.type(), request.object());
        if (!Meta.resourceVersion(body).isEmpty()) {
            throw ApiError.badRequest("resourceVersion should not be set on objects to be created");
        }
        List<String> warnings = warnings(path, body, request);
        ObjectNode stored = registry.create(
                path.type(),
                path.namespace(),
                AutoscalerVersions.kept(path.type(), body),
                options(request, false, warnings));
        return answer(201, path, stored, warnings);
    }

    private List<String> warnings(ResourcePath path, ObjectNode body, ApiRequest request) {
        return Stream.concat(
                        declared.check(path.type(), body, request.query("fieldValidation")).stream(),
                        NotEvaluated.of(path.type(), body).stream())
                .collect(Collectors.toCollection(ArrayList::new));
    }

    ApiResponse replace(ResourcePath path, ApiRequest request) {
        ObjectNode body = ofType(path.type(), request.object());
        List<String> warnings = warnings(path, body, request);
        ObjectNode stored = registry.update(
                path.key(),
                part(path),
                old -> AutoscalerVersions.kept(path.type(), body.deepCopy()),
                options(request, false, warnings));
        return answer(200, path, stored, warnings);
    }

    ApiResponse patch(ResourcePath path, ApiRequest request) {
        Patch patch = patchOf(path.type(), request);
        boolean applied = patch.kind() == PatchKind.APPLY;
        ObjectKey key = path.key();
        List<String> warnings = new ArrayList<>();
        WriteOptions options = options(request, applied, warnings);
        if (applied) {
            declared.checkApplied(path.type(), path.namespace(), request.object());
        } else if (patch.kind() == PatchKind.MERGE) {
            warnings.addAll(declared.check(path.type(), request.object(), request.query("fieldValidation")));
        }
        if (applied && registry.store().get(key).isEmpty() && path.subresource().isEmpty()) {
            ObjectNode empty = JsonTrees.object();
            empty.put("apiVersion", path.type().apiVersion())
                    .put("kind", path.type().kind());
            empty.putObject("metadata").put("name", path.name());
            ObjectNode stored = registry.create(
                    path.type(), path.namespace(), AutoscalerVersions.kept(path.type(), patch.apply(empty)), options);
            return answer(201, path, stored, warnings);
        }
        return answer(
                200,
                path,
                registry.update(key, part(path), old -> patched(path.type(), patch, old), options),
                warnings);
    }

    /** In the version that the client knows it in. */
    private static ObjectNode patched(ResourceType type, Patch patch, ObjectNode old) {
        return AutoscalerVersions.kept(type, patch.apply(Rendering.inVersion(type, old)));
    }

    private static ApiResponse answer(int code, ResourcePath path, ObjectNode stored, List<String> warnings) {
        ApiResponse answer = ApiResponse.json(code, Rendering.WHOLE.object(path.type(), stored));
        return warnings.isEmpty()
                ? answer
                : new ApiResponse.Warned(
                        warnings.stream()
                                .map(words -> "299 - \"" + words.replace("\"", "\\\"") + "\"")
                                .toList(),
                        answer);
    }

    ApiResponse delete(ResourcePath path, ApiRequest request) {
        DeleteOptions options = DeleteOptions.of(request.deleteOptions());
        Deletion.DeletionResult result = registry.delete(path.key(), options);
        if (!result.gone() || path.type().is("", "Pod")) {
            return ApiResponse.ok(result.object());
        }
        return ApiResponse.ok(Meta.deletion(path.type().group(), path.type().plural(), result.object()));
    }

    ApiResponse deleteAll(ResourcePath path, ApiRequest request) {
        ObjectSelector selection = ObjectSelector.of(path, request);
        DeleteOptions options = DeleteOptions.of(request.deleteOptions());
        ListSnapshot snapshot = registry.store().list(path.type(), path.namespace());
        List<ObjectNode> chosen =
                snapshot.objects().stream().filter(selection::matches).toList();
        for (ObjectNode object : chosen) {
            ObjectKey key = path.type().key(Meta.namespace(object), Meta.name(object));
            if (registry.store().get(key).isPresent()) {
                registry.delete(key, options);
            }
        }
        return ApiResponse.ok(
                Rendering.WHOLE.list(path.type(), chosen, registry.store().version()));
    }

    private static WriteOptions options(ApiRequest request, boolean applied, List<String> warnings) {
        return new WriteOptions(request.isDryRun(), request.fieldManager(), applied, "", warnings::add);
    }

    private static Part part(ResourcePath path) {
        return path.subresource().equals("status") ? Part.STATUS : Part.MAIN;
    }

    static Patch patchOf(ResourceType type, ApiRequest request) {
        boolean builtIn =
                BUILT_IN_SUFFIXES.contains(type.group()) || type.group().endsWith(".k8s.io");
        PatchKind kind = PatchKind.of(request.contentType())
                .filter(wanted -> builtIn || wanted != PatchKind.STRATEGIC)
                .orElseThrow(() -> ApiError.unsupportedMedia(acceptedPatches(builtIn)));
        String manager = kind == PatchKind.APPLY ? request.query("fieldManager") : request.fieldManager();
        return new Patch(kind, request.tree(), manager, request.asks("force"));
    }

    private static String acceptedPatches(boolean builtIn) {
        return String.join(
                ", ",
                builtIn
                        ? List.of(
                                PatchKind.JSON.contentType(),
                                PatchKind.MERGE.contentType(),
                                PatchKind.STRATEGIC.contentType(),
                                PatchKind.APPLY.contentType())
                        : List.of(
                                PatchKind.JSON.contentType(),
                                PatchKind.MERGE.contentType(),
                                PatchKind.APPLY.contentType()));
    }

    private static ObjectNode ofType(ResourceType type, ObjectNode body) {
        JsonNode kind = body.path("kind");
        String version = JsonTrees.text(body, "apiVersion");
        if ((!kind.isMissingNode() && !kind.asText().equals(type.kind()))
                || (!version.isEmpty() && !version.equals(type.apiVersion()))) {
            throw ApiError.badRequest(
                    "%s in version \"%s\" cannot be handled as a %s".formatted(kind.asText(), version, type.kind()));
        }
        return body;
    }
}
