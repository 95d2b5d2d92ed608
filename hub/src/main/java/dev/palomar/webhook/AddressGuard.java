package dev.palomar.webhook;

import dev.palomar.model.Rejection;
import dev.palomar.network.Names;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import javax.net.SocketFactory;

/// Keeps tenants from calling into the operator's own network. The decision is made where the connection is made, on
/// the address that is really called, so no name, redirect or second answer of a resolver leads around it.
public final class AddressGuard {

    private static final Set<Integer> PORTS = Set.of(443, 8443);

    private final List<AddressRange> allowed;
    private final Names names = new Names();

    /// `allowed` are the operator's exceptions; every port and plain HTTP are fine there.
    public AddressGuard(List<AddressRange> allowed) {
        this.allowed = List.copyOf(allowed);
    }

    /// What people enter, or a [Rejection.InvalidValue] of `field` that says what is wrong with it.
    URI parse(String field, String typed) {
        URI url;
        try {
            url = new URI(typed.strip()).parseServerAuthority();
        } catch (URISyntaxException malformed) {
            throw new Rejection.InvalidValue(field, "is not a URL");
        }
        String scheme = url.getScheme() == null ? "" : url.getScheme().toLowerCase(Locale.ROOT);
        if (!scheme.equals("https") && !scheme.equals("http")) {
            throw new Rejection.InvalidValue(field, "must begin with https://");
        }
        if (url.getHost() == null || url.getUserInfo() != null || url.getFragment() != null) {
            throw new Rejection.InvalidValue(field, "must have a host, and neither a user name nor a fragment");
        }
        check(field, url, scheme);
        return url;
    }

    /// A name that does not resolve now may do so later; what it leads to is checked then.
    private void check(String field, URI url, String scheme) {
        int port = url.getPort() >= 0 ? url.getPort() : scheme.equals("https") ? 443 : 80;
        InetAddress[] addresses;
        try {
            addresses = names.addresses(url.getHost().replaceAll("^\\[|]$", ""));
        } catch (UnknownHostException unknown) {
            addresses = new InetAddress[0];
        }
        boolean excepted = addresses.length > 0;
        for (InetAddress address : addresses) {
            excepted &= isAllowed(address);
            if (!isAllowed(address) && isInternal(address)) {
                throw refused(
                        field, "leads to an address inside a private network, which the operator has not allowed");
            }
        }
        if (excepted) {
            return;
        }
        if (scheme.equals("http")) {
            throw refused(field, "must begin with https://");
        }
        if (!PORTS.contains(port)) {
            throw refused(field, "must use port 443 or 8443");
        }
    }

    private static Rejection.InvalidValue refused(String field, String why) {
        return new Rejection.InvalidValue("address-not-allowed", List.of(new Rejection.Fault(field, why)));
    }

    /// Sockets for `https` URLs, or for `http` ones, which only the operator's exceptions may have.
    public SocketFactory sockets(boolean https) {
        return new GuardedSockets(https);
    }

    private void check(SocketAddress target, boolean https) throws IOException {
        if (!(target instanceof InetSocketAddress internet) || internet.isUnresolved()) {
            throw new ForbiddenAddress("unresolved address");
        }
        InetAddress address = internet.getAddress();
        if (isAllowed(address)) {
            return;
        }
        if (isInternal(address) || !https || !PORTS.contains(internet.getPort())) {
            throw new ForbiddenAddress(address.getHostAddress() + ":" + internet.getPort());
        }
    }

    private boolean isAllowed(InetAddress address) {
        return allowed.stream().anyMatch(range -> range.contains(address));
    }

    static boolean isInternal(InetAddress address) {
        return switch (address) {
            case Inet4Address _ -> AddressRange.INTERNAL_V4.stream().anyMatch(range -> range.contains(address));
            case Inet6Address v6 ->
                AddressRange.INTERNAL_V6.stream().anyMatch(range -> range.contains(v6))
                        || AddressRange.embedded(v6)
                                .map(AddressGuard::isInternal)
                                .orElse(false);
            default -> true;
        };
    }

    /// The connection was not made, on purpose.
    public static final class ForbiddenAddress extends IOException {
        private static final long serialVersionUID = 1;

        ForbiddenAddress(String what) {
            super("not allowed to call " + what);
        }
    }

    private final class GuardedSockets extends SocketFactory {

        private final boolean https;

        GuardedSockets(boolean https) {
            this.https = https;
        }

        @Override
        public Socket createSocket() {
            return new Socket() {
                @Override
                public void connect(SocketAddress endpoint, int timeout) throws IOException {
                    check(endpoint, https);
                    super.connect(endpoint, timeout);
                }

                @Override
                public void connect(SocketAddress endpoint) throws IOException {
                    connect(endpoint, 0);
                }
            };
        }

        @Override
        public Socket createSocket(String host, int port) throws IOException {
            return connected(new InetSocketAddress(host, port));
        }

        @Override
        public Socket createSocket(String host, int port, InetAddress from, int fromPort) throws IOException {
            return connected(new InetSocketAddress(host, port));
        }

        @Override
        public Socket createSocket(InetAddress host, int port) throws IOException {
            return connected(new InetSocketAddress(host, port));
        }

        @Override
        public Socket createSocket(InetAddress host, int port, InetAddress from, int fromPort) throws IOException {
            return connected(new InetSocketAddress(host, port));
        }

        private Socket connected(InetSocketAddress target) throws IOException {
            Socket socket = createSocket();
            socket.connect(target);
            return socket;
        }
    }
}
