package org.purposecdp.activation.destination;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Which addresses a delivery may go to. Whoever registers a destination must not reach by it what
 * only we can reach: loopback, the cluster, the cloud's metadata.
 */
public final class AddressRule {
    /**
     * IANA's special-purpose registries; the last one is a cloud's, with its metadata behind it.
     */
    private static final List<Network> NOT_PUBLIC =
            Stream.of(
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
                            "240.0.0.0/4",
                            // Teredo and what else is no host's own address.
                            "2001::/23",
                            "2001:db8::/32",
                            "3fff::/20",
                            "168.63.129.16/32")
                    .map(Network::of)
                    .toList();

    private static final Network GLOBAL_UNICAST = Network.of("2000::/3");
    private static final Network NAT64 = Network.of("64:ff9b::/96");
    private static final Network SIX_TO_FOUR = Network.of("2002::/16");
    private static final byte[] ISATAP = {0, 0, 0x5e, (byte) 0xfe};

    private static final List<String> INTERNAL =
            List.of(".localhost", ".local", ".internal", ".svc", ".lan", ".home.arpa", ".intranet");

    private final boolean http;
    private final List<Network> allowed;

    /**
     * @param http whether an address without TLS is taken
     * @param allowed networks that are taken though they are not public, as {@code 10.1.0.0/16}
     */
    public AddressRule(boolean http, List<String> allowed) {
        this.http = http;
        this.allowed = allowed.stream().map(Network::of).toList();
    }

    /**
     * Before anything is looked up.
     *
     * @throws IllegalArgumentException saying what is accepted
     */
    public void check(WebhookAddress address) {
        if (!address.tls() && !http) {
            throw new IllegalArgumentException("'url' is an https address");
        }
        boolean reachable =
                address.literal()
                        .map(this::takes)
                        .orElse(!allowed.isEmpty() || !isInternal(address.host()));
        if (!reachable) {
            throw new IllegalArgumentException(
                    "'url' is an address on the public internet; networks of your own are allowed"
                            + " by the service's configuration");
        }
    }

    /**
     * The one to be dialled.
     *
     * @param found all that the name stands for now; one that is refused refuses all
     * @param attempt from 1: the next attempt takes the next one
     * @return nothing where it must not be dialled
     */
    public Optional<InetAddress> choose(
            WebhookAddress address, List<InetAddress> found, int attempt) {
        try {
            check(address);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
        boolean internal = address.literal().isEmpty() && isInternal(address.host());
        boolean all =
                found.stream()
                        .allMatch(internal ? each -> isAllowed(each.getAddress()) : this::takes);
        return found.isEmpty() || !all
                ? Optional.empty()
                : Optional.of(found.get((attempt - 1) % found.size()));
    }

    /** Names of one label too: what a cluster's resolver completes. */
    private static boolean isInternal(String host) {
        return host.indexOf('.') < 0
                || host.contains(".svc.")
                || INTERNAL.stream().anyMatch(host::endsWith);
    }

    private boolean takes(InetAddress address) {
        return takes(address.getAddress());
    }

    private boolean takes(byte[] address) {
        if (isAllowed(address)) {
            return true;
        }
        if (address.length == 4) {
            return !isListed(address);
        }
        if (NAT64.contains(address)) {
            return takes(Arrays.copyOfRange(address, 12, 16));
        }
        if (!GLOBAL_UNICAST.contains(address) || isListed(address)) {
            return false;
        }
        if (SIX_TO_FOUR.contains(address)) {
            return takes(Arrays.copyOfRange(address, 2, 6));
        }
        // RFC 5214: an IPv4 address behind the universal/local bit and 00-5E-FE.
        byte[] behind = Arrays.copyOfRange(address, 8, 12);
        behind[0] &= (byte) ~3;
        return !Arrays.equals(behind, ISATAP) || takes(Arrays.copyOfRange(address, 12, 16));
    }

    private boolean isAllowed(byte[] address) {
        return allowed.stream().anyMatch(network -> network.contains(address));
    }

    private static boolean isListed(byte[] address) {
        return NOT_PUBLIC.stream().anyMatch(network -> network.contains(address));
    }
}
