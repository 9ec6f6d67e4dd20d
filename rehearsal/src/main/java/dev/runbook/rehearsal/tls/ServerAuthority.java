package dev.runbook.rehearsal.tls;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.SSLContext;

/** Vouches for servers of any name, to those alone that are told to trust it. */
public final class ServerAuthority {
    private static final String NAME = "rehearsal-repositories";

    private final KeyPair keys;
    private final SignedCertificate certificate;
    private final Map<String, SSLContext> servers = new ConcurrentHashMap<>();

    private ServerAuthority(KeyPair keys, SignedCertificate certificate) {
        this.keys = keys;
        this.certificate = certificate;
    }

    /** Makes a new one, good for a week. */
    public static ServerAuthority create() throws IOException {
        try {
            KeyPair keys = SignedCertificate.newKeys();
            return new ServerAuthority(
                    keys,
                    SignedCertificate.of(
                            NAME,
                            keys.getPublic(),
                            NAME,
                            keys.getPrivate(),
                            true,
                            SignedCertificate.server("localhost")));
        } catch (GeneralSecurityException e) {
            throw new IOException("this Java cannot make a certificate: " + e.getMessage(), e);
        }
    }

    /** The certificate as PEM, for those who are to trust it. */
    public String pem() {
        return certificate.pem();
    }

    /** What the server of a name speaks TLS by. */
    public SSLContext server(String name) throws IOException {
        SSLContext known = servers.get(name);
        if (known != null) {
            return known;
        }
        try {
            KeyPair own = SignedCertificate.newKeys();
            SSLContext context = SignedCertificate.of(
                            name, own.getPublic(), NAME, keys.getPrivate(), false, SignedCertificate.server(name))
                    .context(own.getPrivate());
            servers.put(name, context);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IOException("this Java cannot make a certificate: " + e.getMessage(), e);
        }
    }
}
