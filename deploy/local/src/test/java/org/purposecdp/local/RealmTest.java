package org.purposecdp.local;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
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

    @Test
    void aTokenIsForNoServiceUnlessItsClientAsks() {
        Map<String, List<String>> audiences = audiencesByScope();

        assertThat(audiences.values())
                .containsExactly(
                        List.of(Stack.IDENTITY),
                        List.of(Stack.CONSENT),
                        List.of(Stack.PROFILE),
                        List.of(Stack.ACTIVATION));
        for (JsonNode client : shipped().path("clients")) {
            if (client.path("serviceAccountsEnabled").asBoolean()) {
                assertThat(texts(client.path("defaultClientScopes")))
                        .as(client.path("clientId").asText())
                        .doesNotContainAnyElementsOf(audiences.keySet());
            }
        }
    }

    @Test
    void whoSignsInToThePagesGetsATokenForTheirServiceAlone() {
        Set<String> scopes = audiencesByScope().keySet();
        for (JsonNode client : shipped().path("clients")) {
            if (client.path("clientId").asText().equals("console")) {
                assertThat(texts(client.path("defaultClientScopes")))
                        .filteredOn(scopes::contains)
                        .containsExactly(Stack.IDENTITY);
                assertThat(client.path("optionalClientScopes")).isEmpty();
            }
        }
    }

    /** Whom an operator adds gets what the realm gives by default. */
    @Test
    void aNewClientsTokensAreForNobody() {
        Set<String> scopes = audiencesByScope().keySet();
        assertThat(scopes).hasSize(4);
        for (String defaults :
                List.of("defaultDefaultClientScopes", "defaultOptionalClientScopes")) {
            assertThat(texts(shipped().path(defaults)))
                    .as(defaults)
                    .doesNotContainAnyElementsOf(scopes);
        }
    }

    @Test
    void aClientMayAskForTheServicesThatItHasToDoWithAndNoOther() {
        assertThat(realm.clients().get("partner").services()).containsExactly(Stack.IDENTITY);
        assertThat(realm.clients().get("service-desk").services())
                .containsExactly(Stack.CONSENT, Stack.PROFILE);
        assertThat(realm.clients().get("stranger").services()).isEmpty();
    }

    /** Audiences that each scope adds; scopes that add none are left out. */
    private Map<String, List<String>> audiencesByScope() {
        Map<String, List<String>> audiences = new LinkedHashMap<>();
        for (JsonNode scope : shipped().path("clientScopes")) {
            List<String> added = new ArrayList<>();
            for (JsonNode mapper : scope.path("protocolMappers")) {
                if (mapper.path("protocolMapper").asText().equals("oidc-audience-mapper")) {
                    added.add(mapper.path("config").path("included.custom.audience").asText());
                }
            }
            if (!added.isEmpty()) {
                audiences.put(scope.path("name").asText(), added);
            }
        }
        return audiences;
    }

    private JsonNode shipped() {
        try {
            return new ObjectMapper().readTree(realm.text());
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    private static List<String> texts(JsonNode list) {
        List<String> texts = new ArrayList<>();
        list.forEach(each -> texts.add(each.asText()));
        return texts;
    }
}
