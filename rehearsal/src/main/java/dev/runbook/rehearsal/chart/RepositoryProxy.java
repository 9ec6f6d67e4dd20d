package dev.runbook.rehearsal.chart;

import dev.runbook.rehearsal.tls.ServerAuthority;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLSocket;

/**
 * A proxy on loopback that answers for every server itself, so that helm gets charts under the names that it knows, and no name is
 * resolved. It passes nothing on.
 */
public final class RepositoryProxy implements AutoCloseable {
    private static final int LONGEST = 64 << 10;
    private static final int PATIENCE = 30_000;

    private final ServerSocket listening;
    private final ServerAuthority authority;
    private final Repositories repositories;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    private RepositoryProxy(ServerSocket listening, ServerAuthority authority, Repositories repositories) {
        this.listening = listening;
        this.authority = authority;
        this.repositories = repositories;
    }

    /** Starts one. */
    public static RepositoryProxy start(Repositories repositories) throws IOException {
        ServerAuthority authority = ServerAuthority.create();
        RepositoryProxy proxy =
                new RepositoryProxy(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), authority, repositories);
        Thread.ofVirtual().name("repository-proxy").start(proxy::accept);
        return proxy;
    }

    /** Its address, also for those who ask it directly. */
    public URI url() {
        return URI.create("http://127.0.0.1:" + listening.getLocalPort());
    }

    /** What its clients must trust, as PEM. */
    public String certificate() {
        return authority.pem();
    }

    @Override
    public void close() {
        try {
            listening.close();
        } catch (IOException gone) {
            // It listens no more either way.
            return;
        } finally {
            threads.shutdownNow();
        }
    }

    private void accept() {
        while (!listening.isClosed()) {
            try {
                Socket client = listening.accept();
                threads.execute(() -> serve(client));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serve(Socket client) {
        try (client) {
            client.setSoTimeout(PATIENCE);
            String[] asked = request(client.getInputStream());
            if (!asked[0].equals("CONNECT")) {
                answer(asked[0], URI.create(asked[1]), client.getOutputStream());
                return;
            }
            client.getOutputStream().write(ascii("HTTP/1.1 200 Connection established\r\n\r\n"));
            String server = asked[1].replaceFirst(":\\d+$", "");
            try (SSLSocket safe = (SSLSocket)
                    authority.server(server).getSocketFactory().createSocket(client, server, client.getPort(), true)) {
                safe.setUseClientMode(false);
                String[] inside = request(safe.getInputStream());
                answer(
                        inside[0],
                        URI.create("https://" + asked[1].replaceFirst(":443$", "") + inside[1]),
                        safe.getOutputStream());
            }
        } catch (IOException | IllegalArgumentException left) {
            // Whoever asked has gone, or does not speak HTTP; nobody else is there to be told.
            return;
        }
    }

    /** The method and the target of a request; what else its head says does not matter, and a body comes with none. */
    private static String[] request(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = in.read();
            if (next < 0 || head.length() > LONGEST) {
                throw new IOException("the request does not end");
            }
            head.append((char) next);
        }
        String[] first = head.substring(0, head.indexOf("\r\n")).split(" ");
        if (first.length != 3) {
            throw new IOException("it is no request");
        }
        return first;
    }

    private void answer(String method, URI address, OutputStream to) throws IOException {
        RepositoryAnswer answer = repositories.get(address);
        to.write(ascii("HTTP/1.1 " + answer.status() + " " + answer.reason() + "\r\nContent-Length: "
                + answer.body().length + "\r\nConnection: close\r\n\r\n"));
        if (!method.equals("HEAD")) {
            to.write(answer.body());
        }
        to.flush();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
