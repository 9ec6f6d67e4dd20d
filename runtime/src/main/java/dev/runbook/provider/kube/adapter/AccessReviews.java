package dev.runbook.provider.kube.adapter;

import dev.runbook.json.Json;
import dev.runbook.language.failure.Failed;
import dev.runbook.port.KubeObject;
import dev.runbook.port.Permission;
import dev.runbook.port.Right;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Asks the API server about our own rights: a SelfSubjectAccessReview for each, side by side. */
final class AccessReviews {
    private static final String PATH = "/apis/authorization.k8s.io/v1/selfsubjectaccessreviews";
    private static final String ALL = "*";

    private final ClusterConnection link;

    AccessReviews(ClusterConnection link) {
        this.link = link;
    }

    /** The answer to each right. Who may do everything is asked no further. */
    Map<Right, Permission> of(Collection<Right> rights) throws InterruptedException {
        Set<Right> everything = new LinkedHashSet<>();
        rights.forEach(right -> everything.add(new Right(ALL, ALL, ALL, right.namespace())));
        Map<Right, Permission> first = ask(everything);
        Optional<Permission> untold = first.values().stream()
                .filter(Permission.Untold.class::isInstance)
                .findFirst();
        Set<Right> open = new LinkedHashSet<>(rights);
        Map<Right, Permission> answers = new LinkedHashMap<>();
        for (Right right : rights) {
            Permission all = first.getOrDefault(new Right(ALL, ALL, ALL, right.namespace()), new Permission.Denied());
            if (untold.isPresent() || all instanceof Permission.Allowed) {
                answers.put(right, untold.orElse(all));
                open.remove(right);
            }
        }
        answers.putAll(ask(open));
        return answers;
    }

    private Map<Right, Permission> ask(Set<Right> rights) throws InterruptedException {
        List<Right> order = List.copyOf(rights);
        Map<Right, Permission> answers = new LinkedHashMap<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Permission>> asked = new ArrayList<>();
            order.forEach(right -> asked.add(threads.submit(() -> ask(right))));
            try {
                for (int i = 0; i < order.size(); i++) {
                    answers.put(order.get(i), asked.get(i).get());
                }
            } catch (ExecutionException e) {
                if (e.getCause() instanceof InterruptedException stopped) {
                    throw stopped;
                }
                throw new IllegalStateException(e.getCause());
            } finally {
                threads.shutdownNow();
            }
        }
        return answers;
    }

    private Permission ask(Right right) throws InterruptedException {
        try {
            Transport.HttpReply reply =
                    link.transport().send("POST", PATH, "application/json", Json.line(review(right)));
            return switch (reply.status()) {
                case 200, 201 ->
                    answer(new KubeObject(ServerAnswer.object(link.transport().target(), reply.body())));
                case 404, 405 -> new Permission.Untold("the API server has no access reviews");
                case 401, 403 -> new Permission.Untold("the API server does not let this account ask for its rights");
                default ->
                    new Permission.Untold("the API server answers " + reply.status() + " to an access review: "
                            + ServerAnswer.message(reply.body()));
            };
        } catch (Failed failed) {
            return new Permission.Untold(failed.failure().summary());
        }
    }

    private static Permission answer(KubeObject review) {
        boolean allowed = review.text("status", "allowed").equals(Optional.of("true"));
        // An authorizer that could not decide says so beside its "no".
        Optional<String> error = review.text("status", "evaluationError").filter(e -> !e.isBlank());
        return allowed
                ? new Permission.Allowed()
                : error.<Permission>map(e -> new Permission.Untold("the API server cannot decide: " + e))
                        .orElseGet(Permission.Denied::new);
    }

    private static Map<String, Object> review(Right right) {
        String[] resource = right.resource().split("/", 2);
        Map<String, Object> attributes = new LinkedHashMap<>();
        attributes.put("verb", right.verb());
        attributes.put("group", right.group());
        attributes.put("resource", resource[0]);
        if (resource.length > 1) {
            attributes.put("subresource", resource[1]);
        }
        attributes.put("namespace", right.namespace());
        return Map.of(
                "apiVersion",
                "authorization.k8s.io/v1",
                "kind",
                "SelfSubjectAccessReview",
                "spec",
                Map.of("resourceAttributes", attributes));
    }
}
