package org.purposecdp.identity.mapping;

import java.time.Instant;

import com.fasterxml.jackson.databind.JsonNode;

import org.purposecdp.contracts.identifier.Pseudonyms;
import org.purposecdp.identity.capture.InvalidEvent;
import org.purposecdp.identity.capture.Reading;
import org.purposecdp.identity.record.PartnerRecords;
import org.purposecdp.identity.source.Source;

/** Makes JSON of somebody else's form into a source's records. */
public final class JsonRecords {
    private final JsonForm form;
    private final RowRecords rows;

    public JsonRecords(
            JsonForm form, Source source, PartnerRecords records, Pseudonyms pseudonyms) {
        this.form = form;
        this.rows = new RowRecords(form.mapping(), form.event(), source, records, pseudonyms);
    }

    /**
     * @param messageId where the form has none; null, or a long one, for a hash of what it says
     */
    public Reading read(long place, JsonNode element, String messageId, Instant receivedAt) {
        String id =
                messageId == null || messageId.length() > Reading.LONGEST_MESSAGE_ID
                        ? null
                        : messageId;
        return rows.read(form.row(place, element), id, receivedAt).reading();
    }

    public Reading bad(String messageId, InvalidEvent reason) {
        return new Reading(messageId, null, reason);
    }
}
