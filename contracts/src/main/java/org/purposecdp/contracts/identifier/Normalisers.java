package org.purposecdp.contracts.identifier;

/** The normaliser of the rules in force, made anew when they change. */
public final class Normalisers {
    private volatile Made made;

    private record Made(IdentityRules rules, Normaliser normaliser) {}

    public Normaliser of(IdentityRules rules) {
        Made last = made;
        if (last == null || last.rules() != rules && !last.rules().equals(rules)) {
            last = new Made(rules, new Normaliser(rules));
            made = last;
        }
        return last.normaliser();
    }
}
