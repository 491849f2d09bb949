package org.purposecdp.identity.node;

import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.vertx.mutiny.sqlclient.Row;

import org.purposecdp.contracts.text.Split;
import org.purposecdp.identity.cluster.Kept;
import org.purposecdp.identity.matching.Part;

/** By which traits match fields were said, as it is stored: {@code NAME=firstName,lastName;…}. */
public final class KeptText {
    private KeptText() {}

    /** Null for nothing. */
    static String write(Kept kept) {
        if (kept.names().isEmpty()) {
            return null;
        }
        List<String> parts = new ArrayList<>();
        kept.names().forEach((part, names) -> parts.add(part + "=" + String.join(",", names)));
        return String.join(";", parts);
    }

    /** Of the columns {@code said}, {@code said_at}, {@code kept_until}. */
    static Kept read(Row row) {
        Map<Part, Set<String>> names = names(row.getString("said"));
        if (names.isEmpty()) {
            return Kept.NOTHING;
        }
        OffsetDateTime until = row.getOffsetDateTime("kept_until");
        return new Kept(
                names,
                row.getOffsetDateTime("said_at").toInstant(),
                until == null ? null : until.toInstant());
    }

    public static Map<Part, Set<String>> names(String text) {
        Map<Part, Set<String>> names = new EnumMap<>(Part.class);
        if (text != null) {
            for (String part : Split.at(';', text)) {
                int equals = part.indexOf('=');
                names.put(
                        Part.valueOf(part.substring(0, equals)),
                        Set.copyOf(Split.at(',', part.substring(equals + 1))));
            }
        }
        return names;
    }

    static OffsetDateTime at(Kept kept) {
        return kept.at() == null ? null : kept.at().atOffset(ZoneOffset.UTC);
    }

    static OffsetDateTime until(Kept kept) {
        return kept.until() == null ? null : kept.until().atOffset(ZoneOffset.UTC);
    }
}
