package org.purposecdp.identity.matching;

import java.util.Set;

/** The part of an address that names somebody. */
final class Emails {
    /** Of an office, not of a person: RFC 2142, and what shops use besides. */
    private static final Set<String> ROLES =
            Set.of(
                    "abuse",
                    "accounts",
                    "admin",
                    "administrator",
                    "billing",
                    "bookings",
                    "career",
                    "contact",
                    "customerservice",
                    "enquiries",
                    "hello",
                    "help",
                    "helpdesk",
                    "hostmaster",
                    "hr",
                    "info",
                    "inquiries",
                    "it",
                    "jobs",
                    "kontakt",
                    "mail",
                    "mailerdaemon",
                    "marketing",
                    "noc",
                    "noreply",
                    "office",
                    "orders",
                    "post",
                    "postmaster",
                    "reception",
                    "reservations",
                    "root",
                    "sales",
                    "security",
                    "service",
                    "shop",
                    "staff",
                    "support",
                    "team",
                    "toimisto",
                    "webmaster",
                    "asiakaspalvelu",
                    "myynti",
                    "buero",
                    "verkauf");

    private Emails() {}

    static boolean ofAnOffice(String address) {
        String local = local(address).replace("-", "").replace("_", "");
        return ROLES.contains(local);
    }

    /** Before the {@code @}, without dots and tags: a comparison, never an identity. */
    static String local(String address) {
        int at = address.lastIndexOf('@');
        String local = at < 0 ? address : address.substring(0, at);
        int tag = local.indexOf('+');
        return (tag > 0 ? local.substring(0, tag) : local).replace(".", "");
    }

    /** What is left of the local part without the names of whose it is. */
    static String beyondName(String address, Person person) {
        String left = local(address).replace("-", "").replace("_", "");
        for (String name : new String[] {person.family(), person.given()}) {
            if (name.length() > 2) {
                left = Letters.compact(left).replace(name, "");
            }
        }
        return left.length() == 1 && left.equals(initial(person)) ? "" : left;
    }

    private static String initial(Person person) {
        return person.given().isEmpty() ? "" : person.given().substring(0, 1);
    }
}
