package dev.runbook.provider.http.adapter;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** A certificate authority of a test, made with the JDK's keytool, and servers on loopback that show its certificates. */
public final class Certificates {
    private static final String PASSWORD = "changeit";

    private final Path folder;

    /** Makes the authority, in an empty folder. */
    public Certificates(Path folder) throws IOException, InterruptedException {
        this.folder = folder;
        keytool("ca", "-genkeypair", "-dname", "CN=Test CA", "-ext", "bc:c", "-validity", "3650");
        keytool("ca", "-exportcert", "-rfc", "-file", ca().toString());
    }

    /** The file with the authority's own certificate. */
    public Path ca() {
        return folder.resolve("ca.pem");
    }

    /**
     * What a server shows its certificate with.
     *
     * @param host that the certificate is for
     * @param from when the certificate begins, as keytool writes it: {@code -2d}
     * @param days that it is valid for
     */
    public SSLContext of(String host, String from, int days)
            throws IOException, InterruptedException, GeneralSecurityException {
        String name = "server-" + host + from + days;
        Path request = folder.resolve(name + ".csr");
        Path certificate = folder.resolve(name + ".pem");
        keytool(name, "-genkeypair", "-dname", "CN=" + host);
        keytool(name, "-certreq", "-file", request.toString());
        keytool(
                "ca",
                "-gencert",
                "-rfc",
                "-infile",
                request.toString(),
                "-outfile",
                certificate.toString(),
                "-ext",
                "san=dns:" + host,
                "-startdate",
                from,
                "-validity",
                String.valueOf(days));
        Path chain = folder.resolve(name + "-chain.pem");
        Files.writeString(chain, Files.readString(certificate) + Files.readString(ca()));
        keytool(name, "-importcert", "-noprompt", "-file", chain.toString());
        return context(store(name));
    }

    /** An HTTPS server whose every page is "well"; its certificate as in {@link #of}. */
    public HttpsServer server(String host, String from, int days)
            throws IOException, InterruptedException, GeneralSecurityException {
        SSLContext context = of(host, from, days);
        HttpsServer server = HttpsServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(context));
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(200, 4);
            exchange.getResponseBody().write(new byte[] {'w', 'e', 'l', 'l'});
            exchange.close();
        });
        server.start();
        return server;
    }

    private static SSLContext context(Path file) throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            store.load(in, PASSWORD.toCharArray());
        }
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        return context;
    }

    private Path store(String name) {
        return folder.resolve(name + ".p12");
    }

    private void keytool(String name, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString()));
        command.addAll(List.of(arguments));
        command.addAll(List.of("-alias", "key", "-keystore", store(name).toString(), "-storepass", PASSWORD));
        if (List.of(arguments).contains("-genkeypair")) {
            command.addAll(List.of("-keyalg", "EC", "-groupname", "secp256r1"));
        }
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException(String.join(" ", arguments) + ": " + said);
        }
    }
}
