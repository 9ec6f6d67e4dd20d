package dev.runbook.provider.http.adapter;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateFactory;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/** Judges a server's certificate as the JDK does, and remembers it, so that what is wrong with it can be said. */
final class Trust extends X509ExtendedTrustManager {
    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm 'UTC'").withZone(ZoneOffset.UTC);
    private static final int DNS_NAME = 2;
    private static final int ADDRESS = 7;

    private final X509ExtendedTrustManager judge;
    private final SSLContext context;
    private final boolean own;
    private volatile X509Certificate @Nullable [] seen;

    private Trust(X509ExtendedTrustManager judge, boolean own) throws GeneralSecurityException {
        this.judge = judge;
        this.own = own;
        this.context = SSLContext.getInstance("TLS");
    }

    /** Trusts these authorities alone, in PEM form; those of the machine when there are none. */
    static Trust of(Optional<String> authorities) throws GeneralSecurityException, IOException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(authorities.isPresent() ? store(authorities.get()) : null);
        for (TrustManager manager : factory.getTrustManagers()) {
            if (manager instanceof X509ExtendedTrustManager judge) {
                Trust trust = new Trust(judge, authorities.isPresent());
                trust.context.init(null, new TrustManager[] {trust}, null);
                return trust;
            }
        }
        throw new GeneralSecurityException("this Java judges no certificates");
    }

    private static KeyStore store(String pem) throws GeneralSecurityException, IOException {
        Collection<? extends Certificate> certificates = CertificateFactory.getInstance("X.509")
                .generateCertificates(new ByteArrayInputStream(pem.getBytes(StandardCharsets.UTF_8)));
        if (certificates.isEmpty()) {
            throw new CertificateException("there is none in the file");
        }
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        int number = 0;
        for (Certificate certificate : certificates) {
            store.setCertificateEntry("ca-" + number++, certificate);
        }
        return store;
    }

    SSLContext context() {
        return context;
    }

    /** When the server's certificate ends; empty before one was seen. */
    Optional<Instant> ends() {
        return leaf().map(c -> c.getNotAfter().toInstant());
    }

    /** What is wrong with the server's certificate, in a sentence. */
    String problem(SSLException failure) {
        Optional<X509Certificate> certificate = leaf();
        if (certificate.isEmpty()) {
            return "no TLS connection: " + failure.getMessage();
        }
        X509Certificate leaf = certificate.get();
        for (Throwable at = failure; at != null; at = at.getCause()) {
            String message = String.valueOf(at.getMessage());
            if (at instanceof CertificateExpiredException) {
                return "its certificate expired on " + DAY.format(latest(leaf));
            }
            if (at instanceof CertificateNotYetValidException) {
                return "its certificate is valid only from "
                        + DAY.format(leaf.getNotBefore().toInstant()) + ": check the clock of this machine";
            }
            if (message.startsWith("No subject alternative") || message.startsWith("No name matching")) {
                return "its certificate has another name: it is for " + names(leaf);
            }
            if (message.contains("unable to find valid certification path") || message.contains("not be empty")) {
                return "its certificate is from an issuer that is not trusted here: "
                        + leaf.getIssuerX500Principal().getName()
                        + (own ? ", which ca: does not contain" : "; a private one is given with ca:");
            }
        }
        return "its certificate is not accepted: " + failure.getMessage();
    }

    /** The one that has expired may stand higher up. */
    private Instant latest(X509Certificate leaf) {
        X509Certificate[] chain = seen;
        return Stream.of(chain == null ? new X509Certificate[] {leaf} : chain)
                .map(c -> c.getNotAfter().toInstant())
                .min(Instant::compareTo)
                .orElseThrow();
    }

    private static String names(X509Certificate leaf) {
        try {
            Collection<List<?>> alternatives = leaf.getSubjectAlternativeNames();
            if (alternatives != null) {
                return alternatives.stream()
                        .filter(a ->
                                a.getFirst().equals(DNS_NAME) || a.getFirst().equals(ADDRESS))
                        .map(a -> String.valueOf(a.get(1)))
                        .collect(Collectors.joining(", "));
            }
        } catch (CertificateParsingException unreadable) {
            return leaf.getSubjectX500Principal().getName();
        }
        return leaf.getSubjectX500Principal().getName();
    }

    private Optional<X509Certificate> leaf() {
        return Stream.ofNullable(seen).flatMap(Arrays::stream).findFirst();
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) throws CertificateException {
        seen = chain.clone();
        judge.checkServerTrusted(chain, type, engine);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) throws CertificateException {
        seen = chain.clone();
        judge.checkServerTrusted(chain, type, socket);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
        seen = chain.clone();
        judge.checkServerTrusted(chain, type);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) throws CertificateException {
        judge.checkClientTrusted(chain, type, engine);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) throws CertificateException {
        judge.checkClientTrusted(chain, type, socket);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) throws CertificateException {
        judge.checkClientTrusted(chain, type);
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return judge.getAcceptedIssuers();
    }
}
