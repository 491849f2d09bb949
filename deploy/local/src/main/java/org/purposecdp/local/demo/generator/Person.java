package org.purposecdp.local.demo.generator;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** A made-up person. What a person has none of is null. */
record Person(
        String id,
        Story story,
        int ordinal,
        String language,
        String firstName,
        String lastName,
        Map<String, String> address,
        String gender,
        String email,
        String phone,
        String userId,
        String loyaltyId,
        String handle,
        String tablet,
        Instant bornOn,
        String interest) {

    /** The identifier that their decisions are given for. */
    Map.Entry<String, String> key() {
        return email != null ? Map.entry("email", email) : Map.entry("loyalty_id", loyaltyId);
    }

    boolean decides() {
        return email != null || loyaltyId != null;
    }

    boolean teenager() {
        return bornOn != null && bornOn.isAfter(Times.BASE.minus(Times.days(16 * 365L)));
    }

    String browser(int number) {
        return "b" + number + "-" + id;
    }

    /** Every second of a story, say. */
    boolean each(int nth) {
        return ordinal % nth == 0;
    }

    Map<String, Object> addressTrait() {
        return new LinkedHashMap<>(address);
    }
}
