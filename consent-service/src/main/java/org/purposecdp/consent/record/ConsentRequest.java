package org.purposecdp.consent.record;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;

import org.purposecdp.consent.request.IdentifierBody;
import org.purposecdp.contracts.subject.Channel;
import org.purposecdp.contracts.subject.Decision;
import org.purposecdp.contracts.subject.Decision.Kind;
import org.purposecdp.kit.problem.CommonProblem;
import org.purposecdp.kit.problem.ProblemException;

/**
 * Body of {@code POST /v1/consents}.
 *
 * @param purpose its id; {@code *} for all, but not to grant
 * @param channel by which messages come, for a decision about one of them
 * @param justThis an objection to this one purpose, and not to all direct marketing
 */
record ConsentRequest(
        IdentifierBody identifier,
        String purpose,
        Decision.Kind decision,
        NoticeRef notice,
        Channel channel,
        Boolean justThis,
        Instant at) {

    private static final List<Channel> OF_MESSAGES =
            Arrays.stream(Channel.values()).filter(Channel::isForMessages).toList();

    /** What the person was told. */
    record NoticeRef(String id, int version) {}

    boolean ofJustThis() {
        return Boolean.TRUE.equals(justThis);
    }

    boolean isForAll() {
        return Decision.ANY.equals(purpose);
    }

    /**
     * @throws ProblemException INVALID_VALUE
     */
    void check() {
        require(decision != null, "a 'decision' is needed: " + Arrays.toString(Kind.values()));
        require(
                purpose != null && !purpose.isBlank(),
                "a 'purpose' is needed; '*' for all, but not to grant");
        require(
                !(decision == Kind.GRANT && isForAll()),
                "consent is specific: name the 'purpose' that is granted (GDPR Art. 4(11))");
        checkChannel();
        require(
                !ofJustThis() || decision == Kind.OBJECT && !isForAll(),
                "'justThis' is for an OBJECT that names its 'purpose': to that, and not to all"
                        + " direct marketing");
    }

    private void checkChannel() {
        if (channel == null) {
            return;
        }
        boolean ofData = decision == Kind.RESTRICT || decision == Kind.UNRESTRICT;
        require(
                !ofData,
                decision
                        + " is about data, whatever the channel: leave 'channel' out (GDPR Art."
                        + " 18)");
        require(
                channel.isForMessages() || channel == Channel.ADVERTISING && decision.refuses(),
                "a 'channel' is one by which messages reach people, "
                        + OF_MESSAGES
                        + ", or, for a \"no\", ADVERTISING, to which a GRANT of the purpose is the"
                        + " consent");
    }

    private static void require(boolean held, String what) {
        if (!held) {
            throw new ProblemException(CommonProblem.INVALID_VALUE, what);
        }
    }
}
