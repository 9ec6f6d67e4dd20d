package dev.runbook.provider.kube.adapter;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.regex.Pattern;

/** Passes HTTP on and moves the date of every answer: the JDK's own server lets nobody set it. */
final class OtherClock implements AutoCloseable {
    private static final Pattern DATE = Pattern.compile("(?<=\r\nDate: )[^\r]+(?=\r\n)");

    private final ServerSocket listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final int server;
    private final Duration ahead;

    OtherClock(int server, Duration ahead) throws IOException {
        this.server = server;
        this.ahead = ahead;
        Thread.ofVirtual().start(this::accept);
    }

    int port() {
        return listening.getLocalPort();
    }

    private void accept() {
        try {
            while (true) {
                Socket near = listening.accept();
                Socket far = new Socket(InetAddress.getLoopbackAddress(), server);
                Thread.ofVirtual().start(() -> copy(near, far, false));
                Thread.ofVirtual().start(() -> copy(far, near, true));
            }
        } catch (IOException closed) {
            // The test is over.
        }
    }

    private void copy(Socket from, Socket to, boolean answers) {
        byte[] buffer = new byte[65_536];
        try (from;
                to) {
            InputStream in = from.getInputStream();
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                byte[] bytes = Arrays.copyOf(buffer, n);
                to.getOutputStream().write(answers ? moved(bytes) : bytes);
            }
        } catch (IOException broken) {
            // Whoever is left notices by itself.
        }
    }

    private byte[] moved(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        return DATE.matcher(text)
                .replaceAll(date -> DateTimeFormatter.RFC_1123_DATE_TIME.format(
                        Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(date.group()))
                                .plus(ahead)
                                .atOffset(ZoneOffset.UTC)))
                .getBytes(StandardCharsets.ISO_8859_1);
    }

    @Override
    public void close() throws IOException {
        listening.close();
    }
}
