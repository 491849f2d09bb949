package org.purposecdp.identity.capture;

import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.purposecdp.contracts.json.Json;
import org.purposecdp.contracts.record.Word;

import static org.assertj.core.api.Assertions.assertThat;

/** What consent tools write, by their documentation and by bug reports about them. */
class WireConsentTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                // Segment
                "{'consent':{'categoryPreferences':{'C0001':true,'C0004':false}}} | C0001=YES C0004=NO",
                "{'consent':{'categoryPreferences':{}}} | *=NO",
                "{'consent':{'categoryPreferences':[]}} | *=NO",
                "{'consent':{'categoryPreferences':[{'ads':false}]}} | *=UNCLEAR",
                "{'consent':{'categoryPreferences':'C0001,C0004'}} | *=UNCLEAR",
                "{'consent':{'categoryPreferences':'denied'}} | *=NO",
                "{'consent':{'categoryPreferences':7}} | *=UNCLEAR",
                "{'consent':{'categoryPreferences':null}} | nothing",
                "{'consent':{}} | nothing",
                "{'consent':null} | nothing",
                "{'consent':'denied'} | *=NO",
                "{'consent':false} | *=NO",
                "{'consent':true} | *=UNCLEAR",
                "{'consent':{'categoryPreferences':{'ads':'GRANTED','stats':'DENIED'}}} | ads=UNCLEAR stats=NO",
                "{'consent':{'categoryPreferences':{'Ads':true,'ADS':'no'}}} | Ads=NO",
                "{'consent':{'categoryPreferences':{'Ads':true,' ads\\u200b':null}}} | Ads=UNCLEAR",
                "{'consent':{'categoryPreferences':{'':false,' ':false,'a':true}}} | a=YES",
                // RudderStack: lists, {id: name} of older SDKs, text
                "{'consentManagement':{'allowedConsentIds':['a'],'deniedConsentIds':['b']}} | a=YES b=NO",
                "{'consentManagement':{'allowedConsentIds':{'C1':'NECESSARY'},'deniedConsentIds':{'C4':'TARGETING'}}} | C1=YES C4=NO NECESSARY=YES TARGETING=NO",
                "{'consentManagement':{'allowedConsentIds':{'C1':'N','C2':false}}} | C1=NO C2=NO",
                "{'consentManagement':{'allowedConsentIds':'a, b','deniedConsentIds':'c,d'}} | a=YES b=YES c=NO d=NO",
                "{'consentManagement':{'allowedConsentIds':['a','b'],'deniedConsentIds':['A '],'resolutionStrategy':'or'}} | a=NO b=YES",
                "{'consentManagement':{'allowedConsentIds':[],'deniedConsentIds':[]}} | nothing",
                "{'consentManagement':{'allowedConsentIds':[4],'deniedConsentIds':[5]}} | 4=YES 5=NO",
                "{'consentManagement':{'deniedConsentIds':[{'id':'ads'}]}} | *=UNCLEAR",
                "{'consentManagement':{'deniedConsentIds':[null]}} | *=UNCLEAR",
                "{'consentManagement':{'deniedConsentIds':7}} | *=UNCLEAR",
                "{'consentManagement':{'allowedConsentIds':7}} | nothing",
                "{'consentManagement':'none'} | *=UNCLEAR",
                "{'consentManagement':[]} | nothing",
                "{'consentManagement':{'allowedConsentIds':{'a':{'status':'denied'},'b':2,'c':null,'d':'denyed','e':[]}}} | a=UNCLEAR b=UNCLEAR c=UNCLEAR d=UNCLEAR e=UNCLEAR",
                "{'consentManagement':{'allowedConsentIds':{'a':'opt-out please','b':'Rejection','c':'granted','d':'[object Object]','e':'','f':'2'}}} | a=UNCLEAR b=UNCLEAR c=UNCLEAR d=UNCLEAR e=UNCLEAR f=UNCLEAR",
                "{'consentManagement':{'allowedConsentIds':{'a':true,'b':1,'c':'true','d':'Social media'}}} | Social media=YES a=YES b=YES c=YES d=YES",
                "{'consentManagement':{'allowedConsentIds':'a;b'}} | *=UNCLEAR",
                "{'consentManagement':{'allowedConsentIds':'a b'}} | *=UNCLEAR",
                "{'consentManagement':{'allowedConsentIds':'[a]'}} | *=UNCLEAR",
                "{'consentManagement':{'allowedConsentIds':'denied'}} | *=NO",
                "{'consentManagement':{'allowedConsentIds':false}} | *=NO",
                "{'consentManagement':{'deniedConsentIds':'a;b'}} | a=NO b=NO",
                "{'consentManagement':{'deniedConsentIds':'a\\u007cb'}} | a=NO b=NO",
                "{'consentManagement':{'deniedConsentIds':'a b'}} | a=NO a b=NO b=NO",
                "{'consentManagement':{'deniedConsentIds':'[\\'a\\', \\'b\\']'}} | a=NO b=NO",
                "{'consentManagement':{'deniedConsentIds':['a;b']}} | a=NO b=NO",
                "{'consentManagement':{'deniedConsentIds':[['a'],['b']]}} | a=NO b=NO",
                "{'consentManagement':{'DeniedConsentIds':['a'],'b':false}} | a=NO b=NO",
                "{'consentManagement':{'deniedConsentIds':'[object Object]'}} | *=UNCLEAR",
                // however the names are written
                "{'consent':{'CategoryPreferences':{'a':false}}} | a=NO",
                "{'consent':{'categorypreferences':{'a':false}}} | a=NO",
                "{'consent':{'category-preferences':{'a':false}}} | a=NO",
                "{'consent':{'preferences':{'a':false}}} | a=NO",
                "{'consent':{'preferences':false,'statistics':'no'}} | preferences=NO statistics=NO",
                "{'consent':{'deniedConsentIds':['a']}} | a=NO",
                "{'Consent':{'categoryPreferences':{'a':false}}} | a=NO",
                "{'ConsentManagement':{'deniedConsentIds':['a']}} | a=NO",
                "{'categoryPreferences':{'a':false}} | a=NO",
                "{'consent':{'a':'denyed','b':{'granted':false},'c':2,'provider':'x','d':[true,false]}} | a=UNCLEAR b=UNCLEAR c=UNCLEAR d=NO",
                "{'consent':{'categoryPreferences':{'\uff41\uff44\uff53':false,'ads':true}}} | ads=NO",
                "{'consent':{'categoryPreferences':{'\\'ads\\'':false,'ads':true,'\u201cx\u201d':true}}} | ads=NO x=YES",
                "[{'consent':{'ads':false}}] | *=UNCLEAR",
                "'consent=denied' | *=UNCLEAR",
                "'denied' | *=NO",
                "[] | nothing",
                "null | nothing",
                // snake case, and names without their wrapper
                "{'consent':{'category_preferences':{'a':true,'b':false}}} | a=YES b=NO",
                "{'consent_management':{'allowed_consent_ids':['a'],'denied_consent_ids':['b']}} | a=YES b=NO",
                "{'consent':{'ads':false,'stats':true,'version':2}} | ads=NO",
                // both at once
                "{'consent':{'categoryPreferences':{'a':true}},'consentManagement':{'deniedConsentIds':['a']}} | a=NO"
            })
    void isHeard(String context, String said) throws IOException {
        assertThat(said("null", context)).isEqualTo(said);
    }

    @Test
    void aNullOfTheEventDoesNotHideWhatTheRootOfItsBatchSays() throws IOException {
        String root = "{'consent':{'categoryPreferences':{'ads':false}}}";
        assertThat(said(root, "{'consent':null}")).isEqualTo("ads=NO");
        assertThat(said(root, "{'consent':{'categoryPreferences':{'ads':true}}}"))
                .isEqualTo("ads=YES");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'consent':{'categoryPreferences':{'a':false}}} | a=NO",
                "{'consent':{'a':false,'b':true,'c':'denyed'}} | a=NO c=UNCLEAR",
                "{'Consent':'denied'} | *=NO",
                "{'consent_management':{'deniedConsentIds':['a']}} | a=NO"
            })
    void whatStandsBesideTheContextIsHeard(String event, String said) throws IOException {
        SegmentEvents.Context none = new SegmentEvents.Context(null, Json.MAPPER.readTree("{}"));
        JsonNode read = Json.MAPPER.readTree(event.replace('\'', '"'));
        assertThat(text(WireConsent.read(read, none))).isEqualTo(said);
    }

    /** As the body's reader hands on what is said twice. */
    @Test
    void ofTwoWordsUnderOneNameTheStricterCounts() throws IOException {
        assertThat(
                        said(
                                "null",
                                "{'consent':{'categoryPreferences':{'a':[false,true],'b':[true,true]}}}"))
                .isEqualTo("a=NO b=UNCLEAR");
    }

    @Test
    void whoNamesMoreThanIsReadIsRefusedAll() throws IOException {
        String many =
                IntStream.rangeClosed(1, 101)
                        .mapToObj(i -> "'c" + i + "':true")
                        .collect(Collectors.joining(","));
        Map<String, Word> said = read("null", "{'consent':{'categoryPreferences':{" + many + "}}}");
        assertThat(said).hasSize(101).containsEntry("*", Word.UNCLEAR);
    }

    private static String said(String root, String context) throws IOException {
        return text(read(root, context));
    }

    private static String text(Map<String, Word> said) {
        return said == null
                ? "nothing"
                : new TreeMap<>(said)
                        .entrySet().stream().map(Object::toString).collect(Collectors.joining(" "));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'consent':{'a':true,'b':'no'}} | a=YES b=NO",
                "{'consent':{'categoryPreferences':{'a':true,'b':false},'c':false}} | a=YES b=NO c=NO",
                "{'consent':{'categoryPreferences':{}}} | *=NO",
                "{'consent':'denied'} | *=NO",
                "{'Consent':{'b':false}} | b=NO",
                "{'Context':{'consent':{'b':false}}} | b=NO",
                "{'context':[{'consent':{'b':false}}]} | *=UNCLEAR",
                "{'consents':'no','consent':{'a':true}} | *=NO a=YES",
                "{'consentGiven':true} | *=UNCLEAR",
                "{'consentManagement':{'deniedConsentIds':['b']}} | b=NO",
                "{'context':{'consent':{'categoryPreferences':{'b':false}}}} | b=NO",
                "{'consent':{'b':true},'context':{'consentManagement':{'deniedConsentIds':['b']}}} | b=NO",
                "{'consent':null,'context':null} | nothing",
                "{} | nothing"
            })
    void partnersMayWriteItAsSdksDo(String record, String said) throws IOException {
        assertThat(text(WireConsent.ofRecord(Json.MAPPER.readTree(record.replace('\'', '"')))))
                .isEqualTo(said);
    }

    private static Map<String, Word> read(String root, String context) throws IOException {
        return WireConsent.read(
                Json.MAPPER.readTree("{}"),
                new SegmentEvents.Context(
                        Json.MAPPER.readTree(root.replace('\'', '"')),
                        Json.MAPPER.readTree(context.replace('\'', '"'))));
    }
}
