package dev.runbook.provider.dns;

import dev.runbook.language.failure.Failed;
import dev.runbook.language.failure.Failure;
import dev.runbook.language.failure.FailureClass;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A name server as an operator names it: a name or an address, and a port. */
public record NameServer(String host, int port) {
    public static final int PORT = 53;

    private static final Pattern WRITTEN = Pattern.compile("(?:\\[([^\\]]+)\\]|([^:\\[\\]]+))(?::(\\d{1,5}))?");

    /** The servers of a text with commas between; throws {@link Failed} when one of them is none. */
    public static List<NameServer> list(String written) {
        return Arrays.stream(written.split(",", -1))
                .map(String::strip)
                .map(NameServer::parse)
                .toList();
    }

    private static NameServer parse(String written) {
        if (Ip.parse(written).isPresent()) {
            return new NameServer(written, PORT);
        }
        Matcher m = WRITTEN.matcher(written);
        if (!m.matches()) {
            throw none(written);
        }
        String host = m.group(1) == null ? m.group(2) : m.group(1);
        int port = m.group(3) == null ? PORT : Integer.parseInt(m.group(3));
        if (port < 1 || port > 65535 || (m.group(1) != null && Ip.parse(host).isEmpty())) {
            throw none(written);
        }
        return new NameServer(Ip.parse(host).isPresent() ? host : HostName.of(host, "the name server"), port);
    }

    private static Failed none(String written) {
        return new Failed(Failure.of(
                FailureClass.CommandFailed,
                "\"%s\" is not a name server".formatted(written),
                "Write host, host:port or [IPv6 address]:port, such as ns1.example.com or 192.0.2.1:53; commas between"
                        + " several."));
    }

    /** As messages call it; the port where it is not the usual one. */
    @Override
    public String toString() {
        return port == PORT ? host : (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }
}
