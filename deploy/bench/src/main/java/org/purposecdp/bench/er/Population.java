package org.purposecdp.bench.er;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;

import org.purposecdp.identity.matching.Field;

/**
 * Made-up people of Finland, Germany and England, household by household, and what sources say of
 * them. The same seed gives the same people; a household is made anew whenever one of its records
 * is asked for, so that a million take no memory.
 */
final class Population {
    private static final List<String> COUNTRIES = List.of("FI", "DE", "EN");
    private static final Map<String, String[]> NAMES = read();
    private static final int COMMON_OF_TEN = 7;
    private static final int RECORD_BITS = 8;

    /** In days: younger ones are nobody's customers. */
    private static final int YOUNGEST = 12 * 365;

    /** Spreads numbers that follow one another, and gives no two the same. */
    private static final long ODD = 2_654_435_761L;

    private static final LocalDate FIRST_BIRTH = LocalDate.of(1935, 1, 1);

    private final long seed;
    private final Rates rates;
    private final long[] order;

    /**
     * @param person numbered within the population
     * @param identifiers namespace → value
     */
    record Labelled(
            long person,
            String source,
            Map<Field, List<String>> fields,
            Map<String, String> identifiers) {}

    /** So many records, in an order of their own. */
    Population(long seed, int records, Rates rates) {
        this.seed = seed;
        this.rates = rates;
        this.order = new long[records];
        int made = 0;
        for (long household = 0; made < records; household++) {
            int size = household(household).size();
            for (int i = 0; i < size && made < records; i++) {
                order[made++] = household << RECORD_BITS | i;
            }
        }
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = records - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            long swapped = order[i];
            order[i] = order[j];
            order[j] = swapped;
        }
    }

    int size() {
        return order.length;
    }

    Labelled record(int place) {
        long at = order[place];
        return household(at >> RECORD_BITS).get((int) (at & (1 << RECORD_BITS) - 1));
    }

    /** What is true of a person. */
    private static final class Person {
        private long number;
        private boolean woman;
        private String given;
        private String family;
        private String before;
        private LocalDate born;
        private String email;
        private String earlierEmail;
        private String mobile;
        private String earlierMobile;
        private String device;
    }

    private record Place(String street, String house, String postcode, String city) {}

    private List<Labelled> household(long number) {
        SplittableRandom random = new SplittableRandom(seed * 0x9e3779b97f4a7c15L + number);
        String country = COUNTRIES.get(random.nextInt(COUNTRIES.size()));
        int[] sizes = {1, 1, 1, 1, 2, 2, 2, 3, 4, 5};
        int size = sizes[random.nextInt(sizes.length)];
        Place home = place(country, random);
        Place earlier = place(country, random);
        String family = family(country, random);
        String sharedDevice = chance(random, rates.sharedDevice()) ? "tablet-" + number : null;
        List<Person> people = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            people.add(person(number * 8 + i, i, country, family, people, random));
        }
        List<Labelled> records = new ArrayList<>();
        for (Person person : people) {
            int count = 1;
            while (count < 6 && chance(random, rates.recordsMore())) {
                count++;
            }
            for (int i = 0; i < count; i++) {
                records.add(said(person, people, home, earlier, sharedDevice, country, random));
            }
        }
        return records;
    }

    private Person person(
            long number,
            int place,
            String country,
            String family,
            List<Person> others,
            SplittableRandom random) {
        Person person = new Person();
        boolean child = place >= 2;
        person.number = number;
        person.woman = place == 1 ? !others.get(0).woman : random.nextBoolean();
        do {
            person.given = pick(country + (person.woman ? " women" : " men"), random);
        } while (named(others, person.given));
        person.family = place == 1 && chance(random, 0.2) ? family(country, random) : family;
        person.before = family(country, random);
        int age = child ? YOUNGEST + random.nextInt(15 * 365) : 25 * 365 + random.nextInt(60 * 365);
        person.born = LocalDate.of(2026, 1, 1).minusDays(age);
        if (person.born.isBefore(FIRST_BIRTH)) {
            person.born = FIRST_BIRTH.plusDays(random.nextInt(3650));
        }
        if (place == 3 && chance(random, rates.twins())) {
            person.born = others.get(2).born;
        }
        if (child && chance(random, rates.namesakes())) {
            Person parent = others.get(random.nextInt(2));
            person.given = parent.given;
            person.woman = parent.woman;
        }
        person.email = email(person, country, random);
        person.earlierEmail = email(person, country, random);
        person.mobile = mobile(person, country);
        person.earlierMobile = mobile(person, country);
        person.device = "device-" + number;
        return person;
    }

    /** Nobody at home bears it: parents see to that, but for {@link Rates#namesakes}. */
    private static boolean named(List<Person> others, String given) {
        return others.stream().anyMatch(other -> other.given.equals(given));
    }

    private Labelled said(
            Person person,
            List<Person> household,
            Place home,
            Place earlier,
            String sharedDevice,
            String country,
            SplittableRandom random) {
        Map<Field, List<String>> fields = new EnumMap<>(Field.class);
        Map<String, String> identifiers = new HashMap<>();
        String given = person.given;
        if (chance(random, rates.nickname())) {
            given = nickname(given);
        }
        if (chance(random, rates.initial())) {
            given = given.substring(0, 1);
        }
        String family = chance(random, rates.renamed()) ? person.before : person.family;
        given = spelled(given, random);
        family = spelled(family, random);
        boolean swapped = chance(random, rates.swapped());
        put(fields, Field.GIVEN_NAME, swapped ? family : given);
        put(fields, Field.FAMILY_NAME, swapped ? given : family);
        if (chance(random, rates.birthDate())) {
            put(fields, Field.BIRTH_DATE, date(person.born, random));
        }
        if (chance(random, rates.address())) {
            Place place = chance(random, rates.moved()) ? earlier : home;
            put(fields, Field.STREET, spelled(place.street(), random) + ' ' + place.house());
            put(fields, Field.POSTCODE, place.postcode());
            put(fields, Field.CITY, spelled(place.city(), random));
        }
        Person other = household.get(random.nextInt(household.size()));
        if (chance(random, rates.email())) {
            String email =
                    chance(random, rates.sharedEmail())
                            ? other.email
                            : chance(random, rates.otherEmail())
                                    ? person.earlierEmail
                                    : person.email;
            email = chance(random, rates.typo()) ? typo(email, random) : email;
            put(fields, Field.EMAIL, email);
            identifiers.put("email", email);
        }
        if (chance(random, rates.phone())) {
            String phone =
                    chance(random, rates.sharedPhone())
                            ? other.mobile
                            : chance(random, rates.otherPhone())
                                    ? person.earlierMobile
                                    : person.mobile;
            put(fields, Field.PHONE, phone);
            identifiers.put("phone", phone);
        }
        if (chance(random, 0.3)) {
            identifiers.put(
                    "device_id",
                    sharedDevice != null && random.nextBoolean() ? sharedDevice : person.device);
        }
        if (chance(random, 0.2)) {
            identifiers.put("user_id", "user-" + person.number);
        }
        return new Labelled(person.number, "source-" + random.nextInt(4), fields, identifiers);
    }

    private static void put(Map<Field, List<String>> fields, Field field, String value) {
        fields.put(field, List.of(value));
    }

    private String spelled(String text, SplittableRandom random) {
        String spelled = text;
        if (chance(random, rates.spelling())) {
            boolean two = random.nextBoolean();
            spelled =
                    text.replace("ä", two ? "ae" : "a")
                            .replace("ö", two ? "oe" : "o")
                            .replace("ü", two ? "ue" : "u")
                            .replace("å", two ? "aa" : "a")
                            .replace("ß", "ss");
        }
        return spelled.length() > 2 && chance(random, rates.typo())
                ? typo(spelled, random)
                : spelled;
    }

    private static String typo(String text, SplittableRandom random) {
        int at = 1 + random.nextInt(text.length() - 1);
        String keys = "qwertyuiopasdfghjklzxcvbnm";
        String key = "" + keys.charAt(random.nextInt(keys.length()));
        return switch (random.nextInt(4)) {
            case 0 -> text.substring(0, at) + key + text.substring(at);
            case 1 -> text.substring(0, at) + text.substring(at + 1);
            case 2 -> text.substring(0, at) + key + text.substring(at + 1);
            default ->
                    text.substring(0, at - 1)
                            + text.charAt(at)
                            + text.charAt(at - 1)
                            + text.substring(at + 1);
        };
    }

    private String date(LocalDate born, SplittableRandom random) {
        if (chance(random, rates.dayForMonth()) && born.getDayOfMonth() <= 12) {
            return "%04d-%02d-%02d"
                    .formatted(born.getYear(), born.getDayOfMonth(), born.getMonthValue());
        }
        if (chance(random, rates.dateSlip())) {
            LocalDate slipped =
                    random.nextBoolean()
                            ? born.plusDays(random.nextBoolean() ? 1 : 10)
                            : born.plusYears(random.nextBoolean() ? 1 : 10);
            return slipped.toString();
        }
        return born.toString();
    }

    private static String nickname(String given) {
        return switch (given) {
            case "Robert" -> "Bob";
            case "William" -> "Bill";
            case "Elizabeth" -> "Liz";
            case "Katharina" -> "Käthe";
            case "Johannes" -> "Juha";
            case "Michael" -> "Mike";
            case "Margaret" -> "Maggie";
            case "Thomas" -> "Tom";
            case "Katariina" -> "Kati";
            case "Mikael" -> "Mikko";
            case "Christopher" -> "Chris";
            case "Patricia" -> "Pat";
            default -> given;
        };
    }

    private static String email(Person person, String country, SplittableRandom random) {
        String given = ascii(person.given);
        String family = ascii(person.family);
        // Of two who would have the same, one was given a number.
        String own = Long.toString(own(person.number, person.email != null) & (1L << 32) - 1, 36);
        String local =
                switch (random.nextInt(4)) {
                    case 0 -> given + '.' + family + own;
                    case 1 -> given.charAt(0) + family + own;
                    case 2 -> given + family.charAt(0) + own;
                    default -> own + given;
                };
        String[] providers = {"example.com", "example.org", "example.net", "mail.example"};
        return local
                + '@'
                + providers[random.nextInt(providers.length)]
                + (country.equals("EN") ? "" : '.' + country.toLowerCase(Locale.ROOT));
    }

    private static String ascii(String name) {
        return name.toLowerCase(Locale.ROOT)
                .replace("ä", "a")
                .replace("ö", "o")
                .replace("ü", "u")
                .replace("å", "a")
                .replace("ß", "ss")
                .replace("ë", "e")
                .replace("á", "a");
    }

    private static String mobile(Person person, String country) {
        String prefix =
                switch (country) {
                    case "FI" -> "+3584";
                    case "DE" -> "+49151";
                    default -> "+4474";
                };
        return "%s%08d".formatted(prefix, own(person.number, person.mobile != null) % 100_000_000);
    }

    /** Nobody else's number. */
    private static long own(long person, boolean second) {
        return (person * 2 + (second ? 1 : 0)) * ODD;
    }

    private static Place place(String country, SplittableRandom random) {
        String[] cities = NAMES.get(country + " city");
        String[] city = cities[skewed(cities.length, random)].split(":");
        String[] streets = NAMES.get(country + " street");
        String street = streets[random.nextInt(streets.length)].replace('_', ' ');
        String postcode =
                switch (country) {
                    case "FI" -> "%s%02d0".formatted(city[1], random.nextInt(100));
                    case "DE" -> "%s%03d".formatted(city[1], random.nextInt(1000));
                    default ->
                            "%s%d %d%s"
                                    .formatted(
                                            city[1],
                                            1 + random.nextInt(20),
                                            1 + random.nextInt(9),
                                            ""
                                                    + (char) ('A' + random.nextInt(26))
                                                    + (char) ('A' + random.nextInt(26)));
                };
        return new Place(street, "" + (1 + random.nextInt(150)), postcode, city[0]);
    }

    /** Seven of ten bear a common name; the others one of many. */
    private static String family(String country, SplittableRandom random) {
        return random.nextInt(10) < COMMON_OF_TEN
                ? pick(country + " family", random)
                : any(country + " stem", random)
                        + (random.nextInt(3) == 0
                                ? any(country + " stem", random).toLowerCase(Locale.ROOT)
                                : "")
                        + any(country + " end", random);
    }

    private static String any(String kind, SplittableRandom random) {
        String[] names = NAMES.get(kind);
        return names[random.nextInt(names.length)];
    }

    private static String pick(String kind, SplittableRandom random) {
        String[] names = NAMES.get(kind);
        return names[skewed(names.length, random)];
    }

    /** Zipf's law, nearly: the first are the most common. */
    private static int skewed(int count, SplittableRandom random) {
        return (int) Math.min(count - 1, Math.pow(count + 1, random.nextDouble()) - 1);
    }

    private static boolean chance(SplittableRandom random, double rate) {
        return random.nextDouble() < rate;
    }

    private static Map<String, String[]> read() {
        Map<String, String[]> names = new HashMap<>();
        try (BufferedReader lines =
                new BufferedReader(
                        new InputStreamReader(
                                Population.class.getResourceAsStream("names.txt"),
                                StandardCharsets.UTF_8))) {
            lines.lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> line.split(" "))
                    .forEach(
                            words ->
                                    names.put(
                                            words[0] + ' ' + words[1],
                                            Arrays.copyOfRange(words, 2, words.length)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return names;
    }
}
