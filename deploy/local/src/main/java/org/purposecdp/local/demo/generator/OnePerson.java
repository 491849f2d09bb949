package org.purposecdp.local.demo.generator;

import java.time.Instant;
import java.util.ArrayList;
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
     * @param groups where it was given
     */
    record Word(
            String kind,
            String purpose,
            String channel,
            int version,
            Instant at,
            boolean proven,
            Set<String> groups) {

        boolean no() {
            return Set.of("REFUSE", "WITHDRAW", "OBJECT").contains(kind);
        }

        boolean concerns(String other) {
            return purpose.equals("*") || purpose.equals(other);
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
                                groupsBearing(decided.person().key())));
            }
        }
        for (Banner banner : banners.values()) {
            int version =
                    RegisterBook.inForce(RegisterBook.noticeOf(banner.purpose()), banner.at());
            words.add(
                    new Word(
                            banner.granted() ? "GRANT" : "REFUSE",
                            banner.purpose(),
                            null,
                            version,
                            banner.at(),
                            banner.node().proven(),
                            Set.of(group(banner.node().id()))));
        }
        return words;
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

    /** By a server's or authenticating source's word only. */
    private Set<String> groupsBearing(Map.Entry<String, String> identifier) {
        return nodes.values().stream()
                .filter(Node::proven)
                .filter(node -> node.bears(identifier))
                .map(node -> group(node.id()))
                .collect(Collectors.toCollection(HashSet::new));
    }
}
