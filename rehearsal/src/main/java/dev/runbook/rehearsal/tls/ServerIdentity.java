package dev.runbook.rehearsal.tls;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** Who the server is: a key that lives in memory only, and a certificate for 127.0.0.1 that it signed itself. */
public final class ServerIdentity {
    private static final String ECDSA_WITH_SHA256 = "2a8648ce3d040302";
    private static final String COMMON_NAME = "550403";
    private static final String BASIC_CONSTRAINTS = "551d13";
    private static final String ALTERNATIVE_NAMES = "551d11";
    private static final byte[] LOOPBACK = {127, 0, 0, 1};

    private final SSLContext context;
    private final byte[] certificate;

    private ServerIdentity(SSLContext context, byte[] certificate) {
        this.context = context;
        this.certificate = certificate;
    }

    /** Makes a new identity, good for a week. */
    public static ServerIdentity create() throws IOException {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            KeyPair keys = generator.generateKeyPair();
            byte[] certificate = certificate(keys);
            return new ServerIdentity(context(keys, certificate), certificate);
        } catch (GeneralSecurityException e) {
            throw new IOException("this Java cannot make a certificate: " + e.getMessage(), e);
        }
    }

    public SSLContext context() {
        return context;
    }

    /** The certificate as PEM, for the certificate authorities of a kubeconfig. */
    public String pem() {
        String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(certificate);
        return "-----BEGIN CERTIFICATE-----\n" + body + "\n-----END CERTIFICATE-----\n";
    }

    private static byte[] certificate(KeyPair keys) throws GeneralSecurityException {
        byte[] algorithm = Der.sequence(Der.identifier(ECDSA_WITH_SHA256));
        byte[] name =
                Der.sequence(Der.set(Der.sequence(Der.identifier(COMMON_NAME), Der.text(0x0c, "rehearsal-cluster"))));
        Instant now = Instant.now();
        byte[] validity = Der.sequence(Der.time(now.minus(Duration.ofDays(1))), Der.time(now.plus(Duration.ofDays(7))));
        byte[] extensions = Der.sequence(
                Der.sequence(Der.identifier(BASIC_CONSTRAINTS), Der.yes(), Der.octets(Der.sequence(Der.yes()))),
                Der.sequence(
                        Der.identifier(ALTERNATIVE_NAMES),
                        Der.octets(Der.sequence(Der.text(0x82, "localhost"), Der.value(0x87, LOOPBACK)))));
        byte[] content = Der.sequence(
                Der.value(0xa0, Der.integer(BigInteger.TWO)),
                Der.integer(new BigInteger(120, new SecureRandom()).add(BigInteger.ONE)),
                algorithm,
                name,
                validity,
                name,
                keys.getPublic().getEncoded(),
                Der.value(0xa3, extensions));
        Signature signature = Signature.getInstance("SHA256withECDSA");
        signature.initSign(keys.getPrivate());
        signature.update(content);
        return Der.sequence(content, algorithm, Der.bits(signature.sign()));
    }

    private static SSLContext context(KeyPair keys, byte[] certificate) throws GeneralSecurityException, IOException {
        Certificate parsed =
                CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(certificate));
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setKeyEntry("server", keys.getPrivate(), new char[0], new Certificate[] {parsed});
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(store, new char[0]);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        return context;
    }
}
