package org.purposecdp.e2e.security;

import java.net.URI;
import java.net.URLDecoder;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.purposecdp.e2e.brand.Brand;
import org.purposecdp.e2e.brand.Browser;
import org.purposecdp.e2e.platform.OnPlatform;
import org.purposecdp.e2e.platform.Platform;
import org.purposecdp.e2e.security.Connection.Answer;
import org.purposecdp.local.Stack;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

/** Which address the pages and the API have is said by a trusted proxy, and by nobody else. */
@OnPlatform
class ProxyIT {
    /** As docs/behind-a-proxy.md has a proxy set them. */
    private static final Map<String, String> FORWARDED =
            Map.of(
                    "X-Forwarded-Proto", "https",
                    "X-Forwarded-Host", "cdp.example.org",
                    "X-Forwarded-Port", "443");

    private static final String NO_PROXY = "127.0.0.1";

    @Test
    void whoComesByATrustedProxyIsSentBackToItByHttps(Platform platform) throws Exception {
        Answer answer = console(platform, Platform.PROXY, FORWARDED);

        assertThat(answer.status()).isEqualTo(302);
        assertThat(redirect(answer)).isEqualTo("https://cdp.example.org/console");
    }

    @Test
    void theCookiesOfThePagesGoByHttpsAloneAndNoScriptReadsThem(Platform platform)
            throws Exception {
        List<String> beforeSigningIn =
                console(platform, Platform.PROXY, FORWARDED).all("set-cookie");
        List<String> signedIn =
                Browser.signIn(platform, Stack.IDENTITY, "steward", "/console").cookies();

        assertThat(beforeSigningIn).isNotEmpty().allSatisfy(ProxyIT::isGuarded);
        assertThat(signedIn)
                .filteredOn(cookie -> !cookie.contains("Max-Age=0;"))
                .anyMatch(cookie -> cookie.startsWith("q_session"))
                .allSatisfy(ProxyIT::isGuarded);
    }

    private static void isGuarded(String cookie) {
        assertThat(cookie.split("; *"))
                .contains("Secure", "HTTPOnly", "SameSite=Lax", "Path=/console");
    }

    @Test
    void whatIsMadeLiesAtTheProxysAddress(Platform platform, Brand brand) throws Exception {
        assertThat(importMade(platform, brand, Platform.PROXY))
                .startsWith("https://cdp.example.org/v1/imports/");
        assertThat(importMade(platform, brand, NO_PROXY))
                .startsWith(platform.url(Stack.IDENTITY) + "/v1/imports/");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                NO_PROXY + "|X-Forwarded-Proto|https",
                NO_PROXY + "|X-Forwarded-Host|elsewhere.example",
                NO_PROXY + "|X-Forwarded-Port|443",
                NO_PROXY + "|X-Forwarded-Ssl|on",
                NO_PROXY + "|Forwarded|proto=https;host=elsewhere.example",
                NO_PROXY + "|X-Forwarded-For|" + Platform.PROXY,
                Platform.PROXY + "|Forwarded|proto=https;host=elsewhere.example",
                Platform.PROXY + "|X-Forwarded-Prefix|/elsewhere"
            })
    void noOtherWordChangesTheAddress(String from, String header, String value, Platform platform)
            throws Exception {
        Answer answer = console(platform, from, Map.of(header, value));

        assertThat(answer.status()).isEqualTo(302);
        assertThat(redirect(answer)).isEqualTo(platform.url(Stack.IDENTITY) + "/console");
    }

    private static Answer console(Platform platform, String from, Map<String, String> headers)
            throws Exception {
        return Connection.from(from, platform.url(Stack.IDENTITY))
                .send("GET", "/console", headers, "");
    }

    private static String importMade(Platform platform, Brand brand, String from) throws Exception {
        Map<String, String> headers = new TreeMap<>(FORWARDED);
        headers.put("Content-Type", "application/json");
        headers.put("Authorization", "Bearer " + platform.token("admin", Stack.IDENTITY));
        Answer answer =
                Connection.from(from, platform.url(Stack.IDENTITY))
                        .send(
                                "POST",
                                "/v1/imports",
                                headers,
                                "{\"source\":\"%s\",\"format\":\"CSV\",\"mapping\":{\"nr\":\"identifier:user_id\"}}"
                                        .formatted(brand.shop().id()));
        assertThat(answer.status()).isEqualTo(201);
        return answer.all("location").get(0);
    }

    /** Where the identity provider is to send people back to. */
    private static String redirect(Answer answer) {
        String query = URI.create(answer.all("location").get(0)).getRawQuery();
        return List.of(query.split("&")).stream()
                .filter(parameter -> parameter.startsWith("redirect_uri="))
                .map(parameter -> URLDecoder.decode(parameter.substring(13), UTF_8))
                .findFirst()
                .orElseThrow();
    }
}
