package dev.runbook.provider.dns.adapter;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.List;

/**
 * Hands questions of 127.0.0.2 on to a server of 127.0.0.1, since BIND listens only on addresses that an interface has,
 * and the servers of one zone have one port.
 */
public final class Relay implements AutoCloseable {
    private final DatagramSocket front;
    private final InetSocketAddress server;
    private final boolean forged;

    /** @param forged whether somebody else sends answers of his own before each that is right */
    Relay(int port, int serverPort, boolean forged) throws IOException {
        this.forged = forged;
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
            if (forged) {
                byte[] other = bytes.clone();
                other[1]++;
                byte[] noQuestion = Arrays.copyOf(bytes, 12);
                Arrays.fill(noQuestion, 4, 12, (byte) 0);
                byte[] itself = Arrays.copyOf(question.getData(), question.getLength());
                for (byte[] wrong : List.of(other, noQuestion, itself, new byte[] {1, 2, 3}, new byte[0])) {
                    front.send(new DatagramPacket(wrong, wrong.length, question.getSocketAddress()));
                }
            }
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
