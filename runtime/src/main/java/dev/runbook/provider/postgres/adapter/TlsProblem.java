package dev.runbook.provider.postgres.adapter;

import java.io.EOFException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Why a connection to a database cannot be trusted.
 *
 * @param why in words that follow "cannot be reached safely"
 * @param advice what to do about it
 */
record TlsProblem(String why, String advice) {
    private static final Pattern TLS = Pattern.compile("SSL|certificate|hostname .* could not be verified");
    private static final Pattern OTHER_NAME = Pattern.compile("[Hh]ostname (\\S+) could not be verified");
    private static final String RENEW =
            "The server's certificate must be renewed; check the clock of this machine, too.";

    /** What is wrong with the connection; empty when it is not known to be its trust. */
    static Optional<TlsProblem> of(Throwable e, String said) {
        Optional<Throwable> expired = cause(e, CertificateExpiredException.class);
        if (expired.isPresent()) {
            return Optional.of(
                    new TlsProblem("the server's certificate has expired (" + date(expired.get()) + ")", RENEW));
        }
        Optional<Throwable> early = cause(e, CertificateNotYetValidException.class);
        if (early.isPresent()) {
            return Optional.of(
                    new TlsProblem("the server's certificate is not valid yet (" + date(early.get()) + ")", RENEW));
        }
        if (cutOff(e) || !TLS.matcher(said).find()) {
            return Optional.empty();
        }
        Matcher name = OTHER_NAME.matcher(said);
        if (name.find()) {
            return Optional.of(new TlsProblem(
                    "the server's certificate is not for " + name.group(1),
                    "Connect with the name that is in the certificate; if that leads elsewhere, give the address"
                            + " beside it with hostaddr."));
        }
        if (cause(e, CertPathBuilderException.class).isPresent()) {
            return Optional.of(new TlsProblem(
                    "the server's certificate is not signed by the authority that is trusted",
                    "Check sslrootcert: the file must contain the certificate of the authority that signed the server's. Another server"
                            + " may also be answering."));
        }
        if (said.contains("does not support SSL")) {
            return Optional.of(new TlsProblem(
                    "the server does not speak TLS, which sslmode demands",
                    "Check the host and the port, or give the server a certificate."));
        }
        return Optional.of(new TlsProblem(
                said,
                "Check sslmode and sslrootcert: verify-full needs the authority's certificate, and exactly the host name"
                        + " that is in the server's."));
    }

    /** Whether the other side, or something in between, has ended the connection: that says nothing about trust. */
    static boolean cutOff(Throwable e) {
        boolean never = cause(e, ConnectException.class).isPresent()
                || cause(e, NoRouteToHostException.class).isPresent();
        return !never
                && (cause(e, EOFException.class).isPresent()
                        || cause(e, SocketException.class).isPresent());
    }

    private static String date(Throwable validity) {
        return validity.getMessage() == null ? "by its dates" : validity.getMessage();
    }

    private static Optional<Throwable> cause(Throwable e, Class<? extends Throwable> type) {
        for (Throwable at = e; at != null; at = at.getCause()) {
            if (type.isInstance(at)) {
                return Optional.of(at);
            }
        }
        return Optional.empty();
    }
}
