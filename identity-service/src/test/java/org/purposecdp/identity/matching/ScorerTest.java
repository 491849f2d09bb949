package org.purposecdp.identity.matching;

import java.util.Random;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.purposecdp.identity.matching.People.person;

class ScorerTest {
    private final Scorer scorer = new Scorer(Model.usual());

    @Property(tries = 2000)
    void theStepsAddUpToTheTotalAndTheOrderOfAPairCountsForNothing(@ForAll long seed) {
        Random random = new Random(seed);
        Person one = People.random(random);
        Person other = People.random(random);

        Waterfall waterfall = scorer.explain(one, other);

        assertThat(
                        waterfall.steps().stream()
                                .mapToInt(step -> step.weight() + step.frequency())
                                .sum())
                .isEqualTo(waterfall.total());
        assertThat(scorer.score(one, other)).isEqualTo(waterfall.total());
        assertThat(scorer.score(other, one)).isEqualTo(waterfall.total());
        assertThat(scorer.vote(other, one)).isEqualTo(scorer.vote(one, other));
        assertThat(Conflict.between(other, one)).isEqualTo(Conflict.between(one, other));
    }

    @ParameterizedTest
    @CsvSource({
        "Väinö, Mäkinen, 1962-03-07, Vaino, Maekinen, 7.3.1962",
        "Käthe, Strauß, 1971-11-02, Katharina, Strauss, 1971-11-02",
        "Bob, Smith, 1980-05-06, Robert, Smith, 1980-06-05",
        "Aino, Salo, 1990-01-20, Salo, Aino, 1990-01-20",
        "Elizabeth, Großmann, 1955-12-30, Elisabeth, Grossmann, 1955-12-03",
        "Наталья, Иванова, 1984-08-09, Natalja, Ivanova, 1984-08-09",
    })
    void onePersonWrittenTwiceMatches(
            String given, String family, String born, String given2, String family2, String born2) {
        assertThat(
                        scorer.decide(
                                named(given, family, born, "Koulukatu 3"),
                                named(given2, family2, born2, "Koulukatu 3")))
                .isEqualTo(MatchDecision.MATCH);
    }

    @Test
    void twoOfOneHouseholdDoNot() {
        Person wife = named("Minna", "Salo", "1970-02-03", "Koulukatu 3");
        Person husband = named("Olli", "Salo", "1968-09-14", "Koulukatu 3");

        assertThat(scorer.decide(wife, husband)).isEqualTo(MatchDecision.NO_MATCH);
    }

    @Test
    void twinsAreForAStewardAtMost() {
        Person one = named("Minna", "Salo", "2001-02-03", "Koulukatu 3");
        Person other = named("Olli", "Salo", "2001-02-03", "Koulukatu 3");

        assertThat(scorer.decide(one, other)).isNotEqualTo(MatchDecision.MATCH);
    }

    @ParameterizedTest
    @CsvSource({
        "Julia, f, 040 123 4567, Julian, m, 040 765 4321, NO_MATCH",
        "Tim, m, 040 123 4567, Tom, m, 050 765 4321, NO_MATCH",
        "Paul, m, '', Paula, f, '', NO_MATCH",
        "Anna, f, '', Hanna, f, '', MATCH",
        "Tim, m, 040 123 4567, Tom, m, 040 123 4567, MATCH"
    })
    void namesThatAreNearlyOneAreOfTwoTwinsIfMoreIsAgainst(
            String one,
            String sex,
            String phone,
            String other,
            String otherSex,
            String otherPhone,
            MatchDecision decision) {
        assertThat(scorer.decide(twin(one, sex, phone), twin(other, otherSex, otherPhone)))
                .isEqualTo(decision);
    }

    private static Person twin(String given, String sex, String phone) {
        return person(
                "givenName", given,
                "familyName", "Virtanen",
                "birthDate", "2001-02-03",
                "sex", sex,
                "street", "Koulukatu 3",
                "city", "Turku",
                "phone", phone);
    }

    @Test
    void fatherAndSonOfOneNameDoNot() {
        Person father =
                person(
                        "fullName", "Robert Smith Sr",
                        "street", "12 Mill Lane",
                        "city", "York",
                        "phone", "+44 1904 123456");
        Person son =
                person(
                        "fullName", "Robert Smith Jr.",
                        "street", "12 Mill Lane",
                        "city", "York",
                        "phone", "+44 1904 123456");

        Waterfall waterfall = scorer.explain(father, son);

        assertThat(waterfall.decision()).isEqualTo(MatchDecision.NO_MATCH);
        assertThat(waterfall.steps()).extracting(Waterfall.Step::name).contains("GENERATION");
    }

    @ParameterizedTest
    @CsvSource({
        "1960-04-05, 1988-11-17, NAMESAKES",
        "1960-04-05, 1960-04-06, ",
    })
    void parentAndChildOfOneNameAtOneAddressAreTwo(String one, String other, String veto) {
        Waterfall waterfall =
                scorer.explain(
                        named("Wilhelm", "Großmann", one, "Lindenallee 7"),
                        named("Wilhelm", "Großmann", other, "Lindenallee 7"));

        assertThat(waterfall.decision())
                .isEqualTo(veto == null ? MatchDecision.MATCH : MatchDecision.NO_MATCH);
        assertThat(waterfall.steps().stream().anyMatch(step -> step.name().equals("NAMESAKES")))
                .isEqualTo(veto != null);
    }

    @ParameterizedTest
    @CsvSource({
        "anna.huber@example.de, anna.huber@exmaple.de, same-local",
        "anna.huber@example.de, anna.hubr@example.de, same-local",
        "kunde17@example.de, kunde18@example.de, similar",
    })
    void numberedMailboxesAreNoSlips(String one, String other, String level) {
        assertThat(
                        scorer.explain(person("email", one), person("email", other))
                                .steps()
                                .get(1)
                                .level())
                .isEqualTo(level);
    }

    @Test
    void whatIsNotSaidIsNoEvidence() {
        Waterfall waterfall =
                scorer.explain(person("givenName", "Aino"), person("familyName", "Salo"));

        assertThat(waterfall.steps()).extracting(Waterfall.Step::name).containsExactly("PRIOR");
    }

    @Test
    void namesAloneCountForLessThanNamesWithSomethingElse() {
        Person bare = person("givenName", "Aino", "familyName", "Salo");
        Person born = person("givenName", "Aino", "familyName", "Salo", "birthDate", "1990-01-20");

        assertThat(scorer.explain(bare, born).steps())
                .extracting(Waterfall.Step::name)
                .contains("NAMES_ALONE");
        assertThat(scorer.explain(born, born).steps())
                .extracting(Waterfall.Step::name)
                .doesNotContain("NAMES_ALONE");
    }

    @ParameterizedTest
    @CsvSource({
        "1990-01-20, 1990-01-20, exact",
        "1990-01-20, 1990-02-20, slip",
        "1990-03-07, 1990-07-03, swapped",
        "1990-01-20, 1990-06-04, year",
        "1990-01-20, 1982-06-04, different",
        "1990-01-20, 1964-06-04, generation",
        "1990-01-20, 1964-01-20, near",
    })
    void birthDatesAreComparedInLevels(String one, String other, String level) {
        assertThat(
                        scorer.explain(person("birthDate", one), person("birthDate", other))
                                .steps()
                                .get(1)
                                .level())
                .isEqualTo(level);
    }

    private static Person named(String given, String family, String born, String street) {
        return person(
                "givenName", given,
                "familyName", family,
                "birthDate", born,
                "street", street,
                "city", "Jyväskylä");
    }
}
