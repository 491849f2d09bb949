package org.purposecdp.identity.matching;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

import org.purposecdp.identity.matching.Relatives.Agreement;
import org.purposecdp.identity.matching.Waterfall.Step;

import static org.purposecdp.identity.matching.Comparison.*;

/**
 * Weighs pairs by one model: log2 of the odds that they are one person, in thousandths of a bit. In
 * the odds stand, against one person, strangers and {@link Relatives}.
 */
public final class Scorer {
    private static final int BIT = 1000;
    private static final int VETOED = -10 * BIT;

    /** Names go together, by country and by fashion: strangers share both more than by chance. */
    private static final int NAMES_ALONE = -3 * BIT / 2;

    /** One that is against says more than one that is for: households agree in much. */
    private static final int MOST_AGAINST = -15 * BIT / 2;

    private static final int MOST_FOR = 6 * BIT;
    private static final List<Comparison> NAMES = List.of(GIVEN_NAME, FAMILY_NAME, NAME_ORDER);
    private static final Set<Comparison> OF_MANY =
            EnumSet.of(GIVEN_NAME, FAMILY_NAME, NAME_ORDER, MIDDLE_NAME, SEX);
    private static final Comparison[] COMPARISONS = Comparison.values();

    private final Model model;
    private final String version;
    private final int prior;
    private final Relatives relatives;
    private final Veto.Telling telling;
    private final int[][] weights = new int[COMPARISONS.length][];
    private final ThreadLocal<Levels> levels = ThreadLocal.withInitial(Levels::new);

    public Scorer(Model model) {
        this.model = model;
        this.version = model.version();
        this.prior = bits(model.prior() / (1 - model.prior()));
        this.relatives = new Relatives(model.household());
        this.telling = Veto.Telling.of(model);
        for (Comparison comparison : COMPARISONS) {
            double[] m = model.matches().get(comparison);
            double[] u = model.others().get(comparison);
            int[] weight = new int[m.length];
            for (int level = 0; level < m.length; level++) {
                weight[level] = bits(m[level] / u[level]);
            }
            weights[comparison.ordinal()] = weight;
        }
    }

    public Model model() {
        return model;
    }

    /** The total weight; the same whichever record comes first. */
    public int score(Person a, Person b) {
        return weigh(a, b, null).total();
    }

    /**
     * What a pair says of the clusters that it is of.
     *
     * @param weight as it counts among others: past so much, more says nothing more; of a pair that
     *     says too little, and nothing against, what is asked of all: it neither helps nor hinders
     * @param two for certain
     */
    public record Vote(int weight, boolean two) {}

    public Vote vote(Person a, Person b) {
        Weighed weighed = weigh(a, b, null);
        int says =
                weighed.against()
                        ? weighed.total()
                        : Math.max(weighed.total(), model.thresholds().guard());
        return new Vote(Math.max(MOST_AGAINST, Math.min(MOST_FOR, says)), weighed.veto() != null);
    }

    public MatchDecision decide(Person a, Person b) {
        return MatchDecision.of(score(a, b), model.thresholds());
    }

    public Waterfall explain(Person a, Person b) {
        List<Step> steps = new ArrayList<>();
        int total = weigh(a, b, steps).total();
        return new Waterfall(
                version,
                List.copyOf(steps),
                total,
                model.thresholds(),
                MatchDecision.of(total, model.thresholds()));
    }

    /** Probability that the two are of one household, but not one person. */
    double ofHousehold(Person a, Person b) {
        Weighed weighed = weigh(a, b, null);
        return (1 - probability(weighed.total())) * weighed.home() / weighed.others();
    }

    /** Of a total weight. */
    static double probability(int weight) {
        return 1 / (1 + ratio(-weight));
    }

    /**
     * @param against whether they differ in anything
     * @param home how much likelier the evidence is in a household than among strangers
     * @param others the same of all who are not one person
     */
    private record Weighed(int total, boolean against, Veto veto, double home, double others) {}

    private Weighed weigh(Person a, Person b, List<Step> steps) {
        Levels reached = levels.get().compare(a, b);
        if (reached.mayBeSwapped()) {
            int straight = names(reached);
            reached.swapNames();
            if (names(reached) <= straight) {
                reached.swapNames();
            }
        }
        int total = prior;
        add(steps, Waterfall.PRIOR, null, prior, 0);
        int shared = 0;
        boolean against = false;
        int[] found = new int[COMPARISONS.length];
        for (Comparison comparison : COMPARISONS) {
            int level = reached.of(comparison);
            if (level == NOTHING) {
                continue;
            }
            int weight = weights[comparison.ordinal()][level];
            int frequency = frequency(comparison, level, a, b, reached);
            add(steps, comparison.name(), comparison.levels().get(level), weight, frequency);
            total += weight + frequency;
            found[comparison.ordinal()] = weight + frequency;
            against |= weight < 0;
            shared += comparison.ofHousehold() ? weight + frequency : 0;
        }
        Agreement agreement = agreement(shared, found);
        double others = relatives.amongOthers(agreement);
        // What is taken off because relatives would agree as well.
        int off = -bits(others);
        if (off != 0) {
            add(steps, "RELATIVES", null, off, 0);
            total += off;
        }
        if (namesAlone(found)) {
            add(steps, "NAMES_ALONE", null, NAMES_ALONE, 0);
            total += NAMES_ALONE;
        }
        Veto veto = Veto.of(a, b, reached, telling);
        if (veto != null && total > VETOED) {
            add(steps, veto.name(), null, VETOED - total, 0);
            total = VETOED;
        }
        return new Weighed(total, against || veto != null, veto, relatives.home(agreement), others);
    }

    private static Agreement agreement(int shared, int[] found) {
        return new Agreement(
                ratio(shared),
                ratio(found[BIRTH_DATE.ordinal()]),
                ratio(found[GIVEN_NAME.ordinal()]),
                ratio(found[EMAIL.ordinal()]),
                ratio(found[MOBILE.ordinal()]));
    }

    /** A name agrees, and nothing that is of few. */
    private static boolean namesAlone(int[] found) {
        for (Comparison comparison : COMPARISONS) {
            if (found[comparison.ordinal()] > 0 && !OF_MANY.contains(comparison)) {
                return false;
            }
        }
        return found[GIVEN_NAME.ordinal()] > 0 || found[FAMILY_NAME.ordinal()] > 0;
    }

    private int names(Levels reached) {
        int sum = 0;
        for (Comparison comparison : NAMES) {
            int level = reached.of(comparison);
            sum += level == NOTHING ? 0 : weights[comparison.ordinal()][level];
        }
        return sum;
    }

    /**
     * Splink's adjustment: the average share of an exact agreement gives way to the value's own.
     */
    private int frequency(Comparison comparison, int level, Person a, Person b, Levels reached) {
        Frequencies frequencies = model.frequencies().get(comparison);
        if (frequencies == null || reached.of(NAME_ORDER) == 1 && comparison != LOCALITY) {
            return 0;
        }
        String value = Values.shared(comparison, level, a, b);
        if (value == null) {
            return 0;
        }
        double usual = model.others().get(comparison)[level];
        return bits(usual / frequencies.share(value, usual));
    }

    private static void add(
            List<Step> steps, String name, String level, int weight, int frequency) {
        if (steps != null) {
            steps.add(new Step(name, level, weight, frequency));
        }
    }

    private static double ratio(int weight) {
        return weight == 0 ? 1 : Math.pow(2, (double) weight / BIT);
    }

    private static int bits(double ratio) {
        return (int) Math.round(BIT * Math.log(ratio) / Math.log(2));
    }
}
