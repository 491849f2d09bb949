package org.purposecdp.activation.destination;

import java.net.InetAddress;
import java.net.UnknownHostException;

import org.purposecdp.contracts.text.Shape;

/** Addresses that begin with the same bits. */
record Network(byte[] prefix, int bits) {
    private static final Shape WRITTEN = Shape.of(50, "[0-9a-fA-F:.]+/[0-9]{1,3}");

    /**
     * @param cidr as {@code 10.0.0.0/8} or {@code fd00::/8}
     */
    static Network of(String cidr) {
        String text = cidr.strip();
        try {
            int slash = text.indexOf('/');
            // Of these characters alone nothing is looked up.
            if (WRITTEN.fits(text)) {
                byte[] prefix = InetAddress.getByName(text.substring(0, slash)).getAddress();
                int bits = Integer.parseInt(text.substring(slash + 1));
                if (bits <= prefix.length * 8) {
                    return new Network(prefix, bits);
                }
            }
        } catch (UnknownHostException e) {
            // Said below.
        }
        throw new IllegalArgumentException("'" + text + "' is no network as 10.0.0.0/8");
    }

    boolean contains(byte[] address) {
        if (address.length != prefix.length) {
            return false;
        }
        for (int bit = 0; bit < bits; bit++) {
            int mask = 0x80 >> bit % 8;
            if ((address[bit / 8] & mask) != (prefix[bit / 8] & mask)) {
                return false;
            }
        }
        return true;
    }
}
