package dev.runbook.rehearsal.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.runbook.rehearsal.api.JsonTrees;
import java.util.List;
import java.util.Optional;

/** Answers the questions about rights: whoever holds the token may do everything. */
final class Reviews {
    /** A question: the group and the resource that it is posted to, and the kind of its object. */
    private record ReviewedResource(String group, String plural, String kind, boolean namespaced) {}

    private static final List<ReviewedResource> QUESTIONS = List.of(
            new ReviewedResource("authorization.k8s.io", "selfsubjectaccessreviews", "SelfSubjectAccessReview", false),
            new ReviewedResource("authorization.k8s.io", "subjectaccessreviews", "SubjectAccessReview", false),
            new ReviewedResource("authorization.k8s.io", "localsubjectaccessreviews", "LocalSubjectAccessReview", true),
            new ReviewedResource("authorization.k8s.io", "selfsubjectrulesreviews", "SelfSubjectRulesReview", false),
            new ReviewedResource("authentication.k8s.io", "selfsubjectreviews", "SelfSubjectReview", false));

    private Reviews() {}

    /** The answer, when the path is one of a question. */
    static Optional<ApiResponse> answer(String group, List<String> rest, ApiRequest request) {
        if (!request.method().equals("POST") || rest.isEmpty()) {
            return Optional.empty();
        }
        return QUESTIONS.stream()
                .filter(question ->
                        question.group().equals(group) && question.plural().equals(rest.getLast()))
                .findFirst()
                .map(question -> {
                    request.isDryRun();
                    return ApiResponse.json(201, answer(question, body(request)));
                });
    }

    /** kubectl asks in protobuf; since the answer does not depend on the question, that need not be read. */
    private static ObjectNode body(ApiRequest request) {
        return request.contentType().equals(ApiRequest.PROTOBUF) ? JsonTrees.object() : request.object();
    }

    private static ObjectNode answer(ReviewedResource question, ObjectNode review) {
        review.put("kind", question.kind()).put("apiVersion", question.group() + "/v1");
        ObjectNode status = review.putObject("status");
        switch (question.kind()) {
            case "SelfSubjectReview" -> {
                ObjectNode user = status.putObject("userInfo").put("username", "rehearsal");
                user.putArray("groups").add("system:masters").add("system:authenticated");
            }
            case "SelfSubjectRulesReview" -> {
                status.put("incomplete", false);
                ObjectNode rule = status.putArray("resourceRules").addObject();
                for (String field : List.of("verbs", "apiGroups", "resources")) {
                    rule.putArray(field).add("*");
                }
                ObjectNode urls = status.putArray("nonResourceRules").addObject();
                urls.putArray("verbs").add("*");
                urls.putArray("nonResourceURLs").add("*");
            }
            default -> status.put("allowed", true);
        }
        return review;
    }

    /** The entries of the questions in the discovery of their group. */
    static List<ObjectNode> discovered(String group) {
        return QUESTIONS.stream()
                .filter(question -> question.group().equals(group))
                .map(question -> {
                    ObjectNode entry = JsonTrees.object()
                            .put("name", question.plural())
                            .put("singularName", "")
                            .put("namespaced", question.namespaced())
                            .put("kind", question.kind());
                    entry.putArray("verbs").add("create");
                    return entry;
                })
                .toList();
    }

    static List<String> groups() {
        return QUESTIONS.stream().map(ReviewedResource::group).distinct().toList();
    }
}
