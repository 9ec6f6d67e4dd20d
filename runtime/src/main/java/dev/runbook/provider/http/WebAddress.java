package dev.runbook.provider.http;

import java.net.URI;

/** An address of the web. */
public final class WebAddress {
    private static final int LAST_PORT = 65535;

    private WebAddress() {}

    /** The address that a text is; throws {@link IllegalArgumentException} with the reason when it is none. */
    public static URI of(String written) {
        URI address = URI.create(written);
        String scheme = address.getScheme() == null ? "" : address.getScheme();
        if (!scheme.equalsIgnoreCase("http") && !scheme.equalsIgnoreCase("https")) {
            throw new IllegalArgumentException("it does not begin with http:// or https://");
        }
        if (address.getHost() == null) {
            throw new IllegalArgumentException("no name of a server can be read in it");
        }
        if (address.getPort() > LAST_PORT) {
            throw new IllegalArgumentException(
                    "it has the port " + address.getPort() + ", and the last one is " + LAST_PORT);
        }
        return address;
    }
}
