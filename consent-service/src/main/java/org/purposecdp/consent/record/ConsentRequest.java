package org.purposecdp.consent.record;

import java.time.Instant;

import org.purposecdp.consent.request.IdentifierBody;
import org.purposecdp.contracts.subject.Channel;
import org.purposecdp.contracts.subject.Decision;

/** Body of {@code POST /v1/consents}. */
record ConsentRequest(
        IdentifierBody identifier,
        String purpose,
        Decision.Kind decision,
        NoticeRef notice,
        Channel channel,
        Instant at) {

    /** What the person was told. */
    record NoticeRef(String id, int version) {}
}
