package org.purposecdp.profile.fold;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.purposecdp.contracts.json.Json;
import org.purposecdp.contracts.profile.ProfileChange;
import org.purposecdp.contracts.profile.View;
import org.purposecdp.contracts.topic.MessageSize;

/** A change in as many pieces as it takes for each to be a message; each view whole in one. */
final class Pieces {
    /** For what is around views and records. */
    private static final int FRAME = 1_000;

    private final ProfileChange whole;
    private final List<ProfileChange> done = new ArrayList<>();
    private Map<String, View> views = new TreeMap<>();
    private List<ProfileChange.Folded> records = new ArrayList<>();
    private int bytes = FRAME;

    private Pieces(ProfileChange whole) {
        this.whole = whole;
    }

    /**
     * As JSON, in the order in which they are sent.
     *
     * @throws IllegalArgumentException when a view or a record is too large by itself
     */
    static List<byte[]> of(ProfileChange whole) {
        byte[] json = Json.bytes(whole);
        return MessageSize.fits(json) && whole.records().size() <= ProfileChange.MOST_RECORDS
                ? List.of(json)
                : new Pieces(whole).split().stream().map(Json::bytes).toList();
    }

    private List<ProfileChange> split() {
        new TreeMap<>(whole.views())
                .forEach(
                        (purpose, view) -> {
                            room(Json.bytes(Map.of(purpose, view)).length);
                            views.put(purpose, view);
                        });
        for (ProfileChange.Folded record : whole.records()) {
            room(Json.bytes(record).length + 1);
            records.add(record);
        }
        end(false);
        return done;
    }

    /** In the piece that is being filled, or else in the next. */
    private void room(int size) {
        if (FRAME + size > MessageSize.MOST_BYTES) {
            throw new IllegalArgumentException(
                    "part of a change has %d bytes, at most %d are sent"
                            .formatted(size, MessageSize.MOST_BYTES - FRAME));
        }
        if (bytes + size > MessageSize.MOST_BYTES || records.size() == ProfileChange.MOST_RECORDS) {
            end(true);
        }
        bytes += size;
    }

    private void end(boolean more) {
        done.add(
                new ProfileChange(
                        whole.profileId(),
                        whole.number(),
                        whole.subjectVersion(),
                        whole.policyVersion(),
                        whole.ended(),
                        more,
                        views,
                        records));
        views = new TreeMap<>();
        records = new ArrayList<>();
        bytes = FRAME;
    }
}
