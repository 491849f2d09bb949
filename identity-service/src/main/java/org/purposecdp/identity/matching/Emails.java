package org.purposecdp.identity.matching;

/** The part of an address that names somebody. */
final class Emails {
    private Emails() {}

    /** Before the {@code @}, without dots and tags: a comparison, never an identity. */
    static String local(String address) {
        int at = address.lastIndexOf('@');
        String local = at < 0 ? address : address.substring(0, at);
        int tag = local.indexOf('+');
        return (tag > 0 ? local.substring(0, tag) : local).replace(".", "");
    }
}
