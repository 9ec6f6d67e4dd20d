package dev.runbook.rehearsal.cel;

import dev.cel.common.types.OpaqueType;
import dev.cel.common.types.SimpleType;
import dev.runbook.rehearsal.cel.FunctionLibrary.Of;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** An IP address in an expression: {@code ip("10.0.0.1")}. */
record AddressValue(List<Integer> bytes) {
    static final Of<AddressValue> TYPE = new Of<>(OpaqueType.create("net.IP"), AddressValue.class);
    private static final Pattern FOUR = Pattern.compile("(?:(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)(?:\\.(?!$)|$)){4}");
    private static final Pattern SIX = Pattern.compile("(?=.*:)[0-9a-fA-F:.]+");

    static void addTo(FunctionLibrary library) {
        library.global("ip", "string_to_ip", CelTypes.STRING, TYPE.type(), AddressValue::parsed);
        library.global("isIP", "is_ip", CelTypes.STRING, SimpleType.BOOL, text -> of(text).isPresent());
        library.global(
                "ip.isCanonical",
                "ip_is_canonical",
                CelTypes.STRING,
                SimpleType.BOOL,
                text -> parsed(text).toString().equals(text));
        library.global("string", "ip_to_string", TYPE, SimpleType.STRING, AddressValue::toString);
        library.member("family", "ip_family", TYPE, SimpleType.INT, ip -> ip.isFour() ? 4L : 6L);
        library.member(
                "isUnspecified",
                "ip_is_unspecified",
                TYPE,
                SimpleType.BOOL,
                ip -> ip.address().isAnyLocalAddress());
        library.member(
                "isLoopback",
                "ip_is_loopback",
                TYPE,
                SimpleType.BOOL,
                ip -> ip.address().isLoopbackAddress());
        library.member(
                "isLinkLocalMulticast",
                "ip_is_link_local_multicast",
                TYPE,
                SimpleType.BOOL,
                ip -> ip.address().isMCLinkLocal());
        library.member(
                "isLinkLocalUnicast",
                "ip_is_link_local_unicast",
                TYPE,
                SimpleType.BOOL,
                ip -> ip.address().isLinkLocalAddress());
        library.member("isGlobalUnicast", "ip_is_global_unicast", TYPE, SimpleType.BOOL, AddressValue::isGlobal);
    }

    static Optional<AddressValue> of(String text) {
        if (!FOUR.matcher(text).matches() && !SIX.matcher(text).matches()) {
            return Optional.empty();
        }
        try {
            // The text is an address already, so that nobody is asked for it.
            byte[] raw = InetAddress.getByName(text).getAddress();
            boolean mapped = text.contains(":") && raw.length == 4;
            return mapped ? Optional.empty() : Optional.of(ofBytes(raw));
        } catch (UnknownHostException no) {
            return Optional.empty();
        }
    }

    static AddressValue ofBytes(byte[] raw) {
        Integer[] bytes = new Integer[raw.length];
        Arrays.setAll(bytes, i -> raw[i] & 0xff);
        return new AddressValue(List.of(bytes));
    }

    static AddressValue parsed(String text) {
        return of(text).orElseThrow(() -> new CelArgumentException(
                "IP Address \"%s\" parse error during conversion from string: ParseAddr(\"%s\"): unable to parse IP"
                        .formatted(text, text)));
    }

    boolean isFour() {
        return bytes.size() == 4;
    }

    byte[] raw() {
        byte[] raw = new byte[bytes.size()];
        for (int i = 0; i < raw.length; i++) {
            raw[i] = bytes.get(i).byteValue();
        }
        return raw;
    }

    private InetAddress address() {
        try {
            return InetAddress.getByAddress(raw());
        } catch (UnknownHostException e) {
            throw new IllegalStateException("an address has 4 or 16 bytes", e);
        }
    }

    private boolean isGlobal() {
        InetAddress address = address();
        return !address.isAnyLocalAddress()
                && !address.isLoopbackAddress()
                && !address.isMulticastAddress()
                && !address.isLinkLocalAddress()
                && !bytes.equals(List.of(255, 255, 255, 255));
    }

    @Override
    public String toString() {
        return isFour() ? address().getHostAddress() : six();
    }

    /** With the longest run of zeros left out, as RFC 5952 wants it. */
    private String six() {
        String[] groups = new String[8];
        Arrays.setAll(
                groups,
                i -> HexFormat.of()
                        .toHexDigits((long) bytes.get(2 * i) << 8 | bytes.get(2 * i + 1), 4)
                        .replaceFirst("^0{1,3}", ""));
        int from = 0;
        int most = 1;
        for (int i = 0; i < 8; i++) {
            int run = 0;
            while (i + run < 8 && groups[i + run].equals("0")) {
                run++;
            }
            if (run > most) {
                from = i;
                most = run;
            }
        }
        if (most == 1) {
            return String.join(":", groups);
        }
        return String.join(":", Arrays.copyOfRange(groups, 0, from)) + "::"
                + String.join(":", Arrays.copyOfRange(groups, from + most, 8));
    }
}
