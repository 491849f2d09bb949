package org.purposecdp.bench.er;

/**
 * How often made-up records say less than, or something else than, is true; each a probability.
 *
 * @param recordsMore that a person has one more record, after each
 * @param birthDate that a record has one; so for address, email, phone
 * @param typo of each name, street or email: one key too many, too few, beside it, or two swapped
 * @param nickname that a person with one uses it
 * @param initial in place of the given name
 * @param swapped given and family name in each other's place
 * @param spelling that ä becomes ae or a, ß ss, å aa or a
 * @param dateSlip one digit of the birth date, or two swapped
 * @param dayForMonth day and month swapped, where both may be
 * @param moved that a record has an earlier address; otherPhone, otherEmail alike
 * @param renamed that a record has an earlier family name
 * @param sharedEmail that a record has the email of another of the household; sharedPhone alike
 * @param sharedDevice that a household has one device
 * @param twins that two children of a household are twins
 * @param namesakes that a grown child bears a parent's given name, and lives at home
 */
record Rates(
        double recordsMore,
        double birthDate,
        double address,
        double email,
        double phone,
        double typo,
        double nickname,
        double initial,
        double swapped,
        double spelling,
        double dateSlip,
        double dayForMonth,
        double moved,
        double otherPhone,
        double otherEmail,
        double renamed,
        double sharedEmail,
        double sharedPhone,
        double sharedDevice,
        double twins,
        double namesakes) {

    /** As they are in shops' and service desks' files, as far as one can tell. */
    static final Rates USUAL =
            new Rates(
                    0.55, 0.75, 0.85, 0.8, 0.8, 0.03, 0.05, 0.02, 0.01, 0.2, 0.02, 0.01, 0.1, 0.1,
                    0.1, 0.04, 0.03, 0.03, 0.3, 0.015, 0.003);
}
