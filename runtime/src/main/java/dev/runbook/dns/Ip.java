package dev.runbook.dns;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Addresses of the internet, in the one spelling that they are compared by. */
public final class Ip {
    private Ip() {}

    /** The address of a text; empty when it is a name. Asks no name server. */
    public static Optional<InetAddress> parse(String text) {
        try {
            return Optional.of(InetAddress.ofLiteral(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** As RFC 5952 writes it: lower case, without leading zeros, the longest row of zero groups left out. */
    public static String text(InetAddress address) {
        if (!(address instanceof Inet6Address)) {
            return address.getHostAddress();
        }
        byte[] bytes = address.getAddress();
        List<String> groups = new ArrayList<>();
        for (int i = 0; i < bytes.length; i += 2) {
            groups.add(Integer.toHexString(((bytes[i] & 0xff) << 8) | (bytes[i + 1] & 0xff)));
        }
        int from = 0;
        int length = 1;
        for (int i = 0; i < groups.size(); i++) {
            int zeros = zeros(groups, i);
            if (zeros > length) {
                from = i;
                length = zeros;
            }
        }
        return length < 2
                ? String.join(":", groups)
                : String.join(":", groups.subList(0, from)) + "::"
                        + String.join(":", groups.subList(from + length, groups.size()));
    }

    private static int zeros(List<String> groups, int from) {
        int i = from;
        while (i < groups.size() && groups.get(i).equals("0")) {
            i++;
        }
        return i - from;
    }
}
