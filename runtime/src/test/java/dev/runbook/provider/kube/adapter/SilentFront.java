package dev.runbook.provider.kube.adapter;

import dev.runbook.provider.http.adapter.Certificates;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.Base64;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/**
 * Stands before the real API server, and goes away when a certain request comes for the first time: every connection is
 * cut, and new ones hear nothing until the client has given one up, which takes helm 10 seconds.
 */
public final class SilentFront implements AutoCloseable {
    private final String request;
    private final int server;
    private final SSLSocketFactory toClients;
    private final SSLSocketFactory toServer;
    private final ServerSocket listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final CountDownLatch away = new CountDownLatch(1);
    private final CountDownLatch back = new CountDownLatch(1);

    /**
     * Begins to serve.
     *
     * @param request its method and path
     */
    public SilentFront(Testbed testbed, String request, Path folder) throws Exception {
        this.request = request + " HTTP/";
        this.server = testbed.port();
        this.toClients = new Certificates(folder).of("localhost", "-1d", 30).getSocketFactory();
        this.toServer = trusting(Files.readString(testbed.kubeconfig)).getSocketFactory();
        Thread.ofVirtual().start(this::accept);
    }

    static SSLContext trusting(String kubeconfig) throws IOException, GeneralSecurityException {
        byte[] ca = Base64.getDecoder()
                .decode(kubeconfig.replaceAll("(?s).*certificate-authority-data: *\"?([A-Za-z0-9+/=]+).*", "$1"));
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        store.setCertificateEntry(
                "ca", CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(ca)));
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }

    /** A copy of a kubeconfig, which names its user by a token, that comes through here. */
    public Path kubeconfig(Path original) throws IOException {
        String text = Files.readString(original)
                .replaceAll(
                        "server: https://127\\.0\\.0\\.1:\\d+", "server: https://127.0.0.1:" + listening.getLocalPort())
                .replaceAll("certificate-authority-data: .*", "insecure-skip-tls-verify: true");
        return Files.writeString(original.resolveSibling("kubeconfig-silent"), text);
    }

    /** Waits until the request has come. */
    public void awaitAway() throws InterruptedException {
        away.await();
    }

    public boolean wentAway() {
        return away.getCount() == 0;
    }

    private void accept() {
        try {
            while (true) {
                Socket client = listening.accept();
                sockets.add(client);
                Thread.ofVirtual().start(() -> serve(client));
            }
        } catch (IOException closed) {
            // The test is over.
        }
    }

    private void serve(Socket client) {
        try (client) {
            if (wentAway() && back.getCount() > 0) {
                client.getInputStream().transferTo(OutputStream.nullOutputStream());
                back.countDown();
                return;
            }
            try (Socket near = toClients.createSocket(client, null, true);
                    Socket far = toServer.createSocket(InetAddress.getLoopbackAddress(), server)) {
                sockets.add(far);
                Thread.ofVirtual().start(() -> copy(far, near, null));
                copy(near, far, request);
            }
        } catch (IOException broken) {
            // Whoever is left notices by itself.
        }
    }

    /** @param end what must not be passed on before the server was away */
    private void copy(Socket from, Socket to, @Nullable String end) {
        byte[] buffer = new byte[65_536];
        try (from;
                to) {
            for (int n = from.getInputStream().read(buffer);
                    n >= 0;
                    n = from.getInputStream().read(buffer)) {
                if (end != null && !wentAway() && new String(buffer, 0, n, StandardCharsets.ISO_8859_1).contains(end)) {
                    away.countDown();
                    cut();
                    return;
                }
                to.getOutputStream().write(buffer, 0, n);
            }
        } catch (IOException broken) {
            // Whoever is left notices by itself.
        }
    }

    private void cut() throws IOException {
        for (Socket socket : sockets) {
            socket.close();
        }
        sockets.clear();
    }

    @Override
    public void close() throws IOException {
        listening.close();
        cut();
    }
}
