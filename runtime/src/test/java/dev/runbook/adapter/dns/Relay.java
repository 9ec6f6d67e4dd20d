package dev.runbook.adapter.dns;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;

/**
 * Hands questions of 127.0.0.2 on to a server of 127.0.0.1, since BIND listens only on addresses that an interface has,
 * and the servers of one zone have one port.
 */
final class Relay implements AutoCloseable {
    private final DatagramSocket front;
    private final InetSocketAddress server;

    Relay(int port, int serverPort) throws IOException {
        front = new DatagramSocket(port, InetAddress.ofLiteral("127.0.0.2"));
        server = new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), serverPort);
        Thread.ofVirtual().start(this::handOn);
    }

    private void handOn() {
        while (!front.isClosed()) {
            try {
                DatagramPacket question = packet();
                front.receive(question);
                Thread.ofVirtual().start(() -> answer(question));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void answer(DatagramPacket question) {
        try (DatagramSocket back = new DatagramSocket(0, InetAddress.ofLiteral("127.0.0.1"))) {
            back.setSoTimeout(5000);
            back.send(new DatagramPacket(question.getData(), question.getLength(), server));
            DatagramPacket answer = packet();
            back.receive(answer);
            byte[] bytes = Arrays.copyOf(answer.getData(), answer.getLength());
            front.send(new DatagramPacket(bytes, bytes.length, question.getSocketAddress()));
        } catch (IOException lost) {
            // A question over UDP may get lost; whoever asked asks again.
            return;
        }
    }

    private static DatagramPacket packet() {
        return new DatagramPacket(new byte[65535], 65535);
    }

    @Override
    public void close() {
        front.close();
    }
}
