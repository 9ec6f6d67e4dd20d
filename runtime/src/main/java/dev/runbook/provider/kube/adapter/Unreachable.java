package dev.runbook.provider.kube.adapter;

import dev.runbook.language.failure.Failed;
import dev.runbook.language.failure.Failure;
import dev.runbook.language.failure.FailureClass;
import java.io.EOFException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;

/** Says in words why a server did not answer, and what to check. */
public final class Unreachable {
    private static final Pattern CUT_OFF = Pattern.compile(
            "(?i)connection reset|broken pipe|terminated the handshake|end of file|EOF reached|received no bytes|"
                    + "connection (was )?(closed|aborted)|GOAWAY");

    private Unreachable() {}

    static Failed failure(KubeContext target, Throwable problem) {
        List<Throwable> causes = causes(problem);
        String context = target.kubectl("version") + " must answer.";
        Optional<String> distrust = distrust(causes);
        if (distrust.isPresent()) {
            return failed(
                    "no trusted connection to the API server %s: %s".formatted(target.describe(), distrust.get()),
                    outOfDate(causes)
                            ? "The certificate of the API server must be renewed there; check the clock of this machine, too."
                            : "Check certificate-authority and server of the cluster in the kubeconfig: " + context);
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
        } else if (cutOff(causes)) {
            why = "the connection was closed before an answer came";
        } else {
            why = words(causes.getLast());
        }
        return failed(
                "the API server %s does not answer: %s".formatted(target.describe(), why),
                "Check that the cluster runs and that this machine reaches it: " + context,
                "The address is that of " + target.origin()
                        + "; for another cluster, name it with --context or --kubeconfig.");
    }

    /** What is wrong with the server's certificate; empty when nothing is known to be. */
    private static Optional<String> distrust(List<Throwable> causes) {
        if (find(causes, SSLException.class).isEmpty()
                && find(causes, CertificateException.class).isEmpty()) {
            return Optional.empty();
        }
        Optional<CertificateExpiredException> expired = find(causes, CertificateExpiredException.class);
        if (expired.isPresent()) {
            return Optional.of("its certificate has expired (" + words(expired.get()) + ")");
        }
        Optional<CertificateNotYetValidException> early = find(causes, CertificateNotYetValidException.class);
        if (early.isPresent()) {
            return Optional.of("its certificate is not valid yet (" + words(early.get()) + ")");
        }
        String all = String.join(" ", causes.stream().map(Unreachable::words).toList());
        if (all.contains("unable to find valid certification path") || all.contains("PKIX")) {
            return Optional.of("its certificate is not signed by the authority that the kubeconfig names");
        }
        if (all.contains("No subject alternative") || all.contains("No name matching")) {
            return Optional.of("its certificate is for another name");
        }
        if (all.contains("Unsupported or unrecognized SSL message")) {
            return Optional.of("it does not speak TLS");
        }
        return cutOff(causes) ? Optional.empty() : Optional.of(words(causes.getLast()));
    }

    private static boolean outOfDate(List<Throwable> causes) {
        return find(causes, CertificateExpiredException.class).isPresent()
                || find(causes, CertificateNotYetValidException.class).isPresent();
    }

    /** Whether the other side, or something in between, has ended the connection: that says nothing about trust. */
    private static boolean cutOff(List<Throwable> causes) {
        return find(causes, EOFException.class).isPresent()
                || find(causes, SocketException.class).isPresent()
                || causes.stream().map(Unreachable::words).anyMatch(CUT_OFF.asPredicate());
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
