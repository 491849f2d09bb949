package org.purposecdp.local;

import java.util.Map;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class RealmTest {

    private final Realm realm = new Realm(client -> "made-up-" + client);

    @Test
    void everyClientHasASecretOfThisStack() {
        Map<String, StackDescription.Client> clients = realm.clients();

        assertThat(clients.keySet())
                .containsExactly(
                        "partner",
                        "survey",
                        "social",
                        "location",
                        "marketing",
                        "service-desk",
                        "privacy-officer",
                        "admin",
                        "outsider",
                        "stranger");
        assertThat(clients.values())
                .allSatisfy(
                        client -> assertThat(client.secret()).isEqualTo("made-up-" + client.id()));
        assertThat(realm.text()).doesNotContain("${");
    }

    @Test
    void marketingMayNameMarketingOnly() {
        assertThat(realm.clients().get("marketing").purposes()).containsExactly("marketing");
    }

    @Test
    void outsiderMayDoNothing() {
        StackDescription.Client outsider = realm.clients().get("outsider");

        assertThat(outsider.scopes()).isEmpty();
        assertThat(outsider.purposes()).isEmpty();
    }
}
