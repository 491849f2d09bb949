package org.purposecdp.e2e.journey;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.restassured.path.json.JsonPath;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import org.purposecdp.e2e.brand.Brand;
import org.purposecdp.e2e.brand.Person;
import org.purposecdp.e2e.platform.OnPlatform;
import org.purposecdp.e2e.platform.Platform;
import org.purposecdp.local.Stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.purposecdp.e2e.platform.SharedRegister.NOTICE;
import static org.purposecdp.e2e.platform.SharedRegister.OFFICER;

/** People are owed what describes what is done with their data, whatever it rests on. */
@OnPlatform
class OwedNoticeIT {

    @Test
    void peopleAreOwedTheNoticeUntilTheyAreGivenIt(Platform platform, Brand brand) {
        Person aino = brand.person("Aino");
        Person bertta = brand.person("Bertta");
        brand.shop().send(aino.identify(), bertta.identify());
        awaitOwed(platform, brand, 2);

        aino.isGivenTheNotice();
        awaitOwed(platform, brand, 1);

        bertta.isGivenTheNotice();
        awaitOwed(platform, brand, 0);
    }

    @Test
    void theListComesInPagesAndNamesNobody(Platform platform, Brand brand) {
        Person aino = brand.person("Aino");
        brand.shop().send(aino.identify());
        brand.store().send(aino.identify());
        awaitOwed(platform, brand, 1);

        assertThat(sources(platform, 10))
                .containsAll(List.of(brand.shop().id(), brand.store().id()));
        platform.as(OFFICER, Stack.CONSENT)
                .get("/v1/notices/owed?cursor=made-up")
                .then()
                .statusCode(400)
                .body("detail", containsString("cursor"));
        platform.as(OFFICER, Stack.CONSENT)
                .get("/v1/notices/owed?limit=0")
                .then()
                .statusCode(400)
                .body("detail", containsString("limit"));
    }

    @Test
    void theDeskDoesNotSeeIt(Platform platform) {
        platform.as("service-desk", Stack.CONSENT).get("/v1/notices/owed").then().statusCode(403);
    }

    private static void awaitOwed(Platform platform, Brand brand, int people) {
        Awaitility.await(people + " people are owed the notice by the shop")
                .atMost(Platform.PATIENCE)
                .untilAsserted(
                        () -> assertThat(owed(platform, brand.shop().id())).isEqualTo(people));
    }

    private static int owed(Platform platform, String source) {
        return pages(platform, 100).stream()
                .mapToInt(
                        page ->
                                page.getInt(
                                        "owed.findAll { it.source == '"
                                                + source
                                                + "' && it.notice == '"
                                                + NOTICE
                                                + "' }.people.underAWeek.sum() ?: 0"))
                .sum();
    }

    private static List<String> sources(Platform platform, int limit) {
        List<String> sources = new ArrayList<>();
        pages(platform, limit)
                .forEach(
                        page ->
                                sources.addAll(
                                        page.getList(
                                                "owed.collect { it.notice + it.version + ' ' +"
                                                        + " it.source }")));
        assertThat(sources).doesNotHaveDuplicates();
        return sources.stream().map(each -> each.substring(each.indexOf(' ') + 1)).toList();
    }

    private static List<JsonPath> pages(Platform platform, int limit) {
        List<JsonPath> pages = new ArrayList<>();
        String cursor = null;
        do {
            JsonPath page =
                    platform.as(OFFICER, Stack.CONSENT)
                            .queryParam("limit", limit)
                            .queryParams(cursor == null ? Map.of() : Map.of("cursor", cursor))
                            .get("/v1/notices/owed")
                            .then()
                            .statusCode(200)
                            .extract()
                            .jsonPath();
            pages.add(page);
            cursor = page.getString("cursor");
        } while (cursor != null);
        return pages;
    }
}
