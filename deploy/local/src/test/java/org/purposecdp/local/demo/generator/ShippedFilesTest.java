package org.purposecdp.local.demo.generator;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;

import org.purposecdp.local.demo.Demo;

import static org.assertj.core.api.Assertions.assertThat;

class ShippedFilesTest {
    private static final Pattern EMAIL = Pattern.compile("\"(?:email:)?([^\"\\s:@]+@[^\"\\s]+)\"");
    private static final Pattern PHONE = Pattern.compile("\"phone\":\"([^\"]+)\"");
    private static final Pattern DRAMA =
            Pattern.compile(
                    "\\+49 30 23125 \\d{3}|\\+44 7700 900\\d{3}|\\+46 70 174 06 (0[5-9]|[1-9]\\d)");

    private static final Map<String, byte[]> MADE = Production.of(MakeDemo.SEED);

    @Test
    void theSeedGivesTheShippedFilesByteForByte() throws IOException {
        for (Map.Entry<String, byte[]> file : MADE.entrySet()) {
            try (InputStream shipped = Demo.class.getResourceAsStream(file.getKey())) {
                assertThat(shipped).as(file.getKey()).isNotNull();
                byte[] bytes = shipped.readAllBytes();
                assertThat(Arrays.mismatch(bytes, file.getValue()))
                        .as("first byte of %s that differs: run make-demo", file.getKey())
                        .isEqualTo(-1);
            }
        }
    }

    @Test
    void anotherSeedGivesOtherFiles() {
        Map<String, byte[]> other = Production.of(MakeDemo.SEED + 1);

        assertThat(other.get("expected.json")).isNotEqualTo(MADE.get("expected.json"));
        assertThat(other.get("2-records-web.ndjson"))
                .isNotEqualTo(MADE.get("2-records-web.ndjson"));
    }

    @Test
    void atLeastFiveThousandRecordsOfNineSourcesAreSentAndSomeOfThemAgain() {
        Set<String> sources = new HashSet<>();
        Set<String> messages = new HashSet<>();
        List<String> sent = new ArrayList<>();
        MADE.forEach(
                (name, bytes) -> {
                    if (name.contains("-records-")) {
                        sources.add(name.replaceAll(".*-records-|\\.ndjson", ""));
                        text(bytes)
                                .lines()
                                .map(
                                        line ->
                                                line.replaceAll(
                                                        ".*\"messageId\":\"([^\"]+)\".*", "$1"))
                                .forEach(sent::add);
                    }
                });
        messages.addAll(sent);

        assertThat(sources).hasSize(9);
        assertThat(messages).hasSizeGreaterThan(5_000);
        assertThat(sent).hasSizeGreaterThan(messages.size() + 200);
    }

    @Test
    void nobodyIsReal() {
        List<String> emails = found(EMAIL);
        List<String> phones = found(PHONE);

        assertThat(emails)
                .hasSizeGreaterThan(1_000)
                .allSatisfy(
                        email ->
                                assertThat(email.toLowerCase(Locale.ROOT))
                                        .matches(".+@example\\.(com|fi|de)"));
        assertThat(phones).hasSizeGreaterThan(100).allMatch(DRAMA.asMatchPredicate());
    }

    private List<String> found(Pattern pattern) {
        List<String> found = new ArrayList<>();
        MADE.values().stream()
                .map(ShippedFilesTest::text)
                .flatMap(text -> pattern.matcher(text).results())
                .map((MatchResult result) -> result.group(1))
                .forEach(found::add);
        return found;
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
