package org.purposecdp.e2e.brand;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.CookieManager;
import java.net.CookiePolicy;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.purposecdp.e2e.platform.Platform;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

/** A browser without JavaScript: cookies, redirects and forms. */
public final class Browser {
    private static final Pattern LOGIN = Pattern.compile("action=\"([^\"]+)\"");
    private static final Pattern TOKEN = Pattern.compile("name=\"token\" value=\"([0-9a-f]+)\"");

    private final HttpClient http =
            HttpClient.newBuilder()
                    .cookieHandler(
                            new CookieManager(new LoopbackCookies(), CookiePolicy.ACCEPT_ALL))
                    .followRedirects(HttpClient.Redirect.NORMAL)
                    .build();
    private final List<String> cookies = new CopyOnWriteArrayList<>();
    private final String base;

    private Browser(String base) {
        this.base = base;
    }

    /** Signed in by the form of the identity provider. */
    public static Browser signIn(Platform platform, String service, String person, String path) {
        Browser browser = new Browser(platform.url(service));
        HttpResponse<String> form = browser.get(path);
        assertThat(form.statusCode()).as(form.body()).isEqualTo(200);
        Matcher action = LOGIN.matcher(form.body());
        assertThat(action.find()).as(form.body()).isTrue();
        browser.send(
                request(action.group(1).replace("&amp;", "&"))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(
                                body(
                                        List.of(
                                                "username",
                                                person,
                                                "password",
                                                platform.description().people().get(person))))
                        .build());
        return browser;
    }

    public HttpResponse<String> get(String path) {
        return send(request(base + path).GET().build());
    }

    /**
     * @param fields names and values by turns
     */
    public HttpResponse<String> post(String path, String... fields) {
        return send(
                request(base + path)
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(body(List.of(fields)))
                        .build());
    }

    /** As the pages' service set them. */
    public List<String> cookies() {
        return List.copyOf(cookies);
    }

    /** The token in a page's forms. */
    public static String token(HttpResponse<String> page) {
        Matcher token = TOKEN.matcher(page.body());
        assertThat(token.find()).as(page.body()).isTrue();
        return token.group(1);
    }

    private static HttpRequest.Builder request(String address) {
        return HttpRequest.newBuilder(URI.create(address));
    }

    private static HttpRequest.BodyPublisher body(List<String> fields) {
        List<String> pairs = new ArrayList<>();
        for (int i = 0; i < fields.size(); i += 2) {
            pairs.add(
                    URLEncoder.encode(fields.get(i), UTF_8)
                            + '='
                            + URLEncoder.encode(fields.get(i + 1), UTF_8));
        }
        return BodyPublishers.ofString(String.join("&", pairs));
    }

    private HttpResponse<String> send(HttpRequest request) {
        try {
            HttpResponse<String> last = http.send(request, BodyHandlers.ofString());
            Stream.iterate(
                            Optional.of(last),
                            Optional::isPresent,
                            each -> each.get().previousResponse())
                    .map(Optional::get)
                    .filter(each -> each.uri().toString().startsWith(base))
                    .forEach(each -> cookies.addAll(each.headers().allValues("Set-Cookie")));
            return last;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
