package org.purposecdp.local.demo.generator;

import java.text.Normalizer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;

/** First names, family names, streets and towns by language. */
record Names(
        String domain,
        String country,
        List<String> women,
        List<String> men,
        List<String> families,
        List<String> streets,
        List<String> towns) {

    static final Map<String, Names> BY_LANGUAGE = new LinkedHashMap<>();

    static {
        BY_LANGUAGE.put(
                "fi",
                new Names(
                        "example.fi",
                        "FI",
                        List.of(
                                "Aino",
                                "Äijä",
                                "Helmi",
                                "Päivi",
                                "Sisko",
                                "Tuula",
                                "Yrsa",
                                "Åsa",
                                "Venla",
                                "Kyllikki",
                                "Märta",
                                "Sointu"),
                        List.of(
                                "Väinö", "Onni", "Jörgen", "Pekka", "Eetu", "Hämis", "Åke",
                                "Ilmari", "Löfs", "Toivo", "Kaarlo", "Ylermi"),
                        List.of(
                                "Mäkelä",
                                "Järvinen",
                                "Hämäläinen",
                                "Öhman",
                                "Virtanen",
                                "Åkerblom",
                                "Peltonen",
                                "Lehtimäki",
                                "Sjöström",
                                "Koskelo",
                                "Räsänen",
                                "Yli-Äyhö"),
                        List.of(
                                "Mäkikatu",
                                "Hämeentie",
                                "Öljytie",
                                "Rantapolku",
                                "Åvägen",
                                "Pähkinätie"),
                        List.of(
                                "00100 Helsinki",
                                "20100 Turku",
                                "33100 Tampere",
                                "40100 Jyväskylä",
                                "67100 Kokkola",
                                "22100 Maarianhamina")));
        BY_LANGUAGE.put(
                "de",
                new Names(
                        "example.de",
                        "DE",
                        List.of(
                                "Änne", "Käthe", "Jördis", "Ursula", "Zoë", "Mareike", "Bärbel",
                                "Renée", "Heike", "Grit"),
                        List.of(
                                "Jürgen", "Götz", "Björn", "André", "Uwe", "Sören", "Lüder",
                                "Anton", "Emil", "Kasimir"),
                        List.of(
                                "Müller-Größe",
                                "Weiß",
                                "Schröder",
                                "Köhler",
                                "Groß",
                                "Jäger",
                                "Füßl",
                                "Lehmann",
                                "Böttcher",
                                "Strauß"),
                        List.of(
                                "Schloßstraße",
                                "Königsallee",
                                "Am Mühlbach",
                                "Weißdornweg",
                                "Große Gasse"),
                        List.of(
                                "10115 Berlin",
                                "50667 Köln",
                                "80331 München",
                                "90402 Nürnberg",
                                "48143 Münster")));
        BY_LANGUAGE.put(
                "en",
                new Names(
                        "example.com",
                        "GB",
                        List.of(
                                "Zoé",
                                "Chloé",
                                "Agnes",
                                "Beatrix",
                                "Imogen",
                                "Siân",
                                "Mabel",
                                "Winifred"),
                        List.of(
                                "André",
                                "Barnaby",
                                "Cuthbert",
                                "Edmund",
                                "Fergus",
                                "Rory",
                                "Tobias",
                                "Wilf"),
                        List.of(
                                "Brontë-Hughes",
                                "Ashdown",
                                "Fairweather",
                                "Penhaligon",
                                "Thistlewood",
                                "O'Dowd",
                                "Winterbourne",
                                "Nuttall"),
                        List.of("Café Row", "Mill Lane", "Harbour Street", "Orchard Close"),
                        List.of("BS1 4DJ Bristol", "EH1 1YZ Edinburgh", "LS1 3AA Leeds")));
    }

    String first(boolean woman, Random random) {
        return any(woman ? women : men, random);
    }

    String family(Random random) {
        return any(families, random);
    }

    Map<String, String> address(Random random) {
        String[] town = any(towns, random).split(" (?=[^ ]+$)");
        Map<String, String> address = new LinkedHashMap<>();
        address.put("street", any(streets, random) + " " + (1 + random.nextInt(90)));
        address.put("postalCode", town[0]);
        address.put("city", town[1]);
        address.put("country", country);
        return address;
    }

    /** Most people write their address without marks, some don't. */
    static String local(String first, String last, boolean plain) {
        String joined = (first + "." + last).replaceAll("[ ']", "").toLowerCase(Locale.ROOT);
        return plain
                ? Normalizer.normalize(joined.replace("ß", "ss"), Normalizer.Form.NFD)
                        .replaceAll("\\p{M}", "")
                : joined;
    }

    private static String any(List<String> some, Random random) {
        return some.get(random.nextInt(some.size()));
    }
}
