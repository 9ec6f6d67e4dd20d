package dev.runbook.rehearsal.tls;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.PublicKey;
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

/** A certificate that is good for a week, in DER; keys live in memory only. */
@SuppressWarnings("ArrayRecordComponent") // handed on as it is, and never compared
record SignedCertificate(byte[] der) {
    private static final String ECDSA_WITH_SHA256 = "2a8648ce3d040302";
    private static final String COMMON_NAME = "550403";
    private static final String BASIC_CONSTRAINTS = "551d13";
    private static final String ALTERNATIVE_NAMES = "551d11";

    static KeyPair newKeys() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        return generator.generateKeyPair();
    }

    /**
     * Signs a certificate.
     *
     * @param authority whether it may sign others
     * @param names the servers that it is for, in DER
     */
    static SignedCertificate of(
            String subject, PublicKey key, String issuer, PrivateKey signing, boolean authority, byte[]... names)
            throws GeneralSecurityException {
        byte[] algorithm = Der.sequence(Der.identifier(ECDSA_WITH_SHA256));
        Instant now = Instant.now();
        byte[] validity = Der.sequence(Der.time(now.minus(Duration.ofDays(1))), Der.time(now.plus(Duration.ofDays(7))));
        byte[] constraints = authority ? Der.sequence(Der.yes()) : Der.sequence();
        byte[] extensions = Der.sequence(
                Der.sequence(Der.identifier(BASIC_CONSTRAINTS), Der.yes(), Der.octets(constraints)),
                Der.sequence(Der.identifier(ALTERNATIVE_NAMES), Der.octets(Der.sequence(names))));
        byte[] content = Der.sequence(
                Der.value(0xa0, Der.integer(BigInteger.TWO)),
                Der.integer(new BigInteger(120, new SecureRandom()).add(BigInteger.ONE)),
                algorithm,
                name(issuer),
                validity,
                name(subject),
                key.getEncoded(),
                Der.value(0xa3, extensions));
        Signature signature = Signature.getInstance("SHA256withECDSA");
        signature.initSign(signing);
        signature.update(content);
        return new SignedCertificate(Der.sequence(content, algorithm, Der.bits(signature.sign())));
    }

    /** The name of a server. */
    static byte[] server(String name) {
        return Der.text(0x82, name);
    }

    private static byte[] name(String common) {
        return Der.sequence(Der.set(Der.sequence(Der.identifier(COMMON_NAME), Der.text(0x0c, common))));
    }

    String pem() {
        String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
        return "-----BEGIN CERTIFICATE-----\n" + body + "\n-----END CERTIFICATE-----\n";
    }

    /** What a server with this certificate speaks TLS by. */
    SSLContext context(PrivateKey key) throws GeneralSecurityException, IOException {
        Certificate parsed = CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(der));
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setKeyEntry("server", key, new char[0], new Certificate[] {parsed});
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(store, new char[0]);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        return context;
    }
}
