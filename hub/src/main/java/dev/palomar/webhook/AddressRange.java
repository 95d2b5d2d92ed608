package dev.palomar.webhook;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Addresses that share their first bits: `10.0.0.0/8`, `fc00::/7`.
public final class AddressRange {

    /// Not of the public internet: IANA's special-purpose registry for IPv4 (RFC 6890 and what updates it).
    static final List<AddressRange> INTERNAL_V4 = all(
            "0.0.0.0/8",
            "10.0.0.0/8",
            "100.64.0.0/10",
            "127.0.0.0/8",
            "169.254.0.0/16",
            "172.16.0.0/12",
            "192.0.0.0/24",
            "192.0.2.0/24",
            "192.88.99.0/24",
            "192.168.0.0/16",
            "198.18.0.0/15",
            "198.51.100.0/24",
            "203.0.113.0/24",
            "224.0.0.0/4",
            "240.0.0.0/4");

    /// The same for IPv6; addresses that carry an IPv4 address are judged by it as well.
    static final List<AddressRange> INTERNAL_V6 = all(
            "::/128",
            "::1/128",
            "100::/64",
            "2001::/23",
            "2001:db8::/32",
            "3fff::/20",
            "5f00::/16",
            "fc00::/7",
            "fe80::/10",
            "fec0::/10",
            "ff00::/8");

    private static final List<AddressRange> NAT64 = all("64:ff9b::/96", "64:ff9b:1::/48");
    private static final List<AddressRange> SIX_TO_FOUR = all("2002::/16");
    private static final List<AddressRange> COMPATIBLE = all("::/96");

    private final byte[] first;
    private final int bits;

    private AddressRange(byte[] first, int bits) {
        this.first = first;
        this.bits = bits;
    }

    /// Reads `address/bits` or a single address. Throws [IllegalArgumentException] when it is neither.
    public static AddressRange parse(String text) {
        String[] parts = text.strip().split("/", -1);
        try {
            if (parts.length > 2 || !parts[0].matches("[0-9a-fA-F.:]+")) {
                throw new IllegalArgumentException("expected something like 10.0.0.0/8, got " + text);
            }
            byte[] first = InetAddress.getByName(parts[0]).getAddress();
            int bits = parts.length == 2 ? Integer.parseInt(parts[1]) : first.length * 8;
            if (bits < 0 || bits > first.length * 8) {
                throw new IllegalArgumentException("expected at most " + first.length * 8 + " bits, got " + text);
            }
            return new AddressRange(first, bits);
        } catch (UnknownHostException | NumberFormatException malformed) {
            throw new IllegalArgumentException("expected something like 10.0.0.0/8, got " + text, malformed);
        }
    }

    boolean contains(InetAddress address) {
        byte[] bytes = address.getAddress();
        if (bytes.length != first.length) {
            return false;
        }
        for (int bit = 0; bit < bits; bit++) {
            int mask = 0x80 >> (bit % 8);
            if ((bytes[bit / 8] & mask) != (first[bit / 8] & mask)) {
                return false;
            }
        }
        return true;
    }

    /// The IPv4 address inside an IPv6 one: NAT64, 6to4, and the old compatible form. (The mapped form never gets
    /// here: Java turns it into IPv4 itself.)
    static Optional<InetAddress> embedded(Inet6Address address) {
        byte[] bytes = address.getAddress();
        int at;
        if (any(NAT64, address) || any(COMPATIBLE, address)) {
            at = 12;
        } else if (any(SIX_TO_FOUR, address)) {
            at = 2;
        } else {
            return Optional.empty();
        }
        try {
            return Optional.of(Inet4Address.getByAddress(Arrays.copyOfRange(bytes, at, at + 4)));
        } catch (UnknownHostException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static boolean any(List<AddressRange> ranges, InetAddress address) {
        return ranges.stream().anyMatch(range -> range.contains(address));
    }

    private static List<AddressRange> all(String... ranges) {
        return Stream.of(ranges).map(AddressRange::parse).toList();
    }
}
