package org.purposecdp.local.demo.generator;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What must have become of everything sent so far. */
final class World {
    private final Map<Person, OnePerson> people = new LinkedHashMap<>();
    private final Map<String, Map<String, Part>> parts = new LinkedHashMap<>();
    private final Set<String> left = new LinkedHashSet<>();

    void hears(List<Said> records) {
        for (Said said : records) {
            if (!said.taken()) {
                left.add(said.messageId());
                of(said.person()).hearsTheWordAlone(said);
                continue;
            }
            of(said.person()).hears(said);
            Map<String, Part> known = parts.computeIfAbsent(said.messageId(), any -> Part.of(said));
            known.values().forEach(Part::repeat);
        }
        settles();
    }

    void files(Collection<Decided> decisions) {
        decisions.forEach(decided -> of(decided.person()).files(decided));
        settles();
    }

    private void settles() {
        parts().forEach(part -> part.judge(of(part.said.person())));
    }

    private OnePerson of(Person person) {
        return people.computeIfAbsent(person, any -> new OnePerson());
    }

    private Stream<Part> parts() {
        return parts.values().stream().flatMap(ofRecord -> ofRecord.values().stream());
    }

    List<Part> partsOf(Person person) {
        return parts().filter(part -> part.said.person() == person).toList();
    }

    /** Records of devices that have not agreed to anything: nothing of them is anywhere. */
    Set<String> leftAtTheDoor() {
        return left;
    }

    /** How many parts of records stand where, by outcome and reason. */
    Map<String, Integer> counts() {
        Map<String, Integer> counts = new TreeMap<>();
        parts().forEach(part -> counts.merge(part.outcome(), 1, Integer::sum));
        return counts;
    }

    /** messageId → category → outcome, in the order of sending. */
    Map<String, Map<String, Part>> outcomes() {
        return parts;
    }

    /**
     * Records that were refused something and would fare otherwise now: their senders try again.
     */
    List<Said> worthRepeating() {
        return parts.values().stream()
                .flatMap(ofRecord -> ofRecord.values().stream().filter(this::staleRefusal).limit(1))
                .map(part -> part.said)
                .toList();
    }

    private boolean staleRefusal(Part part) {
        return part.refused() && !part.judgedAnew(of(part.said.person())).startsWith(Part.REFUSED);
    }

    PlainRule rule(Said said, String purpose) {
        OnePerson person = of(said.person());
        return new PlainRule(person, person.node(said.node()), purpose, said.at());
    }

    /** Everybody that a record was about. */
    List<Person> seen() {
        List<Person> seen = new ArrayList<>();
        parts().map(part -> part.said.person()).distinct().forEach(seen::add);
        return seen;
    }
}
