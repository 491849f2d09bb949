package org.purposecdp.activation.audience;

import java.time.Instant;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.core.JsonProcessingException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.purposecdp.contracts.json.Json;
import org.purposecdp.contracts.policy.DataCategory;
import org.purposecdp.contracts.policy.LegalBasis;
import org.purposecdp.contracts.profile.View;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class RuleTest {
    private static final Instant AT = Instant.parse("2026-03-01T10:00:00Z");
    private final View anna =
            new View(
                    Map.of(
                            "city", trait("Espoo"),
                            "age", trait(34),
                            "tags", trait(List.of("vip", "newsletter")),
                            "member", trait(true)),
                    Map.of(
                            "Order Completed",
                            new View.EventSum(
                                    DataCategory.TRANSACTIONAL,
                                    LegalBasis.CONTRACT,
                                    "orders",
                                    3,
                                    Map.of(),
                                    AT,
                                    AT)),
                    Map.of("n1", 1L),
                    null);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'trait':'city','op':'eq','value':'Espoo'}                        | true",
                "{'trait':'city','op':'=','value':'Oulu'}                          | false",
                "{'trait':'city','op':'ne','value':'Oulu'}                         | true",
                "{'trait':'city','op':'in','value':['Oulu','Espoo']}               | true",
                "{'trait':'city','op':'contains','value':'poo'}                    | true",
                "{'trait':'tags','op':'contains','value':'vip'}                    | true",
                "{'trait':'age','op':'gte','value':34.0}                           | true",
                "{'trait':'age','op':'lt','value':34}                              | false",
                "{'trait':'age','op':'gt','value':'20'}                            | false",
                "{'trait':'member','op':'eq','value':true}                         | true",
                "{'trait':'phone','op':'exists'}                                   | false",
                "{'trait':'phone','op':'ne','value':'1'}                           | false",
                "{'not':{'trait':'phone','op':'exists'}}                           | true",
                "{'event':'Order Completed','count':{'op':'>=','value':3}}         | true",
                "{'event':'Order Cancelled','count':{'op':'=','value':0}}          | true",
                "{'all':[{'trait':'city','op':'exists'},{'trait':'x','op':'exists'}]} | false",
                "{'any':[{'trait':'city','op':'exists'},{'trait':'x','op':'exists'}]} | true"
            },
            quoteCharacter = '`')
    void tellsWhetherAViewMatches(String rule, boolean expected) throws Exception {
        assertThat(read(rule).matches(anna)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[]",
                "{'all':[]}",
                "{'all':{}}",
                "{'trait':'city','op':'like','value':'E'}",
                "{'trait':'','op':'eq','value':'E'}",
                "{'trait':'city','op':'eq'}",
                "{'trait':'city','op':'eq','value':'E','extra':1}",
                "{'trait':'city','op':'in','value':'E'}",
                "{'event':'Order Completed','count':{'op':'gt','value':'many'}}",
                "{'any':[{'trait':'a','op':'exists'}],'all':[{'trait':'b','op':'exists'}]}"
            })
    void refusesARuleThatItCannotReadAndSaysWhere(String rule) {
        assertThatThrownBy(() -> read(rule))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'rule");
    }

    @Test
    void namesEverythingThatMembershipTellsOf() throws Exception {
        Rule rule =
                read(
                        "{'all':[{'not':{'trait':'city','op':'exists'}},"
                                + "{'any':[{'event':'E','count':{'op':'gt','value':1}}]}]}");
        assertThat(rule.inputs().traits()).containsExactly("city");
        assertThat(rule.inputs().events()).containsExactly("E");
    }

    private static Rule read(String json) throws JsonProcessingException {
        return RuleReader.read(Json.MAPPER.readTree(json.trim().replace('\'', '"')));
    }

    private static View.Trait trait(Object value) {
        return new View.Trait(
                value, DataCategory.DEMOGRAPHIC, LegalBasis.CONSENT, "a", "web", "n1", AT);
    }
}
