package dev.runbook.provider.dns.adapter;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.PortUnreachableException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.TSIG;

/** One message to one server and its answer. */
final class DnsExchange {
    private DnsExchange() {}

    /** A question about a name; {@code recursive} asks a resolver to find the answer elsewhere. */
    static Message query(Name name, int type, boolean recursive) {
        Message query = Message.newQuery(Record.newRecord(name, type, DClass.IN));
        if (!recursive) {
            query.getHeader().unsetFlag(Flags.RD);
        }
        return query;
    }

    /** Asks over UDP, a second time when the first gets lost, and over TCP when the answer is too long. */
    static Message ask(InetSocketAddress server, Message query, Duration limit)
            throws IOException, InterruptedException {
        if (server.isUnresolved()) {
            throw new UnknownHostException("this machine finds no address of " + server.getHostString());
        }
        long until = System.nanoTime() + limit.toNanos();
        Message answer = UdpExchange.ask(server, query, limit);
        if (!answer.getHeader().getFlag(Flags.TC)) {
            return answer;
        }
        Duration left = Duration.ofNanos(
                Math.max(until - System.nanoTime(), Duration.ofSeconds(1).toNanos()));
        return send(server, query, left, true, Optional.empty());
    }

    /** Sends a change, once: a second copy of one that has arrived would find its own prerequisites broken. */
    static Message change(InetSocketAddress server, Message update, Duration limit, Optional<TSIG> key)
            throws IOException, InterruptedException {
        return send(server, update, limit, true, key);
    }

    private static Message send(
            InetSocketAddress server, Message message, Duration limit, boolean tcp, Optional<TSIG> key)
            throws IOException, InterruptedException {
        if (server.isUnresolved()) {
            throw new UnknownHostException("this machine finds no address of " + server.getHostString());
        }
        SimpleResolver resolver = new SimpleResolver(server);
        resolver.setTimeout(limit);
        resolver.setTCP(tcp);
        key.ifPresent(resolver::setTSIGKey);
        CompletableFuture<Message> answer = resolver.sendAsync(message).toCompletableFuture();
        try {
            return answer.get(limit.toMillis() + 200, TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new SocketTimeoutException("no answer");
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException io ? io : new IOException(e.getCause());
        } finally {
            answer.cancel(true);
        }
    }

    /** Why no answer came, in a few words. */
    static String problem(IOException e, Duration limit) {
        return switch (e) {
            case UnknownHostException unknown -> String.valueOf(unknown.getMessage());
            case SocketTimeoutException late -> "no answer within " + words(limit);
            case PortUnreachableException closed -> "no name server listens there";
            case java.net.ConnectException refused -> "no name server listens there";
            case java.net.NoRouteToHostException route -> "there is no route to it from here";
            default -> {
                String message = e.getMessage() == null || e.getMessage().isBlank()
                        ? "the connection was closed before an answer came"
                        : e.getMessage();
                yield message.toLowerCase(java.util.Locale.ROOT).contains("timed out")
                        ? "no answer within " + words(limit)
                        : message;
            }
        };
    }

    private static String words(Duration limit) {
        return limit.toMillis() % 1000 == 0 ? limit.toSeconds() + " s" : limit.toMillis() + " ms";
    }
}
