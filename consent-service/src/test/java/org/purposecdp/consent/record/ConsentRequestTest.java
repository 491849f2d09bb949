package org.purposecdp.consent.record;

import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import org.purposecdp.contracts.subject.Channel;
import org.purposecdp.contracts.subject.Decision.Kind;
import org.purposecdp.kit.problem.ProblemException;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ConsentRequestTest {

    @Test
    void everythingButAGrantMayBeForAllPurposes() {
        for (Kind kind : Kind.values()) {
            taken(request(kind, "marketing", null, null));
            if (kind != Kind.GRANT) {
                taken(request(kind, "*", null, null));
            }
        }
        refused(request(Kind.GRANT, "*", null, null), "'purpose'");
    }

    @Test
    void whatIsNotSaidIsAskedFor() {
        refused(request(null, "marketing", null, null), "'decision'");
        refused(request(Kind.REFUSE, null, null, null), "'purpose'");
        refused(request(Kind.REFUSE, " ", null, null), "'purpose'");
    }

    @Test
    void aChannelIsOneByWhichMessagesReachPeople() {
        for (Kind kind : List.of(Kind.GRANT, Kind.REFUSE, Kind.WITHDRAW, Kind.OBJECT)) {
            for (Channel channel : Channel.values()) {
                boolean advertising = channel == Channel.ADVERTISING && kind != Kind.GRANT;
                if (channel.isForMessages() || advertising) {
                    taken(request(kind, "marketing", channel, null));
                } else {
                    refused(request(kind, "marketing", channel, null), "'channel'");
                }
            }
        }
    }

    @Test
    void aRestrictionIsAboutDataWhateverTheChannel() {
        refused(request(Kind.RESTRICT, "*", Channel.EMAIL, null), "'channel'");
        refused(request(Kind.UNRESTRICT, "*", Channel.EMAIL, null), "'channel'");
    }

    @Test
    void justThisIsForAnObjectionToOnePurpose() {
        taken(request(Kind.OBJECT, "marketing", null, true));
        taken(request(Kind.WITHDRAW, "marketing", null, false));
        refused(request(Kind.OBJECT, "*", null, true), "'justThis'");
        Stream.of(Kind.values())
                .filter(kind -> kind != Kind.OBJECT)
                .forEach(kind -> refused(request(kind, "marketing", null, true), "'justThis'"));
    }

    private static void taken(ConsentRequest request) {
        assertThatCode(request::check).as(request.toString()).doesNotThrowAnyException();
    }

    private static void refused(ConsentRequest request, String what) {
        assertThatThrownBy(request::check)
                .as(request.toString())
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining(what);
    }

    private static ConsentRequest request(
            Kind kind, String purpose, Channel channel, Boolean justThis) {
        return new ConsentRequest(null, purpose, kind, null, channel, justThis, null);
    }
}
