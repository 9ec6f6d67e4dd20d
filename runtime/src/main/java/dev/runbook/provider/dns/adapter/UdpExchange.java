package dev.runbook.provider.dns.adapter;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.Optional;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.OPTRecord;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;

/**
 * A question over UDP. Anybody can send a datagram: what does not answer this very question is passed over, and the
 * answer is waited for until its time is over.
 */
final class UdpExchange {
    /** What gets through every network in one piece. */
    private static final int LARGEST_ANSWER = 1232;

    private static final int LARGEST_DATAGRAM = 65_535;

    private UdpExchange() {}

    /** The answer, which may say that it was cut off; the question is sent again when the first gets lost. */
    static Message ask(InetSocketAddress server, Message query, Duration limit)
            throws IOException, InterruptedException {
        Message sent = query.clone();
        if (sent.getOPT() == null) {
            sent.addRecord(new OPTRecord(LARGEST_ANSWER, 0, 0), Section.ADDITIONAL);
        }
        long began = System.nanoTime();
        try (DatagramChannel channel = DatagramChannel.open();
                Selector selector = Selector.open()) {
            channel.connect(server);
            channel.configureBlocking(false);
            channel.register(selector, SelectionKey.OP_READ);
            for (Duration until : new Duration[] {limit.dividedBy(3), limit}) {
                channel.write(ByteBuffer.wrap(sent.toWire()));
                Optional<Message> answer = answer(channel, selector, sent, began + until.toNanos());
                if (answer.isPresent()) {
                    return answer.get();
                }
            }
            throw new SocketTimeoutException("no answer");
        }
    }

    private static Optional<Message> answer(DatagramChannel channel, Selector selector, Message sent, long until)
            throws IOException, InterruptedException {
        ByteBuffer datagram = ByteBuffer.allocate(LARGEST_DATAGRAM);
        for (long left = millis(until); left > 0; left = millis(until)) {
            selector.select(left);
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            selector.selectedKeys().clear();
            datagram.clear();
            while (channel.read(datagram) > 0) {
                datagram.flip();
                byte[] bytes = new byte[datagram.remaining()];
                datagram.get(bytes);
                Optional<Message> answer = read(bytes).filter(message -> answers(message, sent));
                if (answer.isPresent()) {
                    return answer;
                }
                datagram.clear();
            }
        }
        return Optional.empty();
    }

    private static long millis(long until) {
        return (until - System.nanoTime() + 999_999) / 1_000_000;
    }

    private static Optional<Message> read(byte[] bytes) {
        try {
            return Optional.of(new Message(bytes));
        } catch (IOException garbled) {
            return Optional.empty();
        }
    }

    /** A server that refuses need not repeat the question. */
    private static boolean answers(Message answer, Message sent) {
        Record asked = sent.getQuestion();
        Record said = answer.getQuestion();
        boolean same = said == null ? answer.getRcode() != Rcode.NOERROR : asked.equals(said);
        return answer.getHeader().getFlag(Flags.QR)
                && answer.getHeader().getID() == sent.getHeader().getID()
                && same;
    }
}
