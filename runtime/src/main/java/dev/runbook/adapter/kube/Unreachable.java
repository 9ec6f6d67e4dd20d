package dev.runbook.adapter.kube;

import dev.runbook.failure.Failed;
import dev.runbook.failure.Failure;
import dev.runbook.failure.FailureClass;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;

/** Says in words why a server did not answer, and what to check. */
final class Unreachable {
    private Unreachable() {}

    static Failed failure(Target target, Throwable problem) {
        List<Throwable> causes = causes(problem);
        String context = target.kubectl("version") + " must answer.";
        if (find(causes, SSLException.class).isPresent()) {
            return failed(
                    "no trusted connection to the API server %s: %s".formatted(target.describe(), tls(causes)),
                    "Check certificate-authority and server of the cluster in the kubeconfig: " + context);
        }
        String why;
        if (find(causes, UnknownHostException.class).isPresent()
                || find(causes, UnresolvedAddressException.class).isPresent()) {
            why = "its name is not known to DNS";
        } else if (find(causes, HttpTimeoutException.class).isPresent()
                || find(causes, TimeoutException.class).isPresent()) {
            why = "no answer in time";
        } else if (find(causes, ConnectException.class).isPresent()) {
            why = words(find(causes, ConnectException.class).orElse(new ConnectException()));
            why = why.isEmpty() || why.equals("ConnectException") ? "connection refused" : why.toLowerCase(Locale.ROOT);
        } else {
            why = words(causes.getLast());
        }
        return failed(
                "the API server %s does not answer: %s".formatted(target.describe(), why),
                "Check that the cluster runs and that this machine reaches it: " + context,
                "The address is that of " + target.origin()
                        + "; for another cluster, name it with --context or --kubeconfig.");
    }

    private static String tls(List<Throwable> causes) {
        String all = String.join(" ", causes.stream().map(Unreachable::words).toList());
        if (all.contains("unable to find valid certification path") || all.contains("PKIX")) {
            return "its certificate is not signed by the authority that the kubeconfig names";
        }
        if (all.contains("No subject alternative") || all.contains("No name matching")) {
            return "its certificate is for another name";
        }
        if (all.contains("Unsupported or unrecognized SSL message")) {
            return "it does not speak TLS";
        }
        return words(causes.getLast());
    }

    private static Failed failed(String summary, String... advice) {
        return new Failed(Failure.of(FailureClass.Unreachable, summary, advice));
    }

    /** The first line of what a problem says. */
    static String words(Throwable problem) {
        String message = problem.getMessage();
        return message == null || message.isBlank()
                ? problem.getClass().getSimpleName()
                : message.strip().lines().findFirst().orElse("");
    }

    /** The first line of what the deepest cause of a problem says. */
    static String cause(Throwable problem) {
        return words(causes(problem).getLast());
    }

    private static List<Throwable> causes(Throwable problem) {
        List<Throwable> causes = new ArrayList<>();
        for (Throwable t = problem; t != null && causes.size() < 20; t = t.getCause()) {
            causes.add(t);
        }
        return causes;
    }

    private static <T extends Throwable> Optional<T> find(List<Throwable> causes, Class<T> type) {
        return causes.stream().filter(type::isInstance).map(type::cast).findFirst();
    }
}
