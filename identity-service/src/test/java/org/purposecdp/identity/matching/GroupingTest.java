package org.purposecdp.identity.matching;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

import static org.assertj.core.api.Assertions.assertThat;

class GroupingTest {

    @Property(tries = 100)
    void theOrderOfRecordsCountsForNothing(@ForAll long seed) {
        Random random = new Random(seed);
        Map<String, Person> records = new LinkedHashMap<>();
        for (int i = 0; i < 25; i++) {
            records.put("r" + i, People.random(random));
        }
        List<String> order = new ArrayList<>(records.keySet());
        Model model = Training.learn(new ArrayList<>(records.values()), (step, done) -> {});
        Collections.shuffle(order, random);
        List<Person> shuffled = order.stream().map(records::get).toList();

        assertThat(Training.learn(shuffled, (step, done) -> {}).version())
                .isEqualTo(model.version());
        assertThat(people(model, order, records))
                .isEqualTo(people(model, List.copyOf(records.keySet()), records));
    }

    @Property(tries = 100)
    void whatComesAndGoesLeavesNoTrace(@ForAll long seed) {
        Random random = new Random(seed);
        Map<String, Person> records = new LinkedHashMap<>();
        for (int i = 0; i < 20; i++) {
            records.put("r" + i, People.random(random));
        }
        List<String> all = List.copyOf(records.keySet());
        Model model = Model.usual();
        List<List<String>> before = people(model, all.subList(0, 19), records);

        people(model, all, records);

        assertThat(people(model, all.subList(0, 19), records)).isEqualTo(before);
    }

    private static List<List<String>> people(
            Model model, List<String> order, Map<String, Person> records) {
        InMemoryResolver resolver = new InMemoryResolver(model);
        order.forEach(id -> resolver.add(id, records.get(id)));
        return resolver.people();
    }
}
