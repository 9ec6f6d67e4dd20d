package dev.runbook.rehearsal.cel;

import dev.cel.common.types.OpaqueType;
import dev.cel.common.types.SimpleType;
import dev.runbook.rehearsal.cel.FunctionLibrary.Of;
import java.math.BigInteger;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A network in an expression: {@code cidr("10.0.0.0/8")}. */
record CidrValue(AddressValue address, int length) {
    static final Of<CidrValue> TYPE = new Of<>(OpaqueType.create("net.CIDR"), CidrValue.class);
    private static final Pattern FORM = Pattern.compile("(.+)/(0|[1-9]\\d{0,2})");

    static void addTo(FunctionLibrary library) {
        library.global("cidr", "string_to_cidr", CelTypes.STRING, TYPE.type(), CidrValue::parsed);
        library.global("isCIDR", "is_cidr", CelTypes.STRING, SimpleType.BOOL, text -> of(text).isPresent());
        library.global("string", "cidr_to_string", TYPE, SimpleType.STRING, CidrValue::toString);
        library.member(
                "containsIP",
                "cidr_contains_ip_string",
                TYPE,
                CelTypes.STRING,
                SimpleType.BOOL,
                (net, text) -> net.contains(AddressValue.parsed(text)));
        library.member(
                "containsIP", "cidr_contains_ip_ip", TYPE, AddressValue.TYPE, SimpleType.BOOL, CidrValue::contains);
        library.member(
                "containsCIDR",
                "cidr_contains_cidr_string",
                TYPE,
                CelTypes.STRING,
                SimpleType.BOOL,
                (net, text) -> net.contains(parsed(text)));
        library.member(
                "containsCIDR", "cidr_contains_cidr", TYPE, TYPE, SimpleType.BOOL, (net, other) -> net.contains(other));
        library.member("ip", "cidr_ip", TYPE, AddressValue.TYPE.type(), CidrValue::address);
        library.member("prefixLength", "cidr_prefix_length", TYPE, SimpleType.INT, net -> (long) net.length);
        library.member("masked", "cidr_masked", TYPE, TYPE.type(), CidrValue::masked);
    }

    private static Optional<CidrValue> of(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        int length = Integer.parseInt(matcher.group(2));
        return AddressValue.of(matcher.group(1))
                .filter(address -> length <= address.bytes().size() * 8)
                .map(address -> new CidrValue(address, length));
    }

    private static CidrValue parsed(String text) {
        return of(text).orElseThrow(() -> new CelArgumentException(
                "network address parse error during conversion from string: network address parse error during conversion"
                        + " from string: netip.ParsePrefix(\"%s\"): no '/'".formatted(text)));
    }

    private boolean contains(AddressValue ip) {
        return ip.isFour() == address.isFour() && prefix(ip).equals(prefix(address));
    }

    private boolean contains(CidrValue other) {
        return length <= other.length && contains(other.address);
    }

    private BigInteger prefix(AddressValue ip) {
        return new BigInteger(1, ip.raw()).shiftRight(ip.bytes().size() * 8 - length);
    }

    private CidrValue masked() {
        byte[] raw = address.raw();
        for (int i = 0; i < raw.length; i++) {
            int kept = Math.clamp(length - i * 8L, 0, 8);
            raw[i] &= (byte) (0xff << (8 - kept));
        }
        return new CidrValue(AddressValue.ofBytes(raw), length);
    }

    @Override
    public String toString() {
        return address + "/" + length;
    }
}
