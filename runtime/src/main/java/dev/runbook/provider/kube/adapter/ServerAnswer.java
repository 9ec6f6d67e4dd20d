package dev.runbook.provider.kube.adapter;

import dev.runbook.json.Json;
import dev.runbook.language.failure.Failed;
import dev.runbook.language.failure.Failure;
import dev.runbook.language.failure.FailureClass;
import dev.runbook.port.ClusterReader.Kind;
import dev.runbook.port.KubeObject;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Puts an answer of the API server that is not a success into words. */
final class ServerAnswer {
    private static final Pattern ANONYMOUS = Pattern.compile("User \"system:anonymous\"");
    private static final Pattern TERMINATING = Pattern.compile("in namespace (\\S+) because it is being terminated");
    private static final Pattern MISSING = Pattern.compile("namespaces \"([^\"]+)\" not found");

    private ServerAnswer() {}

    /**
     * A request, for people.
     *
     * @param verb as RBAC names it: {@code get}, {@code list}, {@code watch}, {@code patch}, {@code delete}
     * @param namespace empty when none is concerned
     * @param name empty when the request is about all objects
     */
    record ApiCall(String verb, String resource, String namespace, String name) {
        static ApiCall of(String verb, Kind kind, String namespace, String name) {
            return new ApiCall(verb, resource(kind), kind.namespaced() ? namespace : "", name);
        }

        private static String resource(Kind kind) {
            int slash = kind.apiVersion().indexOf('/');
            return slash < 0
                    ? kind.plural()
                    : kind.plural() + "." + kind.apiVersion().substring(0, slash);
        }

        String words() {
            return verb + " " + resource + (name.isEmpty() ? "" : " " + name)
                    + (namespace.isEmpty() ? "" : " in namespace " + namespace);
        }
    }

    static Failed failure(KubeContext target, ApiCall asked, int status, String body) {
        String message = message(body);
        String context = target.context().isEmpty() ? "the pod's account" : "context " + target.context();
        return switch (status) {
            case 401 ->
                failed(
                        FailureClass.Unauthenticated,
                        "the API server %s does not accept the credentials of user %s"
                                .formatted(target.describe(), target.user()),
                        message,
                        "They have expired, or were revoked. Log in again as your cluster asks you to; "
                                + target.kubectl("auth whoami") + " must answer.");
            case 403 -> {
                if (ANONYMOUS.matcher(message).find()) {
                    yield failed(
                            FailureClass.Unauthenticated,
                            "the API server %s does not know who asks: no credentials came with the request"
                                    .formatted(target.describe()),
                            message,
                            "Log in, or give the user of the context its credentials in the kubeconfig; "
                                    + target.kubectl("auth whoami") + " must say who you are.");
                }
                Matcher terminating = TERMINATING.matcher(message);
                yield terminating.find()
                        ? terminating(target, terminating.group(1), message)
                        : failed(
                                FailureClass.Forbidden,
                                "%s may not %s".formatted(context, asked.words()),
                                message,
                                "Ask for a role that allows the verb %s on %s, or use another --context."
                                        .formatted(asked.verb(), asked.resource()));
            }
            case 404 -> {
                Matcher missing = MISSING.matcher(message);
                yield missing.find()
                        ? failed(
                                FailureClass.NamespaceMissing,
                                "there is no namespace %s in the cluster %s"
                                        .formatted(missing.group(1), target.describe()),
                                message,
                                "Check its name, or create it: "
                                        + target.kubectl("create namespace " + missing.group(1)))
                        : other(asked, status, message);
            }
            case 429, 500, 502, 503, 504 ->
                failed(
                        FailureClass.Unreachable,
                        "the API server %s answers %d: %s".formatted(target.describe(), status, message),
                        message,
                        "Wait until it has recovered: " + target.kubectl("get --raw /readyz") + " must say ok.");
            default -> other(asked, status, message);
        };
    }

    private static Failed terminating(KubeContext target, String namespace, String message) {
        return failed(
                FailureClass.NamespaceTerminating,
                "namespace %s is being deleted, and nothing can be created in it".formatted(namespace),
                message,
                "See what holds it, under status.conditions of: "
                        + target.kubectl("get namespace " + namespace + " -o yaml"),
                "When it is gone it can be created again; or use another namespace.");
    }

    private static Failed other(ApiCall asked, int status, String message) {
        return failed(
                FailureClass.CommandFailed,
                "could not %s: %s".formatted(asked.words(), message.isEmpty() ? "status " + status : message),
                message);
    }

    /** What the server's Status object says, or the beginning of whatever else came. */
    static String message(String body) {
        try {
            Optional<String> said = new KubeObject(Json.object(body)).text("message");
            if (said.isPresent()) {
                return said.get();
            }
        } catch (IOException notJson) {
            // A proxy between us and the server answers with text or HTML.
        }
        String text = body.strip();
        return text.length() > 200 ? text.substring(0, 200) + "…" : text;
    }

    static Map<String, Object> object(KubeContext target, String body) {
        try {
            return Json.object(body);
        } catch (IOException notKubernetes) {
            throw failed(
                    FailureClass.Unreachable,
                    "the server %s does not answer as a Kubernetes API server does: %s"
                            .formatted(target.describe(), Unreachable.words(notKubernetes)),
                    "",
                    "Check server of the cluster in the kubeconfig.");
        }
    }

    private static Failed failed(FailureClass kind, String summary, String output, String... advice) {
        return new Failed(new Failure(
                kind,
                Set.of(kind),
                summary,
                output.isEmpty() ? summary : output,
                List.of(),
                OptionalInt.empty(),
                Optional.empty(),
                List.of(advice)));
    }
}
