package org.purposecdp.identity.cluster;

import java.util.HashMap;
import java.util.Map;

import org.purposecdp.identity.matching.Person;
import org.purposecdp.identity.matching.Scorer;
import org.purposecdp.identity.matching.Scorer.Vote;

/** What the pairs between two clusters say; each pair is weighed once a cut. */
final class Votes {
    private final Scorer scorer;
    private final Map<Person, Map<Person, Vote>> votes = new HashMap<>();

    Votes(Scorer scorer) {
        this.scorer = scorer;
    }

    /** Thousandths of a bit. */
    double average(Growing one, Growing other) {
        long sum = 0;
        for (Person a : one.persons()) {
            for (Person b : other.persons()) {
                sum += vote(a, b).weight();
            }
        }
        return (double) sum / ((long) one.persons().size() * other.persons().size());
    }

    /** Two of their records are of two people for certain. */
    boolean two(Growing one, Growing other) {
        for (Person a : one.persons()) {
            for (Person b : other.persons()) {
                if (vote(a, b).two()) {
                    return true;
                }
            }
        }
        return false;
    }

    private Vote vote(Person a, Person b) {
        return votes.computeIfAbsent(a, any -> new HashMap<>())
                .computeIfAbsent(b, any -> scorer.vote(a, b));
    }
}
