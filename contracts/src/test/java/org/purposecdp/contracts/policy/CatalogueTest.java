package org.purposecdp.contracts.policy;

import java.util.Map;
import java.util.Set;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class CatalogueTest {
    @Test
    void theConsentOfSegmentsOwnEventAndOfThoseNamedIsAnAct() {
        Catalogue catalogue = new Catalogue(Map.of(), Map.of(), Set.of("Cookie Choice Made"));

        assertThat(catalogue.isConsentEvent("Segment Consent Preference Updated")).isTrue();
        assertThat(catalogue.isConsentEvent("Cookie Choice Made")).isTrue();
        assertThat(catalogue.isConsentEvent("Order Completed")).isFalse();
    }

    @Test
    void whatItDoesNotNameHasNoCategoryUnlessTheBrandSaysSo() {
        Catalogue some = new Catalogue(Map.of("email", DataCategory.CONTACT), null, null);
        Catalogue all =
                new Catalogue(
                        Map.of("*", DataCategory.BEHAVIOURAL),
                        Map.of("*", DataCategory.TRANSACTIONAL),
                        null);

        assertThat(some.trait("email")).contains(DataCategory.CONTACT);
        assertThat(some.trait("passport")).isEmpty();
        assertThat(some.event("Order Completed")).isEmpty();
        assertThat(all.trait("passport")).contains(DataCategory.BEHAVIOURAL);
        assertThat(all.event("Order Completed")).contains(DataCategory.TRANSACTIONAL);
    }
}
