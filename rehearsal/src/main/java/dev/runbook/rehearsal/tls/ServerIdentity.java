package dev.runbook.rehearsal.tls;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import javax.net.ssl.SSLContext;

/** Who the server is: a key that lives in memory only, and a certificate for 127.0.0.1 that it signed itself. */
public final class ServerIdentity {
    private static final String NAME = "rehearsal-cluster";
    private static final byte[] LOOPBACK = {127, 0, 0, 1};

    private final SSLContext context;
    private final SignedCertificate certificate;

    private ServerIdentity(SSLContext context, SignedCertificate certificate) {
        this.context = context;
        this.certificate = certificate;
    }

    /** Makes a new identity, good for a week. */
    public static ServerIdentity create() throws IOException {
        try {
            KeyPair keys = SignedCertificate.newKeys();
            SignedCertificate certificate = SignedCertificate.of(
                    NAME,
                    keys.getPublic(),
                    NAME,
                    keys.getPrivate(),
                    true,
                    SignedCertificate.server("localhost"),
                    Der.value(0x87, LOOPBACK));
            return new ServerIdentity(certificate.context(keys.getPrivate()), certificate);
        } catch (GeneralSecurityException e) {
            throw new IOException("this Java cannot make a certificate: " + e.getMessage(), e);
        }
    }

    public SSLContext context() {
        return context;
    }

    /** The certificate as PEM, for the certificate authorities of a kubeconfig. */
    public String pem() {
        return certificate.pem();
    }
}
