package org.purposecdp.local.demo.generator;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What is known of one person at one moment: nodes, what was said along with records, the file. */
final class OnePerson {
    private final Map<String, Node> nodes = new LinkedHashMap<>();
    private final List<Decided> file = new ArrayList<>();
    private final Map<String, Banner> banners = new LinkedHashMap<>();
    private Map<String, String> groups = Map.of();

    /** A choice that came with a node's records. */
    private record Banner(Node node, String purpose, boolean granted, Instant at) {}

    /**
     * A word that counts somewhere.
     *
     * @param act somebody decided just then; otherwise it is what a tool holds
     * @param groups where it was given
     * @param nodes unproven ones that bear what it was given for
     */
    record Word(
            String kind,
            String purpose,
            String channel,
            int version,
            Instant at,
            boolean proven,
            boolean act,
            Set<String> groups,
            Set<String> nodes) {

        boolean no() {
            return Set.of("REFUSE", "WITHDRAW", "OBJECT").contains(kind);
        }

        boolean concerns(String other) {
            return purpose.equals("*") || purpose.equals(other);
        }
    }

    /** Of a device that has agreed to nothing only the "no" of somebody known goes on. */
    void hearsTheWordAlone(Said said) {
        boolean known =
                said.identifiers().entrySet().stream()
                        .filter(identifier -> !identifier.getKey().equals("anonymous_id"))
                        .anyMatch(
                                identifier ->
                                        nodes.values().stream()
                                                .anyMatch(node -> node.bears(identifier)));
        if (known && said.consent().containsValue(false)) {
            hears(said);
        }
    }

    void hears(Said said) {
        Node node = Node.of(said);
        nodes.putIfAbsent(node.id(), node);
        groups = Node.groups(new ArrayList<>(nodes.values()));
        // Said again it is no new word: the first time counts.
        said.consent()
                .forEach(
                        (word, granted) ->
                                banners.merge(
                                        node.id() + word,
                                        new Banner(
                                                node,
                                                RegisterBook.signalled(word),
                                                granted,
                                                said.at()),
                                        OnePerson::earlier));
    }

    private static Banner earlier(Banner one, Banner other) {
        if (one.granted() != other.granted()) {
            throw new IllegalStateException("one browser changes its mind: not in this demo");
        }
        return other.at().isBefore(one.at()) ? other : one;
    }

    void files(Decided decided) {
        file.add(decided);
    }

    String group(String node) {
        return groups.get(node);
    }

    Node node(String id) {
        return nodes.get(id);
    }

    /** Every decision, with the groups that it holds in. */
    List<Word> words() {
        List<Word> words = new ArrayList<>();
        for (Decided decided : file) {
            if (decided.decision()) {
                words.add(
                        new Word(
                                decided.what(),
                                decided.purpose(),
                                decided.channel(),
                                decided.version(),
                                decided.at(),
                                true,
                                true,
                                groupsBearing(decided.person().key()),
                                unprovenBearing(decided.person().key())));
            }
        }
        words.addAll(states());
        return words;
    }

    /** A "yes" of the first time in its group, a "no" of the first time on its device. */
    private List<Word> states() {
        Map<String, List<Banner>> said = new TreeMap<>();
        for (Banner banner : banners.values()) {
            String where = banner.granted() ? group(banner.node().id()) : banner.node().device();
            said.computeIfAbsent(
                            banner.granted() + where + banner.purpose(), any -> new ArrayList<>())
                    .add(banner);
        }
        return said.values().stream().map(this::state).toList();
    }

    private Word state(List<Banner> same) {
        Banner first = same.stream().min(Comparator.comparing(Banner::at)).orElseThrow();
        int version = RegisterBook.inForce(RegisterBook.noticeOf(first.purpose()), first.at());
        return new Word(
                first.granted() ? "GRANT" : "REFUSE",
                first.purpose(),
                null,
                version,
                first.at(),
                first.node().proven(),
                false,
                same.stream().map(banner -> group(banner.node().id())).collect(Collectors.toSet()),
                Set.of());
    }

    /** Facts of a kind known in a group, the last word about each reference. */
    List<Decided> facts(String kind, String group) {
        Map<String, Decided> byReference = new TreeMap<>();
        for (Decided decided : file) {
            if (decided.fact()
                    && decided.what().equals(kind)
                    && groupsBearing(decided.person().key()).contains(group)) {
                byReference.put("" + decided.reference(), decided);
            }
        }
        return new ArrayList<>(byReference.values());
    }

    int toldVersion(String notice, String group) {
        return file.stream()
                .filter(decided -> !decided.decision() && !decided.fact())
                .filter(decided -> decided.what().equals(notice))
                .filter(decided -> groupsBearing(decided.person().key()).contains(group))
                .mapToInt(Decided::version)
                .max()
                .orElse(0);
    }

    private Set<String> unprovenBearing(Map.Entry<String, String> identifier) {
        return nodes.values().stream()
                .filter(node -> !node.proven() && node.bears(identifier))
                .map(Node::id)
                .collect(Collectors.toSet());
    }

    /** By a server's or authenticating source's word only. */
    private Set<String> groupsBearing(Map.Entry<String, String> identifier) {
        return nodes.values().stream()
                .filter(Node::proven)
                .filter(node -> node.bears(identifier))
                .map(node -> group(node.id()))
                .collect(Collectors.toCollection(HashSet::new));
    }
}
