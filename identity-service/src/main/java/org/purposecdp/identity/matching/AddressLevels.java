package org.purposecdp.identity.matching;

import static org.purposecdp.identity.matching.Comparison.NOTHING;
import static org.purposecdp.identity.matching.Words.nearly;
import static org.purposecdp.identity.matching.Words.said;

/** Levels of streets with their houses, and of places. */
final class AddressLevels {
    private AddressLevels() {}

    static int street(Person a, Person b) {
        if (!said(a.street(), b.street())) {
            return NOTHING;
        }
        boolean sameStreet =
                a.street().equals(b.street())
                        || !a.line2().isEmpty() && a.line2().equals(b.street())
                        || !b.line2().isEmpty() && b.line2().equals(a.street());
        boolean houses = said(a.house(), b.house());
        boolean sameHouse = houses && a.house().equals(b.house());
        if (sameStreet && sameHouse) {
            return 0;
        }
        boolean likeStreet =
                sameStreet
                        || similarStreet(a.street(), b.street())
                        || similarStreet(a.line2(), b.street())
                        || similarStreet(b.line2(), a.street())
                        || similarStreet(a.line2(), b.line2());
        boolean likeHouse =
                sameHouse
                        || !houses && sameStreet
                        || houses && sameStreet && likeHouse(a.house(), b.house());
        if (likeStreet && likeHouse) {
            return 1;
        }
        return likeStreet ? 2 : 3;
    }

    private static boolean likeHouse(String one, String other) {
        return Math.min(one.length(), other.length()) > 1 && Likeness.oneSlip(one, other)
                || Letters.digits(one).equals(Letters.digits(other));
    }

    private static boolean similarStreet(String one, String other) {
        return Math.min(one.length(), other.length()) > 3
                && (one.equals(other)
                        || Likeness.oneSlip(one, other)
                        || Likeness.jaroWinkler(one, other, Words.NEARLY)
                        || one.replace(" ", "").equals(other.replace(" ", "")));
    }

    static int locality(Person a, Person b) {
        boolean postcodes = said(a.postcode(), b.postcode());
        boolean cities = said(a.city(), b.city());
        if (!postcodes && !cities) {
            return NOTHING;
        }
        if (postcodes && a.postcode().equals(b.postcode())) {
            return 0;
        }
        if (cities && a.city().equals(b.city())) {
            return 1;
        }
        boolean near =
                postcodes && Likeness.oneSlip(a.postcode(), b.postcode())
                        || cities && nearly(a.city(), b.city());
        return near ? 2 : 3;
    }
}
