package org.purposecdp.identity.node;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.junit.jupiter.api.Test;

import org.purposecdp.contracts.identifier.Identifier;
import org.purposecdp.contracts.policy.Activity;
import org.purposecdp.contracts.policy.Catalogue;
import org.purposecdp.contracts.policy.DataCategory;
import org.purposecdp.contracts.policy.LegalBasis;
import org.purposecdp.contracts.policy.Policy;
import org.purposecdp.identity.matching.Part;
import org.purposecdp.identity.matching.Person;

import static org.assertj.core.api.Assertions.assertThat;

class CoverageTest {
    private static final Instant AT = Instant.parse("2026-06-01T12:00:00Z");
    private static final Map<String, Object> AINO =
            Map.of(
                    "firstName", "Aino",
                    "lastName", "Mäkinen",
                    "birthday", "1988-02-03",
                    "passport", "PP1234567",
                    "nationalId", "030288-123X");
    private static final List<Identifier> IDENTIFIERS =
            List.of(new Identifier("email", "aino@example.fi"), new Identifier("user_id", "7"));

    @Test
    void aTraitThatNoCatalogueHasIsNeverKept() {
        Coverage.Taken taken = coverage(Set.of(DataCategory.values()), null).take(shop());

        assertThat(taken.traits()).containsOnlyKeys("firstName", "lastName", "birthday");
        assertThat(taken.kept().names()).doesNotContainKeys(Part.DOCUMENT, Part.NATIONAL_ID);
    }

    /** Whatever an activity covers (GDPR Art. 9). */
    @Test
    void nobodyIsMatchedByWhatIsOfASpecialCategory() {
        Catalogue catalogue =
                new Catalogue(
                        Map.of(
                                "lastName", DataCategory.CONTACT,
                                "passport", DataCategory.SPECIAL,
                                "email", DataCategory.SPECIAL),
                        null,
                        null);

        Coverage.Taken taken =
                coverage(Set.of(DataCategory.values()), null, catalogue).take(shop());

        assertThat(taken.traits()).containsOnlyKeys("lastName");
        assertThat(taken.identifiers()).isEmpty();
        assertThat(taken.kept().names()).containsOnlyKeys(Part.NAME);
    }

    @Test
    void onlyCategoriesOfAnActivityForIdentityResolutionAreKept() {
        Coverage.Taken taken = coverage(Set.of(DataCategory.CONTACT), null).take(shop());

        assertThat(taken.traits()).containsOnlyKeys("firstName", "lastName");
        assertThat(taken.identifiers()).containsExactly(IDENTIFIERS.get(0));
        assertThat(coverage(Set.of(DataCategory.DEVICE), null).take(shop()).kept().names())
                .isEmpty();
    }

    @Test
    void ofASourceThatNoActivityCoversNothingIsKept() {
        Coverage coverage = coverage(Set.of(DataCategory.CONTACT), null).coverage();

        Coverage.Taken taken = coverage.take("till", AINO, IDENTIFIERS, AT);

        assertThat(taken.traits()).isEmpty();
        assertThat(taken.identifiers()).isEmpty();
        assertThat(Coverage.NOTHING.take("shop", AINO, IDENTIFIERS, AT).traits()).isEmpty();
    }

    @Test
    void itIsKeptForTheRetentionOfTheActivity() {
        Covered covered = coverage(Set.of(DataCategory.CONTACT), Duration.ofDays(30));
        Coverage.Fields stored = covered.stored();
        assertThat(stored.kept().until()).isEqualTo(AT.plus(Duration.ofDays(30)));

        assertThat(covered.coverage().left("shop", stored, AT.plus(Duration.ofDays(29))))
                .isEqualTo(stored);
        assertThat(covered.coverage().left("shop", stored, AT.plus(Duration.ofDays(30))))
                .isEqualTo(Coverage.Fields.NONE);
    }

    @Test
    void whatIsCoveredNoMoreIsNotLeft() {
        Coverage.Fields stored =
                coverage(Set.of(DataCategory.CONTACT, DataCategory.DEMOGRAPHIC), null).stored();
        assertThat(stored.person().dates()).isNotEmpty();

        Coverage.Fields left =
                coverage(Set.of(DataCategory.CONTACT), null).coverage().left("shop", stored, AT);

        assertThat(left.person().dates()).isEmpty();
        assertThat(left.person().given()).isEqualTo("aino");
        assertThat(left.kept().names()).containsOnlyKeys(Part.NAME, Part.EMAIL);
    }

    @Test
    void whatIsStoredTellsByWhichNamesItCame() {
        Coverage.Fields stored = coverage(Set.of(DataCategory.CONTACT), null).stored();

        String text = KeptText.write(stored.kept());

        assertThat(text).isEqualTo("NAME=firstName,lastName;EMAIL=@email");
        assertThat(KeptText.names(text)).isEqualTo(stored.kept().names());
    }

    private record Covered(Coverage coverage) {
        Coverage.Taken take(String source) {
            return coverage.take(source, AINO, IDENTIFIERS, AT);
        }

        Coverage.Fields stored() {
            Coverage.Taken taken = take(shop());
            Person person =
                    MatchFields.person(
                            MatchFields.of(taken.traits()), taken.identifiers(), "FI", AT);
            return new Coverage.Fields(person, taken.kept());
        }
    }

    private static String shop() {
        return "shop";
    }

    private static Covered coverage(Set<DataCategory> categories, Duration retention) {
        return coverage(
                categories,
                retention,
                new Catalogue(
                        Map.of(
                                "firstName", DataCategory.CONTACT,
                                "lastName", DataCategory.CONTACT,
                                "birthday", DataCategory.DEMOGRAPHIC),
                        null,
                        null));
    }

    private static Covered coverage(
            Set<DataCategory> categories, Duration retention, Catalogue catalogue) {
        Activity activity =
                new Activity(
                        "matching",
                        Policy.IDENTITY_RESOLUTION,
                        categories,
                        LegalBasis.LEGITIMATE_INTERESTS,
                        Set.of("shop"),
                        null,
                        null,
                        retention,
                        null,
                        null,
                        null,
                        "LIA-1",
                        null,
                        null,
                        null,
                        false,
                        null,
                        null);
        return new Covered(
                Coverage.of(
                        new Policy(1, AT, null, List.of(activity), null, catalogue, null, null)));
    }
}
