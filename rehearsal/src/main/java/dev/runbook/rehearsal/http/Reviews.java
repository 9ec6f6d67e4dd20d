package dev.runbook.rehearsal.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.runbook.rehearsal.api.Json;
import java.util.List;
import java.util.Optional;

/** Answers the questions about rights: whoever holds the token may do everything. */
final class Reviews {
    /** A question: the group and the resource that it is posted to, and the kind of its object. */
    private record Question(String group, String plural, String kind, boolean namespaced) {}

    private static final List<Question> QUESTIONS = List.of(
            new Question("authorization.k8s.io", "selfsubjectaccessreviews", "SelfSubjectAccessReview", false),
            new Question("authorization.k8s.io", "subjectaccessreviews", "SubjectAccessReview", false),
            new Question("authorization.k8s.io", "localsubjectaccessreviews", "LocalSubjectAccessReview", true),
            new Question("authorization.k8s.io", "selfsubjectrulesreviews", "SelfSubjectRulesReview", false),
            new Question("authentication.k8s.io", "selfsubjectreviews", "SelfSubjectReview", false));

    private Reviews() {}

    /** The answer, when the path is one of a question. */
    static Optional<Reply> answer(String group, List<String> rest, Request request) {
        if (!request.method().equals("POST") || rest.isEmpty()) {
            return Optional.empty();
        }
        return QUESTIONS.stream()
                .filter(question ->
                        question.group().equals(group) && question.plural().equals(rest.getLast()))
                .findFirst()
                .map(question -> Reply.json(201, answer(question, body(request))));
    }

    /** kubectl asks in protobuf; since the answer does not depend on the question, that need not be read. */
    private static ObjectNode body(Request request) {
        return request.contentType().equals(Request.PROTOBUF) ? Json.object() : request.object();
    }

    private static ObjectNode answer(Question question, ObjectNode review) {
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
                    ObjectNode entry = Json.object()
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
        return QUESTIONS.stream().map(Question::group).distinct().toList();
    }
}
