package dev.runbook.provider.kube.adapter;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A TCP proxy that can lose connections, refuse new ones, and fall silent. */
public final class FlakyProxy implements AutoCloseable {
    private final int server;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final AtomicInteger accepted = new AtomicInteger();
    private final int port;
    private volatile boolean silent;
    private volatile boolean cutting;
    private @Nullable ServerSocket listening;

    public FlakyProxy(int server) throws IOException {
        this.server = server;
        ServerSocket socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        port = socket.getLocalPort();
        listening = socket;
        Thread.ofVirtual().start(() -> accept(socket));
    }

    public int port() {
        return port;
    }

    int accepted() {
        return accepted.get();
    }

    /** Closes every connection and refuses new ones. */
    synchronized void refuse() throws IOException {
        if (listening != null) {
            listening.close();
            listening = null;
        }
        drop();
    }

    /** Closes every connection. */
    public void drop() {
        sockets.forEach(FlakyProxy::closeQuietly);
        sockets.clear();
    }

    /** Takes connections again. */
    synchronized void serve() throws IOException {
        silent = false;
        if (listening == null) {
            ServerSocket socket = new ServerSocket();
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            listening = socket;
            Thread.ofVirtual().start(() -> accept(socket));
        }
    }

    /** Keeps every connection open, old and new, and passes nothing on: what a lost network looks like. */
    void fallSilent() {
        silent = true;
    }

    /** Lets new connections through; those that fell silent stay so, as after a lost address translation. */
    void speakToNewcomers() {
        silent = false;
    }

    /** Closes every connection, and each new one as soon as it is there. */
    void cutOff() {
        cutting = true;
        drop();
    }

    /** Lets connections through again. */
    void letThrough() {
        cutting = false;
    }

    private void accept(ServerSocket socket) {
        try {
            while (true) {
                Socket near = socket.accept();
                accepted.incrementAndGet();
                if (cutting) {
                    closeQuietly(near);
                    continue;
                }
                Socket far = new Socket(InetAddress.getLoopbackAddress(), server);
                sockets.add(near);
                sockets.add(far);
                boolean[] dead = {false};
                Thread.ofVirtual().start(() -> copy(near, far, dead));
                Thread.ofVirtual().start(() -> copy(far, near, dead));
            }
        } catch (IOException closed) {
            closeQuietly(socket);
        }
    }

    /** A connection that is silent once stays silent for ever. */
    private void copy(Socket from, Socket to, boolean[] dead) {
        byte[] buffer = new byte[65_536];
        try {
            for (int n = from.getInputStream().read(buffer);
                    n >= 0;
                    n = from.getInputStream().read(buffer)) {
                dead[0] |= silent;
                if (!dead[0]) {
                    to.getOutputStream().write(buffer, 0, n);
                }
            }
        } catch (IOException broken) {
            closeQuietly(from);
        }
        closeQuietly(to);
    }

    private static void closeQuietly(AutoCloseable closeable) {
        try {
            closeable.close();
        } catch (Exception alreadyGone) {
            // Nothing is left to close.
        }
    }

    @Override
    public void close() throws IOException {
        refuse();
    }
}
