package org.purposecdp.identity.matching;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import org.purposecdp.contracts.text.Split;

/** Which given names people use for one another. */
final class GivenNames {
    private static final Map<String, int[]> GROUPS = read("/matching/given-names.txt");

    private static final Set<String> KNOWN = known("/matching/known-given-names.txt");

    private GivenNames() {}

    /** Both are given names, and not one: no slip of the pen, however alike. Folded. */
    static boolean twoNames(String one, String other) {
        return isName(one) && isName(other) && !one.equals(other) && !sameName(one, other);
    }

    private static boolean isName(String word) {
        return KNOWN.contains(word) || GROUPS.containsKey(word);
    }

    /** Both are forms of one name: Bob and Robert, Käthe and Katharina. Folded. */
    static boolean sameName(String one, String other) {
        int[] ours = GROUPS.get(one);
        int[] theirs = ours == null ? null : GROUPS.get(other);
        if (theirs == null) {
            return false;
        }
        for (int group : ours) {
            if (Arrays.binarySearch(theirs, group) >= 0) {
                return true;
            }
        }
        return false;
    }

    /** Numbers of the groups of a folded name, ascending. */
    static int[] groups(String name) {
        return GROUPS.getOrDefault(name, new int[0]);
    }

    private static Set<String> known(String resource) {
        return lines(resource).stream()
                .flatMap(line -> Split.words(line).stream())
                .map(Letters::fold)
                .collect(Collectors.toUnmodifiableSet());
    }

    private static Map<String, int[]> read(String resource) {
        Map<String, int[]> groups = new HashMap<>();
        int number = 0;
        for (String line : lines(resource)) {
            int group = number++;
            for (String name : Split.words(line)) {
                groups.merge(Letters.fold(name), new int[] {group}, GivenNames::with);
            }
        }
        return Map.copyOf(groups);
    }

    /** Without comments. */
    private static List<String> lines(String resource) {
        try (InputStream in = GivenNames.class.getResourceAsStream(resource);
                BufferedReader lines =
                        new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            return lines.lines().filter(line -> !line.startsWith("#")).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int[] with(int[] groups, int[] more) {
        if (groups[groups.length - 1] == more[0]) {
            return groups;
        }
        int[] all = Arrays.copyOf(groups, groups.length + 1);
        all[groups.length] = more[0];
        return all;
    }
}
