package org.purposecdp.identity.matching;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Under which keys records are found that may be of one person. Two records meet if they share a
 * key. A key that too many records bear is replaced by compound ones, from the model's list and
 * never by how many there happen to be, so that whom a record meets depends on no order.
 */
public final class Blocking {
    /** From this many records on a key is hot. */
    static final int HOT = 20;

    /** Of a small sample: fewer could be chance. */
    private static final int LEAST_HOT = 4;

    private static final int SHORTEST_LOCAL = 4;
    private static final int DIGITS_OF_PHONE = 8;

    private final Set<Long> hot;

    public Blocking(Model model) {
        this(model.hotKeys());
    }

    Blocking(Set<Long> hot) {
        this.hot = hot;
    }

    /**
     * @param keys 64-bit hashes
     * @param leftOut hot keys whose compounds are hot as well, or cannot be made
     */
    public record Keys(Set<Long> keys, int leftOut) {}

    public Keys keys(Person person) {
        Set<Long> keys = new LinkedHashSet<>();
        int leftOut = 0;
        for (Base base : bases(person)) {
            long key = Letters.hash(base.text());
            if (!hot.contains(key)) {
                keys.add(key);
                continue;
            }
            int before = keys.size();
            for (String compound : base.compounds()) {
                long cooler = Letters.hash(compound);
                if (!hot.contains(cooler)) {
                    keys.add(cooler);
                }
            }
            leftOut += keys.size() == before ? 1 : 0;
        }
        return new Keys(keys, leftOut);
    }

    /**
     * The hot keys of these people, compounds among them.
     *
     * @param expected how many there will be, of whom these are a sample
     */
    static Set<Long> hotKeys(List<Person> people, long expected) {
        long hot = Math.max(LEAST_HOT, (long) HOT * people.size() / Math.max(1, expected));
        Map<Long, Integer> counts = new HashMap<>();
        for (Person person : people) {
            bases(person).forEach(base -> count(base.text(), counts));
        }
        counts.values().removeIf(count -> count < hot);
        Map<Long, Integer> compounds = new HashMap<>();
        for (Person person : people) {
            Set<String> cooler = new LinkedHashSet<>();
            for (Base base : bases(person)) {
                if (counts.containsKey(Letters.hash(base.text()))) {
                    cooler.addAll(base.compounds());
                }
            }
            cooler.forEach(compound -> count(compound, compounds));
        }
        compounds.values().removeIf(count -> count < hot);
        Set<Long> all = new LinkedHashSet<>(counts.keySet());
        all.addAll(compounds.keySet());
        return all;
    }

    private static void count(String key, Map<Long, Integer> counts) {
        counts.merge(Letters.hash(key), 1, Integer::sum);
    }

    /** A key, and the cooler ones that stand for it where it is hot. */
    private record Base(String text, List<String> compounds) {}

    private static List<Base> bases(Person person) {
        List<Base> bases = new ArrayList<>();
        String given = person.given().length() < 2 ? "" : Letters.sound(person.given());
        String family = person.family().isEmpty() ? "" : Letters.sound(person.family());
        for (int date : person.dates()) {
            List<String> cooler = new ArrayList<>();
            compound(cooler, "date " + date, initial(person.given()));
            compound(cooler, "date " + date, initial(person.family()));
            compound(cooler, "date " + date, person.city());
            bases.add(new Base("date " + date, cooler));
        }
        // Under one kind of key, for names change places.
        name(bases, given, family, person);
        name(bases, family, given, person);
        for (int group : GivenNames.groups(person.given())) {
            if (!family.isEmpty()) {
                bases.add(
                        new Base(
                                "form " + group + ' ' + family,
                                details("form " + group + ' ' + family, person)));
            }
        }
        if (!person.house().isEmpty() && !person.street().isEmpty()) {
            String address = "house " + person.house() + ' ' + firstWord(person.street());
            bases.add(new Base(address, details(address, person)));
        }
        for (String email : person.emails()) {
            String local = Emails.local(email);
            only(bases, "email " + (local.length() < SHORTEST_LOCAL ? email : local), person);
        }
        person.mobiles().forEach(phone -> only(bases, "phone " + end(phone), person));
        person.landlines().forEach(phone -> only(bases, "phone " + end(phone), person));
        person.nationalIds().forEach(number -> only(bases, "number " + number, person));
        person.documents().forEach(number -> only(bases, "document " + number, person));
        if (!person.organisation().isEmpty()) {
            only(bases, "organisation " + Letters.sound(firstWord(person.organisation())), person);
        }
        return bases;
    }

    private static void name(List<Base> bases, String name, String other, Person person) {
        if (name.isEmpty()) {
            return;
        }
        List<String> cooler = details("name " + name, person);
        if (!other.isEmpty()) {
            cooler.add(
                    name.compareTo(other) < 0
                            ? "names " + name + ' ' + other
                            : "names " + other + ' ' + name);
        }
        bases.add(new Base("name " + name, cooler));
    }

    private static void only(List<Base> bases, String key, Person person) {
        List<String> cooler = details(key, person);
        compound(cooler, key, initial(person.given()));
        bases.add(new Base(key, cooler));
    }

    private static List<String> details(String key, Person person) {
        List<String> cooler = new ArrayList<>();
        for (int date : person.dates()) {
            compound(cooler, key, "month " + date / 100);
            compound(cooler, key, "day " + date % 10_000);
        }
        compound(cooler, key, person.postcode());
        compound(cooler, key, person.city());
        return cooler;
    }

    private static void compound(List<String> cooler, String key, String detail) {
        if (!detail.isEmpty()) {
            cooler.add(key + '|' + detail);
        }
    }

    private static String initial(String name) {
        return name.isEmpty() ? "" : name.substring(0, 1);
    }

    private static String firstWord(String words) {
        int blank = words.indexOf(' ');
        return blank < 0 ? words : words.substring(0, blank);
    }

    private static String end(String phone) {
        return phone.substring(Math.max(0, phone.length() - DIGITS_OF_PHONE));
    }
}
