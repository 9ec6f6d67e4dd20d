package dev.runbook.provider.dns;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Addresses of the internet, in the one spelling that they are compared by. */
public final class Ip {
    private Ip() {}

    /** Four numbers without leading zeros: other spellings mean one address here and another there, such as 010.0.0.1. */
    private static final Pattern FOUR = Pattern.compile("(?:0|[1-9][0-9]{0,2})(?:\\.(?:0|[1-9][0-9]{0,2})){3}");

    private static final Pattern NUMBER = Pattern.compile("[0-9]+|0x[0-9a-f]*");

    /** The address of a text; empty when it is none, or is not written in the one way that everybody reads alike. */
    public static Optional<InetAddress> parse(String text) {
        boolean plain =
                text.contains(":") ? text.indexOf('%') < 0 : FOUR.matcher(text).matches();
        if (!plain) {
            return Optional.empty();
        }
        try {
            return Optional.of(InetAddress.ofLiteral(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Whether a text can only be meant as an address: no name of a host has colons, or ends in a number. */
    public static boolean isMeant(String text) {
        int colon = text.indexOf(':');
        String last = text.substring(text.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        return colon < 0
                ? NUMBER.matcher(last).matches()
                // One colon is that of a port.
                : text.indexOf(':', colon + 1) > 0 || isMeant(text.substring(0, colon));
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
