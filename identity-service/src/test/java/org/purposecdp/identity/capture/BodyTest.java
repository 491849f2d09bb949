package org.purposecdp.identity.capture;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.purposecdp.identity.capture.BoundedJson.Value;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class BodyTest {
    private static final String EVENT = "{\"messageId\":\"m\",\"n\":1}";

    @Test
    void gzipIsKnownByItsMagicNumber() throws IOException {
        assertThat(Body.batch(gzip("{\"batch\":[" + EVENT + "]}")).events()).hasSize(1);
    }

    @Test
    void theFieldsOfTheRootAreReadWhereverTheyStand() throws IOException {
        Body body =
                batch(
                        "{\"writeKey\":\"k\",\"batch\":["
                                + EVENT
                                + "],\"context\":{\"a\":1},\"sentAt\":\"2026-01-01T00:00:00Z\"}");

        assertThat(body.root().path("writeKey").asText()).isEqualTo("k");
        assertThat(body.root().path("sentAt").asText()).isEqualTo("2026-01-01T00:00:00Z");
        assertThat(body.context().tree().path("a").asInt()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {65, 1_500, 10_000})
    void anEventNestedTooDeepSparesItsNeighbours(int levels) throws IOException {
        String deep = "{\"p\":" + "[".repeat(levels) + "]".repeat(levels) + ",\"messageId\":\"d\"}";
        List<Value> events = batch("{\"batch\":[" + deep + "," + EVENT + "]}").events();

        assertThat(events).extracting(Value::fault).containsExactly(InvalidEvent.TOO_DEEP, null);
        assertThat(events.get(0).tree().path("messageId").asText()).isEqualTo("d");
        assertThat(events.get(1).tree().path("n").asInt()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"batch\":[]}", "x", "]"})
    void nothingMayFollow(String more) {
        assertThatIOException().isThrownBy(() -> batch("{\"batch\":[" + EVENT + "]}" + more));
        assertThatIOException().isThrownBy(() -> Body.single((EVENT + more).getBytes(UTF_8)));
    }

    @Test
    void anEventAsDeepAsIsAcceptedIsRead() throws IOException {
        String deep = "{\"p\":" + "[".repeat(63) + "]".repeat(63) + "}";

        assertThat(batch("{\"batch\":[" + deep + "]}").events().get(0).fault()).isNull();
    }

    @Test
    void aLargeEventSparesItsNeighbours() throws IOException {
        String large =
                "{\"messageId\":\"l\",\"p\":\""
                        + "x".repeat(32 * 1024)
                        + "\",\"consent\":{\"a\":false}}";
        List<Value> events = batch("{\"batch\":[" + large + "," + EVENT + "]}").events();

        assertThat(events).extracting(Value::fault).containsExactly(InvalidEvent.TOO_LARGE, null);
        assertThat(events.get(0).tree().path("messageId").asText()).isEqualTo("l");
        assertThat(events.get(0).tree().path("consent").path("a").isBoolean()).isTrue();
    }

    @Test
    void sizesCountInEveryEncoding() throws IOException {
        String large = "{\"batch\":[{\"p\":\"" + "x".repeat(33 * 1024) + "\"}]}";

        assertThat(Body.batch(large.getBytes(UTF_16)).events().get(0).fault())
                .isEqualTo(InvalidEvent.TOO_LARGE);
    }

    @Test
    void aNumberOfManyDigitsSparesItsNeighbours() throws IOException {
        String number = "{\"n\":" + "9".repeat(5_000) + "}";
        List<Value> events = batch("{\"batch\":[" + number + "," + EVENT + "]}").events();

        assertThat(events).extracting(Value::fault).containsExactly(InvalidEvent.BAD_FIELD, null);
    }

    @Test
    void aLongNameSparesItsNeighbours() throws IOException {
        String name = "{\"" + "k".repeat(60_000) + "\":1}";
        List<Value> events = batch("{\"batch\":[" + name + "," + EVENT + "]}").events();

        assertThat(events).extracting(Value::fault).containsExactly(InvalidEvent.TOO_LARGE, null);
    }

    @Test
    void whatNoStoreHoldsIsReplaced() throws IOException {
        Value event =
                batch("{\"batch\":[{\"a\\u0000\":\"\\ud83d x\",\"b\":\"\\ude00\",\"c\":\"😀\"}]}")
                        .events()
                        .get(0);

        assertThat(event.tree().path("a\uFFFD").asText()).isEqualTo("\uFFFD x");
        assertThat(event.tree().path("b").asText()).isEqualTo("\uFFFD");
        assertThat(event.tree().path("c").asText()).isEqualTo("😀");
    }

    @Test
    void bytesThatAreNoTextSpoilNoMoreThanTheirPlace() throws IOException {
        Value halfName = batch("{\"batch\":[{\"\\ud83d\":1}]}").events().get(0);
        byte[] latin = "{\"batch\":[{\"a\":\"\u00e4iti\"}]}".getBytes(ISO_8859_1);

        assertThat(halfName.tree().path("\uFFFD").asInt()).isEqualTo(1);
        assertThat(Body.batch(latin).events().get(0).tree().path("a").asText())
                .isEqualTo("\uFFFDiti");
    }

    @Test
    void aSmallBodyCannotSayAGreatDeal() {
        String context = "{\"traits\":{\"a\":\"" + "x".repeat(20_000) + "\"}}";
        String events = (EVENT + ",").repeat(999) + EVENT;

        assertThatThrownBy(() -> batch("{\"batch\":[" + events + "],\"context\":" + context + "}"))
                .isInstanceOf(Body.TooLarge.class);
    }

    @Test
    void aBatchHasAsManyEventsAsTheSpecSays() throws IOException {
        assertThat(batch("{\"batch\":[" + "1,".repeat(2_499) + "1]}").events()).hasSize(2_500);
        assertThatThrownBy(() -> batch("{\"batch\":[" + "1,".repeat(2_500) + "1]}"))
                .isInstanceOf(Body.TooLarge.class);
    }

    @Test
    void aBombIsNotUnpackedToItsEnd() throws IOException {
        byte[] bomb = gzip("{\"batch\":[" + " ".repeat(2_000_000) + "]}");

        assertThatThrownBy(() -> Body.batch(bomb)).isInstanceOf(Body.TooLarge.class);
    }

    @Test
    void aBatchThatIsNoArrayIsTold() throws IOException {
        assertThat(batch("{}").events()).isNull();
        assertThat(batch("{\"batch\":{\"a\":[1]},\"writeKey\":\"k\"}").events()).isNull();
        assertThat(batch("{\"batch\":[]}").events()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "hello",
                "{\"batch\":[",
                "{\"batch\":[{\"a\":1}",
                "{\"a\":"
            })
    void whatIsNoObjectCannotBeRead(String body) {
        assertThatIOException().isThrownBy(() -> batch(body));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"batch\":[{\"a\":1}],\"batch\":[]}",
                "{\"batch\":null,\"batch\":[]}",
                "{\"context\":{\"consent\":{\"a\":false}},\"batch\":[],\"context\":{}}"
            })
    void whatIsSaidTwiceIsNotDroppedWithoutAWord(String body) {
        assertThatIOException().isThrownBy(() -> batch(body));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'consent':{'a':false,'a':true}} | {'consent':{'a':[false,true]}}",
                "{'consent':{'a':false,'a':true,'a':1}} | {'consent':{'a':[false,true,1]}}",
                "{'consent':{'a':false},'consent':{'a':true}} | {'consent':{'a':[false,true]}}",
                "{'consent':'no','consent':{'a':true}} | {'consent':['no',{'a':true}]}",
                "{'consent':{'a':true},'consent':null} | {'consent':[{'a':true},null]}",
                "{'Category_Preferences':{'a':false,'b':1},'x':1,'x':2} | {'Category_Preferences':{'a':false,'b':1},'x':2}",
                "{'context':{'consent':{'a':false},'x':1},'context':{'x':2}} | {'context':{'consent':{'a':false},'x':2}}",
                "{'consentManagement':{'deniedConsentIds':['a'],'deniedConsentIds':['b']}} | {'consentManagement':{'deniedConsentIds':[['a'],['b']]}}",
                "{'traits':{'a':1,'a':2},'traits':{'b':3}} | {'traits':{'b':3}}",
                "{'consent':{'a':{'b':1}},'t':{'a':1,'a':2}} | {'consent':{'a':{'b':1}},'t':{'a':2}}"
            })
    void noWordOfConsentIsLostThatIsSaidTwice(String event, String read) throws IOException {
        String body = "{'batch':[" + event + "]}";
        assertThat(batch(body.replace('\'', '"')).events().get(0).tree().toString())
                .isEqualTo(read.replace('\'', '"'));
    }

    @Test
    void aTruncatedGzipCannotBeRead() throws IOException {
        byte[] whole = gzip("{\"batch\":[" + EVENT + "]}");

        assertThatIOException().isThrownBy(() -> Body.batch(Arrays.copyOf(whole, 20)));
    }

    private static Body batch(String text) throws IOException {
        return Body.batch(text.getBytes(UTF_8));
    }

    private static byte[] gzip(String text) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            out.write(text.getBytes(UTF_8));
        }
        return packed.toByteArray();
    }
}
