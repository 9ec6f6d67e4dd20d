package dev.runbook.provider.dns;

import dev.runbook.language.failure.Failed;
import dev.runbook.language.failure.Failure;
import dev.runbook.language.failure.FailureClass;
import java.net.IDN;
import java.util.Locale;
import java.util.regex.Pattern;

/** Names of DNS as runbooks write them: {@code coder.example.com}, {@code *.dev.example.com}, with or without a last dot. */
public final class HostName {
    private static final Pattern LABEL = Pattern.compile("[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?");
    private static final int LONGEST = 253;

    private HostName() {}

    /**
     * The name in lower case, in ASCII, without a last dot; throws {@link Failed} when it is none.
     *
     * @param what how a message calls it
     */
    public static String of(String written, String what) {
        String name = written.strip();
        if (name.endsWith(".")) {
            name = name.substring(0, name.length() - 1);
        }
        String stars = name.startsWith("*.") ? "*." : "";
        String rest = name.substring(stars.length());
        try {
            rest = rest.chars().allMatch(c -> c < 128) ? rest : IDN.toASCII(rest);
        } catch (IllegalArgumentException e) {
            throw noName(written, what);
        }
        rest = rest.toLowerCase(Locale.ROOT);
        boolean legal = stars.length() + rest.length() <= LONGEST;
        for (String label : rest.split("\\.", -1)) {
            legal &= LABEL.matcher(label).matches();
        }
        // Of the words between dots, the last is never a number: whoever writes that means an address.
        if (Ip.isMeant(rest)) {
            throw noAddress(written, what);
        }
        if (!legal) {
            throw noName(written, what);
        }
        return stars + rest;
    }

    private static Failed noAddress(String written, String what) {
        return new Failed(Failure.of(
                FailureClass.CommandFailed,
                Ip.parse(written.strip()).isPresent()
                        ? "%s is \"%s\", which is an address, not a name".formatted(what, shown(written))
                        : "%s is \"%s\", which looks like an IP address but is not one".formatted(what, shown(written)),
                "An IPv4 address is four numbers from 0 to 255 with dots between and no leading zeros, an IPv6 address"
                        + " groups of hexadecimal digits with colons between. A name does not end in a number."));
    }

    private static String shown(String written) {
        return written.length() <= 60 ? written : written.substring(0, 60) + "…";
    }

    private static Failed noName(String written, String what) {
        return new Failed(Failure.of(
                FailureClass.CommandFailed,
                "%s is \"%s\", which is not a DNS name".formatted(what, shown(written)),
                "A name is labels of letters, digits and hyphens with dots between, such as coder.example.com; the first"
                        + " label may be * alone. It has no scheme, no port and no path."));
    }
}
