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
            leftOut += cool(base, keys) ? 0 : 1;
        }
        return new Keys(keys, leftOut);
    }

    /** Whether any key stands for it now. */
    private boolean cool(Base base, Set<Long> keys) {
        long key = Letters.hash(base.text());
        if (!hot.contains(key)) {
            keys.add(key);
            return true;
        }
        boolean any = false;
        for (Base compound : base.compounds()) {
            any |= cool(compound, keys);
        }
        return any;
    }

    /**
     * The hot keys of these people, compounds among them.
     *
     * @param expected how many there will be, of whom these are a sample
     */
    static Set<Long> hotKeys(List<Person> people, long expected) {
        long hot = Math.max(LEAST_HOT, (long) HOT * people.size() / Math.max(1, expected));
        Set<Long> all = new LinkedHashSet<>();
        Map<Long, Integer> counts;
        do {
            counts = new HashMap<>();
            for (Person person : people) {
                Set<Long> own = new LinkedHashSet<>();
                bases(person).forEach(base -> notCounted(base, all, own));
                for (long key : own) {
                    counts.merge(key, 1, Integer::sum);
                }
            }
            counts.values().removeIf(count -> count < hot);
            all.addAll(counts.keySet());
        } while (!counts.isEmpty());
        return all;
    }

    /** It, or what stands for it. */
    private static void notCounted(Base base, Set<Long> hot, Set<Long> keys) {
        long key = Letters.hash(base.text());
        if (hot.contains(key)) {
            base.compounds().forEach(compound -> notCounted(compound, hot, keys));
        } else {
            keys.add(key);
        }
    }

    /** A key, and the cooler ones that stand for it where it is hot. */
    private record Base(String text, List<Base> compounds) {}

    private static List<Base> bases(Person person) {
        List<Base> bases = new ArrayList<>();
        String given = person.given().length() < 2 ? "" : Letters.sound(person.given());
        String family = person.family().isEmpty() ? "" : Letters.sound(person.family());
        for (int date : person.dates()) {
            List<Base> cooler = new ArrayList<>();
            compound(cooler, "date " + date, initial(person.given()));
            compound(cooler, "date " + date, initial(person.family()));
            if (cooler.isEmpty()) {
                compound(cooler, "date " + date, person.city());
            }
            bases.add(new Base("date " + date, cooler));
        }
        // Under one kind of key, for names change places.
        name(bases, given, family, person);
        name(bases, family, given, person);
        for (int group : GivenNames.groups(person.given())) {
            if (!family.isEmpty()) {
                String form = "form " + group + ' ' + family;
                List<Base> cooler = new ArrayList<>();
                places(cooler, form, person);
                bases.add(new Base(form, cooler));
            }
        }
        if (!person.house().isEmpty() && !person.street().isEmpty()) {
            String address = "house " + person.house() + ' ' + firstWord(person.street());
            bases.add(new Base(address, house(address, person)));
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

    /**
     * A common name is not narrowed down by a part of a date: of the strangers that it brings along
     * hardly one is found by it alone. Both names together are.
     */
    private static void name(List<Base> bases, String name, String other, Person person) {
        if (name.isEmpty()) {
            return;
        }
        List<Base> cooler = new ArrayList<>();
        places(cooler, "name " + name, person);
        if (other.isEmpty()) {
            dates(cooler, "name " + name, person);
        } else {
            String both =
                    name.compareTo(other) < 0
                            ? "names " + name + ' ' + other
                            : "names " + other + ' ' + name;
            List<Base> coolest = new ArrayList<>();
            dates(coolest, both, person);
            cooler.add(new Base(both, coolest));
        }
        bases.add(new Base("name " + name, cooler));
    }

    /** Every large town has the street, and a house in it many doors. */
    private static List<Base> house(String key, Person person) {
        List<Base> cooler = new ArrayList<>();
        compound(cooler, key, person.postcode());
        if (!person.city().isEmpty()) {
            compound(cooler, key, person.city() + ' ' + initial(person.given()));
        }
        return cooler;
    }

    private static void only(List<Base> bases, String key, Person person) {
        List<Base> cooler = new ArrayList<>();
        dates(cooler, key, person);
        places(cooler, key, person);
        compound(cooler, key, initial(person.given()));
        bases.add(new Base(key, cooler));
    }

    /** The parts of a date that one slip leaves right. */
    private static void dates(List<Base> cooler, String key, Person person) {
        for (int date : person.dates()) {
            compound(cooler, key, "month " + date / 100);
            compound(cooler, key, "day " + date % 10_000);
        }
    }

    private static void places(List<Base> cooler, String key, Person person) {
        compound(cooler, key, person.postcode());
        compound(cooler, key, person.city());
    }

    private static void compound(List<Base> cooler, String key, String detail) {
        if (!detail.isEmpty()) {
            cooler.add(new Base(key + '|' + detail, List.of()));
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
