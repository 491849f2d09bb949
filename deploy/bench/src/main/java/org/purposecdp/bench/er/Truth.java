package org.purposecdp.bench.er;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Which records are of one person, by their places. */
final class Truth {
    private final Set<Long> pairs;
    private final int[] fileOf;

    private Truth(Set<Long> pairs, int[] fileOf) {
        this.pairs = pairs;
        this.fileOf = fileOf;
    }

    /**
     * Precision, recall and their harmonic mean over pairs; what was not said to be a pair is none.
     *
     * @param largest how many records the largest group has; null for links
     */
    record Figures(
            long pairsTrue,
            long pairsFound,
            long pairsFalse,
            double precision,
            double recall,
            double f1,
            Integer largest) {

        static Figures of(long all, long found, long right, Integer largest) {
            double precision = found == 0 ? 1 : (double) right / found;
            double recall = all == 0 ? 1 : (double) right / all;
            double f1 = right == 0 ? 0 : 2 * precision * recall / (precision + recall);
            return new Figures(
                    all,
                    right,
                    found - right,
                    digits(precision),
                    digits(recall),
                    digits(f1),
                    largest);
        }

        private static double digits(double value) {
            return Math.round(value * 10_000) / 10_000.0;
        }
    }

    /**
     * @param groups of each record; null or empty for one that stands alone
     * @param fileOf each record's file if only pairs of two files count, otherwise null
     */
    static Truth ofGroups(List<String> groups, int[] fileOf) {
        Map<String, List<Integer>> byGroup =
                IntStream.range(0, groups.size())
                        .boxed()
                        .filter(i -> groups.get(i) != null && !groups.get(i).isBlank())
                        .collect(Collectors.groupingBy(groups::get));
        Truth truth = new Truth(new HashSet<>(), fileOf);
        byGroup.values().forEach(truth::addAll);
        return truth;
    }

    static Truth ofPairs(List<int[]> given, int[] fileOf) {
        Truth truth = new Truth(new HashSet<>(), fileOf);
        given.forEach(pair -> truth.pairs.add(pair(pair[0], pair[1])));
        return truth;
    }

    private void addAll(List<Integer> members) {
        for (int i = 0; i < members.size(); i++) {
            for (int j = i + 1; j < members.size(); j++) {
                if (counts(members.get(i), members.get(j))) {
                    pairs.add(pair(members.get(i), members.get(j)));
                }
            }
        }
    }

    Figures ofClusters(List<List<Integer>> clusters) {
        long found = 0;
        long right = 0;
        int largest = 0;
        for (List<Integer> members : clusters) {
            largest = Math.max(largest, members.size());
            for (int i = 0; i < members.size(); i++) {
                for (int j = i + 1; j < members.size(); j++) {
                    if (counts(members.get(i), members.get(j))) {
                        found++;
                        right += pairs.contains(pair(members.get(i), members.get(j))) ? 1 : 0;
                    }
                }
            }
        }
        return Figures.of(pairs.size(), found, right, largest);
    }

    Figures ofLinks(List<int[]> links) {
        Map<Long, Boolean> found = new HashMap<>();
        for (int[] link : links) {
            if (counts(link[0], link[1])) {
                long pair = pair(link[0], link[1]);
                found.put(pair, pairs.contains(pair));
            }
        }
        long right = found.values().stream().filter(is -> is).count();
        return Figures.of(pairs.size(), found.size(), right, null);
    }

    /**
     * The share of true pairs that share a key.
     *
     * @param keys of each record
     */
    double blockingRecall(List<Set<Long>> keys) {
        long met =
                pairs.stream()
                        .filter(
                                pair ->
                                        keys.get((int) (pair >> 32)).stream()
                                                .anyMatch(keys.get(pair.intValue())::contains))
                        .count();
        return pairs.isEmpty() ? 1 : Figures.digits((double) met / pairs.size());
    }

    private boolean counts(int one, int other) {
        return fileOf == null || fileOf[one] != fileOf[other];
    }

    private static long pair(int one, int other) {
        return (long) Math.min(one, other) << 32 | Math.max(one, other);
    }
}
