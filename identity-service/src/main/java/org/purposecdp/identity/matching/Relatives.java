package org.purposecdp.identity.matching;

/**
 * Who two records may be of, other than one person or two strangers: two of a household agree in
 * what a household shares, twins in their birth date as well, a namesake (father and son) in the
 * given name. So such agreement counts for no more than it tells one person from relatives.
 *
 * @param household probability that two records taken at random are of two people of one household
 */
record Relatives(double household) {
    /** One birth in seventy is of twins (EU, 2010s). */
    private static final double TWINS = 0.015;

    private static final double NAMESAKES = 0.02;

    /** Of a household's people, how many use one email, or one mobile phone. */
    private static final double SHARING = 0.1;

    /**
     * How much likelier a match agrees than strangers do; 1 where nothing is said.
     *
     * @param shared in family name, street, place and landline together
     */
    record Agreement(
            double shared, double birthDate, double givenName, double email, double mobile) {}

    /** How much likelier the evidence is among all who are not one person than among strangers. */
    double amongOthers(Agreement agreement) {
        return 1 - household + home(agreement);
    }

    /** The part of it that relatives make up. */
    double home(Agreement agreement) {
        double home = household * agreement.shared();
        home *= 1 - SHARING + SHARING * agreement.email();
        home *= 1 - SHARING + SHARING * agreement.mobile();
        double twins = TWINS * agreement.birthDate();
        double namesakes = NAMESAKES * agreement.givenName();
        return home * (1 - TWINS - NAMESAKES + twins + namesakes);
    }
}
